import * as fc from "fast-check";

import type { OperationName } from "../../../emulator";
import type { AccessKind, ResourceFamily } from "../model/resourceFamily";
import { channels } from "./channels";

const OPERATIONS: Readonly<Partial<Record<OperationName, AccessKind>>> = {
  CreateAppInstanceAdmin: "admin",
  DeleteAppInstanceAdmin: "admin",
  CreateChannelModerator: "moderator",
  DeleteChannelModerator: "moderator",
  CreateChannelBan: "ban",
  DeleteChannelBan: "ban",
};

/** The operations that only read administrators, moderators and bans. */
const READS: readonly OperationName[] = [
  ...(["DescribeAppInstanceAdmin", "ListAppInstanceAdmins"] as const),
  ...(["DescribeChannelModerator", "ListChannelModerators"] as const),
  ...(["DescribeChannelBan", "ListChannelBans"] as const),
];

/**
 * Channels, their members, and who may do what in them: also `AppInstanceAdmin`, `ChannelModerator`,
 * `ChannelModeratorRoster` and `ChannelBan`. A ban removes a membership, and excludes it.
 */
export const access: ResourceFamily = {
  ...channels,
  name: "access",
  access: {
    admin: {
      kind: "AppInstanceAdmin",
      properties: { parent: "appInstanceArn", member: "appInstanceAdminArn" },
      successOutput: "createdTimestamp",
    },
    moderator: {
      kind: "ChannelModerator",
      properties: { parent: "channelArn", member: "channelModeratorArn" },
      successOutput: "createdByArn",
      roster: "ChannelModeratorRoster",
    },
    ban: {
      kind: "ChannelBan",
      properties: { parent: "channelArn", member: "memberArn" },
      successOutput: "createdByArn",
    },
  },

  writes: {
    ...channels.writes,
    CreateAppInstanceAdmin: "create",
    CreateChannelBan: "create",
    CreateChannelModerator: "create",
    DeleteAppInstanceAdmin: "delete",
    DeleteChannelBan: "delete",
    DeleteChannelModerator: "delete",
  },
  subjectOf: (call) => {
    const kind = OPERATIONS[call.operation as OperationName];
    if (kind === undefined) return channels.subjectOf(call);
    const parentId = kind === "admin" ? call.appInstanceArn : call.channelArn;
    return { parentId, memberIds: [call.memberArn!], access: kind };
  },
  faults: {
    ...channels.faults,
    reads: [...channels.faults.reads, ...READS],
    trustedNotFound: [
      ...channels.faults.trustedNotFound,
      ...READS,
      ...(["DeleteAppInstanceAdmin", "DeleteChannelBan", "DeleteChannelModerator"] as const),
    ],
  },
  rules: fc
    .tuple(channels.rules, accessRules())
    .map(([ofChannels, ofAccess]) => ({ ...ofChannels, ...ofAccess })),
  isExpectedFailure: (message, context) =>
    channels.isExpectedFailure(message, context) ||
    (context.isRefused && /The user is banned|bans neither administrators/.test(message)),
};

function accessRules() {
  return fc.record({
    bannedMember: fc.constantFrom("forbidden" as const, "conflict" as const, "badRequest" as const),
    existingRoleOrBan: fc.constantFrom("conflict" as const, "created" as const),
    missingRoleOrBan: fc.constantFrom(
      "notFound" as const,
      "noContent" as const,
      "conflict" as const,
      "forbidden" as const,
    ),
  });
}
