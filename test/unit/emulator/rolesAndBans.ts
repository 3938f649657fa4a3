import {
  CreateAppInstanceAdminCommand,
  DeleteAppInstanceAdminCommand,
  DescribeAppInstanceAdminCommand,
  ListAppInstanceAdminsCommand,
} from "@aws-sdk/client-chime-sdk-identity";
import {
  CreateChannelBanCommand,
  CreateChannelModeratorCommand,
  DeleteChannelBanCommand,
  DeleteChannelModeratorCommand,
  DescribeChannelBanCommand,
  DescribeChannelModeratorCommand,
  ListChannelBansCommand,
  ListChannelModeratorsCommand,
} from "@aws-sdk/client-chime-sdk-messaging";
import type { ChannelWorld } from "./channelWorld";

/** An ARN with a name, as in a reply. */
export interface Named {
  readonly Arn?: string | undefined;
  readonly Name?: string | undefined;
}

/** A page of a list. */
export interface NamedPage {
  readonly parent: string | undefined;
  readonly members: readonly (Named | undefined)[];
  readonly nextToken: string | undefined;
}

/** The operations on the administrators of an app instance, or on the moderators or bans of a channel. */
export interface Kind {
  /** For titles. */
  readonly title: string;
  /** Whether the API page of Describe lists NotFoundException. */
  readonly declaresNotFound: boolean;
  /** Those that exist in a new world, beside the ones of the test. */
  readonly initial: (world: ChannelWorld) => readonly string[];
  readonly create: (world: ChannelWorld, member: string) => Promise<{ member: Named; status: number }>;
  readonly remove: (world: ChannelWorld, member: string) => Promise<number>;
  readonly describe: (
    world: ChannelWorld,
    member: string,
  ) => Promise<{ member: Named; parent: string; created: Date; createdBy?: Named | undefined }>;
  readonly list: (
    world: ChannelWorld,
    page: { MaxResults?: number; NextToken?: string | undefined },
  ) => Promise<NamedPage>;
  /** The ARNs in the state. */
  readonly held: (world: ChannelWorld) => readonly string[];
  readonly parent: (world: ChannelWorld) => string;
}

const administrators: Kind = {
  title: "an administrator of an app instance",
  declaresNotFound: false,
  initial: ({ admin }) => [admin],
  create: async ({ identity, appInstanceArn: AppInstanceArn }, AppInstanceAdminArn) => {
    const input = { AppInstanceArn, AppInstanceAdminArn };
    const reply = await identity.send(new CreateAppInstanceAdminCommand(input));
    return { member: reply.AppInstanceAdmin!, status: reply.$metadata.httpStatusCode! };
  },
  remove: async ({ identity, appInstanceArn: AppInstanceArn }, AppInstanceAdminArn) => {
    const input = { AppInstanceArn, AppInstanceAdminArn };
    return (await identity.send(new DeleteAppInstanceAdminCommand(input))).$metadata.httpStatusCode!;
  },
  describe: async ({ identity, appInstanceArn: AppInstanceArn }, AppInstanceAdminArn) => {
    const input = { AppInstanceArn, AppInstanceAdminArn };
    const { AppInstanceAdmin: found } = await identity.send(new DescribeAppInstanceAdminCommand(input));
    return { member: found!.Admin!, parent: found!.AppInstanceArn!, created: found!.CreatedTimestamp! };
  },
  list: async ({ identity, appInstanceArn: AppInstanceArn }, page) => {
    const reply = await identity.send(new ListAppInstanceAdminsCommand({ AppInstanceArn, ...page }));
    const members = reply.AppInstanceAdmins!.map(({ Admin }) => Admin);
    return { parent: reply.AppInstanceArn, members, nextToken: reply.NextToken };
  },
  held: ({ chime, appInstanceArn }) => chime.state.appInstanceAdmins(appInstanceArn),
  parent: ({ appInstanceArn }) => appInstanceArn,
};

const moderators: Kind = {
  title: "a moderator of a channel",
  declaresNotFound: true,
  initial: () => [],
  create: async ({ messaging, channel }, ChannelModeratorArn) => {
    const input = { ...channel, ChannelModeratorArn };
    const reply = await messaging.send(new CreateChannelModeratorCommand(input));
    return { member: reply.ChannelModerator!, status: reply.$metadata.httpStatusCode! };
  },
  remove: async ({ messaging, channel }, ChannelModeratorArn) => {
    const input = { ...channel, ChannelModeratorArn };
    return (await messaging.send(new DeleteChannelModeratorCommand(input))).$metadata.httpStatusCode!;
  },
  describe: async ({ messaging, channel }, ChannelModeratorArn) => {
    const input = { ...channel, ChannelModeratorArn };
    const { ChannelModerator: found } = await messaging.send(new DescribeChannelModeratorCommand(input));
    const { Moderator: member, ChannelArn: parent, CreatedTimestamp: created, CreatedBy: createdBy } = found!;
    return { member: member!, parent: parent!, created: created!, createdBy };
  },
  list: async ({ messaging, channel }, page) => {
    const reply = await messaging.send(new ListChannelModeratorsCommand({ ...channel, ...page }));
    const members = reply.ChannelModerators!.map(({ Moderator }) => Moderator);
    return { parent: reply.ChannelArn, members, nextToken: reply.NextToken };
  },
  held: ({ chime, channelArn }) => chime.state.channelModerators(channelArn),
  parent: ({ channelArn }) => channelArn,
};

const bans: Kind = {
  title: "a ban from a channel",
  declaresNotFound: true,
  initial: () => [],
  create: async ({ messaging, channel }, MemberArn) => {
    const reply = await messaging.send(new CreateChannelBanCommand({ ...channel, MemberArn }));
    return { member: reply.Member!, status: reply.$metadata.httpStatusCode! };
  },
  remove: async ({ messaging, channel }, MemberArn) => {
    const input = { ...channel, MemberArn };
    return (await messaging.send(new DeleteChannelBanCommand(input))).$metadata.httpStatusCode!;
  },
  describe: async ({ messaging, channel }, MemberArn) => {
    const { ChannelBan: found } = await messaging.send(
      new DescribeChannelBanCommand({ ...channel, MemberArn }),
    );
    const { Member: member, ChannelArn: parent, CreatedTimestamp: created, CreatedBy: createdBy } = found!;
    return { member: member!, parent: parent!, created: created!, createdBy };
  },
  list: async ({ messaging, channel }, page) => {
    const reply = await messaging.send(new ListChannelBansCommand({ ...channel, ...page }));
    const members = reply.ChannelBans!.map(({ Member }) => Member);
    return { parent: reply.ChannelArn, members, nextToken: reply.NextToken };
  },
  held: ({ chime, channelArn }) => chime.state.channelBans(channelArn),
  parent: ({ channelArn }) => channelArn,
};

/** All kinds. Their operations have the same form. */
export const KINDS: readonly Kind[] = [administrators, moderators, bans];
