import { TYPE } from "../channels/shared";
import { ref, type PackageSpec } from "../model";
import { ROLE } from "../rooms/shared";
import { ROOM_OF_RESULT } from "./getRooms";

export const FUNCTION_TYPES: PackageSpec["types"] = {
  GetRoomsRoom: { description: "A room of an account.", properties: ROOM_OF_RESULT },
  GetRoomMembershipsMembership: {
    description: "A member of a room, without personal data.",
    properties: {
      memberId: { type: "string", required: true, description: "The id of the user, bot or webhook." },
      role: { ...ROLE, required: true, description: "What the member may do in the room." },
      memberType: {
        ...ref("MemberType"),
        description:
          "Whether the member is a user, a bot or a webhook; not set where Amazon Chime does not return it.",
      },
      invitedBy: {
        type: "string",
        description:
          "The id of the user that invited the member; not set where Amazon Chime does not return it.",
      },
    },
  },
  GetRoomMembershipsPerson: {
    description: "The personal data of a member of a room.",
    properties: {
      email: {
        type: "string",
        description: "The email address; not set where there is none, as for a bot.",
      },
      fullName: { type: "string", description: "The full name; not set where there is none." },
    },
  },
  GetChannelMembershipsMembership: {
    description: "A member of a channel, without personal data.",
    properties: {
      memberArn: { type: "string", required: true, description: "The ARN of the user or bot." },
      type: { ...TYPE, required: true, description: "Whether the other members see the member." },
    },
  },
  GetChannelMembershipsPerson: {
    description: "The personal data of a member of a channel.",
    properties: {
      name: { type: "string", description: "The name; not set where there is none." },
    },
  },
};
