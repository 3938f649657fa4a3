import type * as pulumi from "@pulumi/pulumi";

import { ChimeError } from "../aws/errors/chimeError";
import { explainInternal } from "../aws/errors/internalError";
import type { Log } from "../reporting/log";
import { reportTrace } from "../reporting/trace";
import { UserError } from "../schema/userError";

/**
 * A provider whose hooks fail with errors that users can act on, even if this package has a bug.
 *
 * @param log Where PULUMI_CHIME_DEBUG shows their stacks and causes: the host prints none for `create` and `update`.
 * @param usesState Whether the settings are those in the state, as in a `destroy` or a refresh without the program.
 */
export function withReadableErrors<Provider extends object>(
  provider: Provider,
  log: Log,
  usesState: () => boolean,
): Provider {
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
          const isNoted = (name === "read" || name === "delete") && mayBeOfSettings(explained) && usesState();
          throw isNoted ? withNote(explained) : explained;
        }
      };
    },
  });
}

/** The name of a setting in an advice. The names of IAM permissions have a capital, and ARNs have a region. */
const SETTING = /\bchime:[a-z][A-Za-z]+\b(?!-)/;

function mayBeOfSettings(error: unknown): error is Error {
  if (error instanceof ChimeError) return SETTING.test(error.advice);
  // A roster has the error of each kind of failure as its cause.
  if (error instanceof AggregateError) return error.errors.some(mayBeOfSettings);
  return error instanceof Error && mayBeOfSettings(error.cause);
}

function withNote(error: Error): Error {
  const note = "Note: destroy and refresh use a changed setting only after an `up`, or with --run-program.";
  return new UserError(`${error.message} ${note}`, String(error), { cause: error });
}

// With a property, the engine also prints its value, such as an email address, or <nil> for a setting. The reason names the property.
function withoutValues({
  failures = [],
  ...checked
}: pulumi.dynamic.CheckResult): pulumi.dynamic.CheckResult {
  return { ...checked, failures: failures.map(({ reason }) => ({ property: "", reason })) };
}
