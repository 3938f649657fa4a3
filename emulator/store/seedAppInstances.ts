import type { SeedAppInstance, SeedChannel } from "../configuration/appInstanceSeed";
import { AWS_ACCOUNT_ID, EXTERNAL_APP_INSTANCE_USER_ARN } from "../model/awsAccount";
import { DEFAULT_BOT_CONFIGURATION } from "../model/botConfiguration";
import { SDK_REGIONS } from "../model/regions";
import type { AppInstance, Channel } from "./appInstance";
import type { AppInstanceStore } from "./appInstanceStore";

/** Adds the app instances of a seed to the store. */
export function seedAppInstances(store: AppInstanceStore, seeds: readonly SeedAppInstance[]): void {
  for (const seed of seeds) addAppInstance(store, seed);
}

function addAppInstance(store: AppInstanceStore, seed: SeedAppInstance): void {
  const { appInstanceId: id, region = SDK_REGIONS[0], awsAccountId = AWS_ACCOUNT_ID, name = id } = seed;
  const instance = store.add({ region, awsAccountId, id, name });
  const arns = addParticipants(store, instance, seed);
  for (const memberArn of arnsOf(seed.administrators ?? [], arns)) {
    store.putEntry(instance.administrators, { memberArn });
  }
  for (const channel of seed.channels ?? []) addChannel(store, instance, arns, channel);
}

type ArnsById = ReadonlyMap<string, string>;

function addParticipants(
  store: AppInstanceStore,
  instance: AppInstance,
  { users = [], bots = [] }: SeedAppInstance,
): ArnsById {
  const arns = new Map<string, string>();
  for (const { userId: id, name = id, metadata } of users) {
    arns.set(id, store.addParticipant(instance, "user", { id, name, metadata }).arn);
  }
  for (const { botId: id, name = id, metadata } of bots) {
    const bot = { id, name, metadata, configuration: DEFAULT_BOT_CONFIGURATION };
    arns.set(id, store.addParticipant(instance, "bot", bot).arn);
  }
  return arns;
}

function addChannel(store: AppInstanceStore, instance: AppInstance, arns: ArnsById, seed: SeedChannel): void {
  const { channelId: id, name = id, mode = "UNRESTRICTED", privacy = "PUBLIC", metadata } = seed;
  const createdBy = EXTERNAL_APP_INSTANCE_USER_ARN;
  fillChannel(
    store,
    store.addChannel(instance, { id, name, mode, privacy, metadata, createdBy }),
    arns,
    seed,
  );
}

function fillChannel(
  store: AppInstanceStore,
  channel: Channel,
  arns: ArnsById,
  { moderators = [], bans = [], members = [] }: SeedChannel,
): void {
  const { createdBy } = channel;
  for (const memberArn of arnsOf(moderators, arns))
    store.putEntry(channel.moderators, { memberArn, createdBy });
  for (const memberArn of arnsOf(bans, arns)) store.addBan(channel, { memberArn, createdBy });
  for (const { memberId, type = "DEFAULT" } of members) {
    for (const memberArn of arnsOf([memberId], arns)) {
      store.putMembership(channel, { memberArn, type, invitedBy: createdBy });
    }
  }
}

/** The ARNs of the ids. A checked seed has no unknown ids. */
function arnsOf(ids: readonly string[], arns: ArnsById): string[] {
  return ids.flatMap((id) => arns.get(id) ?? []);
}
