import { ref, type PropertySpec } from "../model";

// Values for examples.
export const ACCOUNT = "0b6f1c9e-58d2-4c0f-9a7e-3d1f2e4a5b60";
export const ROOM = "f0e1d2c3-b4a5-4968-8778-695a4b3c2d66";
export const ADA = "6a1d8c52-0f3b-4e7a-8f21-9b5c4d3e2a10";
export const BEN = "c2e94b17-7d6a-4f58-b3c0-1a2b3c4d5e61";

export const ROLE = ref("RoomMembershipRole");

/** The inputs that identify a room. */
export const ROOM_INPUTS = {
  accountId: {
    type: "string",
    required: true,
    replaceOnChanges: true,
    description: "The id of the room's Amazon Chime account (not the AWS account's number).",
  },
  roomId: { type: "string", required: true, replaceOnChanges: true, description: "The id of the room." },
} as const satisfies Record<string, PropertySpec>;

/** The outputs that identify a room. */
export const ROOM_OUTPUTS = {
  accountId: { type: "string", required: true, description: "The id of the room's Amazon Chime account." },
  roomId: { type: "string", required: true, description: "The id of the room." },
} as const satisfies Record<string, PropertySpec>;

export const ROOM_IMPORT = "npx pulumi-chime import --account YOUR-CHIME-ACCOUNT-ID --room YOUR-ROOM-ID";
