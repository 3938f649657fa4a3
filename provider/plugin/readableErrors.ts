import type * as pulumi from "@pulumi/pulumi";

import { explainInternal } from "../aws/errors/internalError";
import type { Log } from "../reporting/log";
import { reportTrace } from "../reporting/trace";

/**
 * A provider whose hooks fail with errors that users can act on, even if this package has a bug.
 *
 * @param log Where PULUMI_CHIME_DEBUG shows their stacks and causes: the host prints none for `create` and `update`.
 */
export function withReadableErrors<Provider extends object>(provider: Provider, log: Log): Provider {
  return new Proxy(provider, {
    get: (target, name): unknown => {
      const hook: unknown = Reflect.get(target, name);
      if (typeof hook !== "function") return hook;
      return async (...args: unknown[]): Promise<unknown> => {
        try {
          const result = await (Reflect.apply(hook, target, args) as Promise<unknown>);
          return name === "check" ? withoutValues(result as pulumi.dynamic.CheckResult) : result;
        } catch (error) {
          const explained = explainInternal(error, `${String(name)} the resource`);
          reportTrace(log, explained);
          throw explained;
        }
      };
    },
  });
}

// With a property, the engine also prints its value, such as an email address, or <nil> for a setting. The reason names the property.
function withoutValues({
  failures = [],
  ...checked
}: pulumi.dynamic.CheckResult): pulumi.dynamic.CheckResult {
  return { ...checked, failures: failures.map(({ reason }) => ({ property: "", reason })) };
}
