import { CHANNEL_MEMBERSHIP } from "../schema/channels/channelMembership";
import { CHANNEL_ROSTER } from "../schema/channels/channelRoster";
import type { ResourceSpec } from "../schema/model";
import { ROOM_MEMBERSHIP } from "../schema/rooms/roomMembership";
import { ROOM_ROSTER } from "../schema/rooms/roomRoster";
import type { ApiName } from "./apiName";
import type { VariantName } from "./variants";

/** The resources and variants of an API, and the minimum number of calls that its operations allow. */
export interface ApiProfile {
  resources: { membership: ResourceSpec; roster: ResourceSpec };
  /** The variants of this API. Each has a counterpart of the other API. */
  variants: Record<VariantRole, VariantName>;
  operations: { list: string; batch: string; create: string };
  /** The limit for the number of calls that refresh single memberships. */
  refreshCalls: (members: number) => number;
  /** The number of List calls for all members. */
  pages: (members: number) => number;
  /** The number of batches for all members. */
  batches: (members: number) => number;
  /** The length of a member id in characters. */
  memberIdLength: number;
}

type VariantRole = "memberships" | "floor" | "roster" | "one" | "echo";

const ID = "12345678-1234-1234-1234-123456789012";

const pagesOfRoom = (members: number): number => Math.ceil(members / 99);

// 50 DEFAULT members a page, and one empty page of HIDDEN members.
const pagesOfChannel = (members: number): number => Math.ceil(members / 50) + 1;

/** The profiles by API. */
export const API_PROFILES: Readonly<Record<ApiName, ApiProfile>> = {
  rooms: {
    resources: { membership: ROOM_MEMBERSHIP, roster: ROOM_ROSTER },
    variants: { memberships: "memberships", floor: "floor", roster: "roster", one: "one", echo: "echo" },
    operations: {
      list: "ListRoomMemberships",
      batch: "BatchCreateRoomMembership",
      create: "CreateRoomMembership",
    },
    refreshCalls: pagesOfRoom,
    pages: pagesOfRoom,
    batches: (members) => Math.ceil(members / 50),
    memberIdLength: ID.length,
  },
  channels: {
    resources: { membership: CHANNEL_MEMBERSHIP, roster: CHANNEL_ROSTER },
    variants: {
      memberships: "channelMemberships",
      floor: "channelFloor",
      roster: "channelRoster",
      one: "channelOne",
      echo: "channelEcho",
    },
    operations: {
      list: "ListChannelMemberships",
      batch: "BatchCreateChannelMembership",
      create: "CreateChannelMembership",
    },
    // The list, and some memberships that are read one by one before it.
    refreshCalls: (members) => pagesOfChannel(members) + 21,
    pages: pagesOfChannel,
    batches: (members) => Math.ceil(members / 100),
    memberIdLength: `arn:aws:chime:us-east-1:123456789012:app-instance/${ID}/user/${ID}`.length,
  },
};
