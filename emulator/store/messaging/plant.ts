import { AWS_ACCOUNT_ID } from "../../auth/credentials";
import { SDK_REGIONS } from "../../regions";
import type { SeedAppInstance, SeedChannel } from "../../seed";
import type { AppInstance, AppInstances } from "./appInstances";

/** Puts every app instance that a seed names into the store. */
export function plantAppInstances(
  store: AppInstances,
  instances: readonly SeedAppInstance[],
  createdBy: string,
): void {
  for (const seed of instances) plantAppInstance(store, seed, createdBy);
}

function plantAppInstance(store: AppInstances, seed: SeedAppInstance, createdBy: string): void {
  const { appInstanceId: id, region = SDK_REGIONS[0], name = id } = seed;
  const instance = store.add({ region, owner: AWS_ACCOUNT_ID, id, name });
  const arns = plantParticipants(store, instance, seed);
  for (const arn of known(seed.administrators ?? [], arns)) instance.administrators.add(arn);
  for (const channel of seed.channels ?? []) plantChannel(store, { instance, arns, createdBy }, channel);
}

/** Answers their ARNs by id. */
function plantParticipants(
  store: AppInstances,
  instance: AppInstance,
  { users = [], bots = [] }: SeedAppInstance,
): ReadonlyMap<string, string> {
  const arns = new Map<string, string>();
  for (const { userId: id, name = id, metadata } of users) {
    arns.set(id, store.addParticipant(instance, "user", { id, name, metadata }).arn);
  }
  for (const { botId: id, name = id } of bots) {
    arns.set(id, store.addParticipant(instance, "bot", { id, name }).arn);
  }
  return arns;
}

interface Ground {
  readonly instance: AppInstance;
  /** By id. */
  readonly arns: ReadonlyMap<string, string>;
  readonly createdBy: string;
}

function plantChannel(store: AppInstances, { instance, arns, createdBy }: Ground, seed: SeedChannel): void {
  const { channelId: id, name = id, mode = "UNRESTRICTED", privacy = "PUBLIC", metadata } = seed;
  const channel = store.addChannel(instance, { id, name, mode, privacy, metadata, createdBy });
  for (const arn of known(seed.moderators ?? [], arns)) channel.moderators.add(arn);
  for (const { memberId, type = "DEFAULT" } of seed.members ?? []) {
    for (const memberArn of known([memberId], arns)) {
      store.putMembership(channel, { memberArn, type, invitedBy: createdBy });
    }
  }
}

/** The ARNs of ids; a seed that was checked has none that is unknown. */
function known(ids: readonly string[], arns: ReadonlyMap<string, string>): string[] {
  return ids.flatMap((id) => arns.get(id) ?? []);
}
