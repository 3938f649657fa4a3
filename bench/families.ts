import type { ResourceKind } from "../provider/schema/providerText";
import type { VariantName } from "./variants";

/** The two services, with what differs between them where they are measured alike. */
export const FAMILIES = ["rooms", "channels"] as const;
export type FamilyName = (typeof FAMILIES)[number];

/** What of one service is measured, and what its calls can do at the most. */
export interface Family {
  /** What its resources are called. */
  kinds: { membership: ResourceKind; roster: ResourceKind };
  /** The variants that play the same part in each family. */
  variants: Record<Part, VariantName>;
  operations: { list: string; batch: string; create: string };
  /** The operation by which a refresh of single memberships reads them, and how many calls that takes for so many. */
  refresh: { operation: string; calls: (members: number) => number };
  /** How many List calls a walk of all members takes. */
  pages: (members: number) => number;
  /** How many batches hold so many members. */
  batches: (members: number) => number;
  /** Characters of a member's id. */
  memberIdLength: number;
}

type Part = "memberships" | "floor" | "roster" | "one" | "echo";

const ID = "12345678-1234-1234-1234-123456789012";

const pagesOfRoom = (members: number): number => Math.ceil(members / 99);

/** The families by name. */
export const FAMILY: Readonly<Record<FamilyName, Family>> = {
  rooms: {
    kinds: { membership: "RoomMembership", roster: "RoomRoster" },
    variants: { memberships: "memberships", floor: "floor", roster: "roster", one: "one", echo: "echo" },
    operations: {
      list: "ListRoomMemberships",
      batch: "BatchCreateRoomMembership",
      create: "CreateRoomMembership",
    },
    refresh: { operation: "ListRoomMemberships", calls: pagesOfRoom },
    pages: pagesOfRoom,
    batches: (members) => Math.ceil(members / 50),
    memberIdLength: ID.length,
  },
  channels: {
    kinds: { membership: "ChannelMembership", roster: "ChannelRoster" },
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
    // Rooms have no operation that reads one member. Channels have, and each membership is read by itself.
    refresh: { operation: "DescribeChannelMembership", calls: (members) => members },
    // Members who can be seen, fifty a page, and one page that says that nobody is hidden.
    pages: (members) => Math.ceil(members / 50) + 1,
    batches: (members) => Math.ceil(members / 100),
    memberIdLength: `arn:aws:chime:us-east-1:123456789012:app-instance/${ID}/user/${ID}`.length,
  },
};
