import * as pulumi from "@pulumi/pulumi";

import { typeToken } from "../schema/providerText";
import { perRun } from "./perRun";

/** The resources that give a user or bot the rights of a bearer: in a channel, or under `undefined` in all of the app instance. */
type Rights = Map<unknown, pulumi.Resource[]>;

// Users, bots and channels by the value that names them in the program: a text or an output.
const rightsOfThisRun = perRun(() => new Map<unknown, Rights>());

const bearerByProvider = new WeakMap<pulumi.ProviderResource, unknown>();

/**
 * Records that a resource gives users or bots the rights of a bearer: in one channel, or in the whole app instance.
 *
 * @param arns The users and bots, as the program passes them.
 */
export function recordRights(
  resource: pulumi.Resource,
  arns: readonly unknown[],
  channelArn?: unknown,
): void {
  const ofThisRun = rightsOfThisRun();
  for (const arn of arns) {
    const rights: Rights = ofThisRun.get(arn) ?? new Map<unknown, pulumi.Resource[]>();
    ofThisRun.set(arn, rights);
    const resources = rights.get(channelArn) ?? [];
    rights.set(channelArn, resources);
    resources.push(resource);
  }
}

/** Records the bearer of the resources of a provider that name none. */
export function recordBearer(provider: pulumi.ProviderResource, bearer: unknown): void {
  bearerByProvider.set(provider, bearer);
}

/**
 * The options with a dependency on each resource declared before that gives the bearer its rights. Pulumi then creates that first and
 * deletes it last. Without this, a bearer that is not the output of such a resource can lose its rights before the end.
 *
 * The values of the program are compared, not what they resolve to: a resource cannot wait for the values of others.
 */
export function afterRights(
  { channelArn, chimeBearer }: pulumi.Inputs,
  opts: pulumi.CustomResourceOptions = {},
): pulumi.CustomResourceOptions {
  const rights = rightsOfThisRun().get(chimeBearer ?? defaultBearer(opts));
  const resources = [...new Set([undefined, channelArn])].flatMap((channel) => rights?.get(channel) ?? []);
  if (resources.length === 0) return opts;
  return { ...opts, ...pulumi.mergeOptions({ dependsOn: opts.dependsOn ?? [] }, { dependsOn: resources }) };
}

function defaultBearer({ provider, parent }: pulumi.CustomResourceOptions): unknown {
  const used = provider ?? parent?.getProvider(typeToken("Channel"));
  return (used && bearerByProvider.get(used)) ?? pulumi.runtime.getConfig("chime:appInstanceUserArn");
}
