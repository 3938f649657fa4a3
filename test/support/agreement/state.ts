import type { StateResource } from "../stack";

/** Somebody in a room or in a channel. */
export interface Member {
  /** The id of the room, or the ARN of the channel. */
  parent: string;
  memberId: string;
  /** The role in the room, or the type in the channel. */
  role: string;
}

/** What the state of a stack holds that program and service must agree with. */
export interface StateSeen {
  /** Rooms, each with the name of its resource. */
  rooms: { resource: string; roomId: string; name: string }[];
  /** Channels, each with the name of its resource. */
  channels: { resource: string; channelArn: string; name: string }[];
  /** App instances. */
  appInstances: { appInstanceArn: string; name: string }[];
  members: Member[];
  /** Resources that wait for their deletion, and operations that were never finished, in words. */
  unfinished: string[];
}

/** What Pulumi keeps of a stack. */
export interface Deployment {
  resources?: Resource[];
  pending_operations?: { type: string; resource: Resource }[];
}

interface Resource extends StateResource {
  /** Whether it was replaced, and waits for its deletion. */
  delete?: boolean;
  /** Whether it is only looked up. */
  external?: boolean;
}

/** Reads the text of a state file. */
export function readState(text: string): StateSeen {
  const { checkpoint } = JSON.parse(text) as { checkpoint: { latest?: Deployment } };
  return seenIn(checkpoint.latest ?? {});
}

/** What a deployment holds. Resources that are only looked up are not its own. */
export function seenIn({ resources = [], pending_operations: pending = [] }: Deployment): StateSeen {
  const ofKind = (kind: string): Resource[] =>
    resources.filter(
      ({ type, external }) => external !== true && type === `pulumi-nodejs:dynamic/chime:${kind}`,
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
    members: [
      ...ofKind("RoomMembership").map(memberIn("roomId", "memberId", "role")),
      ...ofKind("RoomRoster").flatMap(membersIn("roomId")),
      ...ofKind("ChannelMembership").map(memberIn("channelArn", "memberArn", "type")),
      ...ofKind("ChannelRoster").flatMap(membersIn("channelArn")),
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

function membersIn(parent: string): (resource: Resource) => Member[] {
  return ({ outputs }) =>
    Object.entries(outputs["members"] as Record<string, string>).map(([memberId, role]) => ({
      parent: String(outputs[parent]),
      memberId,
      role,
    }));
}
