import { TYPE } from "../channels/shared";
import { ref, type PackageSpec, type Properties } from "../model";
import { ROLE } from "../rooms/shared";
import { ROOM_OF_RESULT } from "./getRooms";

const CHANNEL_OF_RESULT: Properties = {
  channelArn: { type: "string", required: true, description: "The ARN of the channel." },
  name: { type: "string", required: true, description: "The display name of the channel." },
  mode: { ...ref("ChannelMode"), required: true, description: "Who may add members." },
  privacy: { ...ref("ChannelPrivacy"), required: true, description: "Who can find the channel." },
};

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
  GetAppInstanceUserMembershipsMembership: {
    description: "A membership of a user or bot, with the channel.",
    properties: {
      ...CHANNEL_OF_RESULT,
      type: { ...TYPE, required: true, description: "Whether the other members see the member." },
    },
  },
  GetAppInstanceUserModeratedChannelsChannel: {
    description: "A channel that a user or bot moderates.",
    properties: CHANNEL_OF_RESULT,
  },
  AppInstancePerson: {
    description: "The personal data of a user or bot of an app instance.",
    properties: {
      name: { type: "string", description: "The name; not set where there is none." },
    },
  },
};
