import type { PackageSpec } from "../model";
import { ROLE } from "./shared";

export const ROOM_TYPES: PackageSpec["types"] = {
  RoomMembershipRole: {
    description: "What a member may do in a room.",
    enum: [
      { name: "Member", value: "Member", description: "Takes part in the room." },
      {
        name: "Administrator",
        value: "Administrator",
        description: "Takes part, and manages the room and its members.",
      },
    ],
  },
  MemberType: {
    description: "What kind of member it is: `User`, `Bot` or `Webhook`.",
    enum: ["User", "Bot", "Webhook"].map((value) => ({ name: value, value })),
  },
  RoomRosterMember: {
    description: "A member of a `RoomRoster`.",
    properties: {
      memberId: { type: "string", required: true, description: "The id of the user or bot." },
      role: { ...ROLE, default: "Member", description: "What the member may do." },
    },
  },
  RoomRosterMemberState: {
    description: "A member in the outputs of a `RoomRoster`.",
    properties: {
      memberId: { type: "string", required: true, description: "The id of the user or bot." },
      role: {
        oneOf: [ROLE, { type: "string" }],
        required: true,
        description:
          "What the member may do in the room. `Unconfirmed` if the outcome of adding the member is " +
          "unknown; the next update of the roster resolves it. A program sees `Unconfirmed` if it runs " +
          "without that update, as with `--target`.",
      },
    },
  },
};
