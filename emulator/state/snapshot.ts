import type { SeedAppInstance, SeedChannel } from "../configuration/appInstanceSeed";
import type { Seed, SeedAccount } from "../configuration/seed";
import { parseArn } from "../model/arns";
import { AWS_ACCOUNT_ID } from "../model/awsAccount";
import type { SdkRegion } from "../model/regions";
import type { AppInstance, Channel } from "../store/appInstance";
import { participantsOf } from "../store/participants";
import type { AppInstanceStore } from "../store/appInstanceStore";
import type { Account, RoomStore } from "../store/roomStore";

/** All resources, in the form of a seed. */
export function snapshotOf(rooms: RoomStore, appInstances: AppInstanceStore): Required<Seed> {
  return {
    accounts: [...rooms.accounts.values()].map(accountView),
    appInstances: appInstances.all().map(appInstanceView),
  };
}

function accountView({ id, name, profiles, rooms }: Account): SeedAccount {
  const all = [...profiles.values()];
  return {
    accountId: id,
    name,
    users: all
      .filter(({ type }) => type === "User")
      .map((user) => ({ userId: user.id, email: user.email, name: user.name })),
    bots: all.filter(({ type }) => type === "Bot").map((bot) => ({ botId: bot.id, name: bot.name })),
    rooms: [...rooms.values()].map((room) => ({
      roomId: room.id,
      name: room.name,
      members: [...room.memberships.current.values()].map(({ memberId, role }) => ({ memberId, role })),
    })),
  };
}

function appInstanceView(instance: AppInstance): SeedAppInstance {
  const { region = "", awsAccountId = "" } = parseArn(instance.arn) ?? {};
  return {
    appInstanceId: instance.arn.slice(instance.arn.indexOf("/") + 1),
    region: region as SdkRegion,
    ...(awsAccountId === AWS_ACCOUNT_ID ? {} : { awsAccountId }),
    name: instance.name,
    users: participantsOf(instance, "user").map(({ arn, ...user }) => ({
      userId: idOf(arn),
      ...described(user),
    })),
    bots: participantsOf(instance, "bot").map(({ arn, ...bot }) => ({ botId: idOf(arn), ...described(bot) })),
    administrators: [...instance.administrators.keys()].map(idOf),
    channels: [...instance.channels.values()].map(channelView),
  };
}

function channelView(channel: Channel): SeedChannel {
  const { arn, mode, privacy, moderators, bans, memberships } = channel;
  return {
    channelId: idOf(arn),
    ...described(channel),
    mode,
    privacy,
    moderators: [...moderators.keys()].map(idOf),
    bans: [...bans.keys()].map(idOf),
    members: [...memberships.current.values()].map(({ memberArn, type }) => ({
      memberId: idOf(memberArn),
      type,
    })),
  };
}

function described({ name, metadata }: { name: string; metadata: string | undefined }) {
  return metadata === undefined ? { name } : { name, metadata };
}

function idOf(arn: string): string {
  return parseArn(arn)?.id ?? arn;
}
