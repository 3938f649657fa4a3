import { nativeToken, typeToken, type ResourceKind } from "../../../provider/schema/providerText";
import type { StateResource } from "../stack";

/** A member of a room or channel. */
export interface Member {
  /** The id of the room, or the ARN of the channel. */
  parent: string;
  memberId: string;
  /** The role in the room, or the type in the channel. */
  role: string;
}

/** An administrator, a moderator or a ban. */
export interface Access {
  /** Whether it is an `admin`, a `moderator` or a `ban`. */
  access: string;
  /** The ARN of the app instance or channel. */
  parent: string;
  memberId: string;
}

/** The part of a state that must agree with the program and the service. */
export interface StateSeen {
  /** Rooms with the names of their resources. */
  rooms: { resource: string; roomId: string; name: string }[];
  /** Channels with the names of their resources. */
  channels: { resource: string; channelArn: string; name: string }[];
  appInstances: { appInstanceArn: string; name: string }[];
  bots: { botArn: string; name: string }[];
  members: Member[];
  access: Access[];
  /** Pending deletions and pending operations, as messages. */
  unfinished: string[];
}

/** The deployment in a state file. */
export interface Deployment {
  resources?: Resource[];
  pending_operations?: { type: string; resource: Resource }[];
}

interface Resource extends StateResource {
  /** Whether it was replaced and its delete is pending. */
  delete?: boolean;
  /** Whether the program only looks it up. */
  external?: boolean;
}

/** Reads the text of a state file. */
export function readState(text: string): StateSeen {
  const { checkpoint } = JSON.parse(text) as { checkpoint: { latest?: Deployment } };
  return seenIn(checkpoint.latest ?? {});
}

/** Summarizes a deployment, without resources that the program only looks up. */
export function seenIn({ resources = [], pending_operations: pending = [] }: Deployment): StateSeen {
  const ofKind = (kind: ResourceKind): Resource[] =>
    resources.filter(
      ({ type, external }) => external !== true && [typeToken(kind), nativeToken(kind)].includes(type),
    );
  return {
    rooms: ofKind("Room").map(({ urn, outputs }) => ({
      resource: urn.split("::").at(-1)!,
      roomId: String(outputs["roomId"]),
      name: String(outputs["name"]),
    })),
    channels: ofKind("Channel").map(({ urn, outputs }) => ({
      resource: urn.split("::").at(-1)!,
      channelArn: String(outputs["channelArn"]),
      name: String(outputs["name"]),
    })),
    appInstances: ofKind("AppInstance").map(({ outputs }) => ({
      appInstanceArn: String(outputs["appInstanceArn"]),
      name: String(outputs["name"]),
    })),
    bots: ofKind("AppInstanceBot").map(({ outputs }) => ({
      botArn: String(outputs["appInstanceBotArn"]),
      name: String(outputs["name"]),
    })),
    access: [
      ...ofKind("AppInstanceAdmin").map(accessIn("admin", "appInstanceArn", "appInstanceAdminArn")),
      ...ofKind("ChannelModerator").map(accessIn("moderator", "channelArn", "channelModeratorArn")),
      ...ofKind("ChannelBan").map(accessIn("ban", "channelArn", "memberArn")),
    ],
    members: [
      ...ofKind("RoomMembership").map(memberIn("roomId", "memberId", "role")),
      ...ofKind("RoomRoster").flatMap(membersIn("roomId", "memberId", "role")),
      ...ofKind("ChannelMembership").map(memberIn("channelArn", "memberArn", "type")),
      ...ofKind("ChannelRoster").flatMap(membersIn("channelArn", "memberArn", "type")),
    ],
    unfinished: [
      ...resources.filter((resource) => resource.delete === true).map(({ urn }) => `to be deleted: ${urn}`),
      ...pending.map(({ type, resource }) => `${type}: ${resource.urn}`),
    ],
  };
}

function memberIn(parent: string, member: string, role: string): (resource: Resource) => Member {
  return ({ outputs }) => ({
    parent: String(outputs[parent]),
    memberId: String(outputs[member]),
    role: String(outputs[role]),
  });
}

function accessIn(access: string, parent: string, member: string): (resource: Resource) => Access {
  return ({ outputs }) => ({ access, parent: String(outputs[parent]), memberId: String(outputs[member]) });
}

// The dynamic form has the roles by member id, the native plugin a list of members.
function membersIn(parent: string, member: string, role: string): (resource: Resource) => Member[] {
  return ({ outputs }) => {
    const members = outputs["members"] as Record<string, string> | Record<string, string>[];
    const pairs = Array.isArray(members)
      ? members.map((each) => [each[member]!, each[role]!] as const)
      : Object.entries(members);
    return pairs.map(([memberId, given]) => ({
      parent: String(outputs[parent]),
      memberId,
      role: given,
    }));
  };
}
