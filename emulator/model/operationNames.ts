/** The operations of Amazon Chime that the emulator implements. */
export const CHIME_OPERATIONS = [
  "BatchCreateRoomMembership",
  "CreateRoom",
  "CreateRoomMembership",
  "DeleteRoom",
  "DeleteRoomMembership",
  "GetAccount",
  "GetRoom",
  "GetUser",
  "ListRoomMemberships",
  "ListRooms",
  "ListUsers",
  "UpdateRoom",
  "UpdateRoomMembership",
] as const;

/** The operations of Amazon Chime SDK messaging that the emulator implements. */
export const MESSAGING_OPERATIONS = [
  "AssociateChannelFlow",
  "BatchCreateChannelMembership",
  "CreateChannel",
  "CreateChannelBan",
  "CreateChannelFlow",
  "CreateChannelMembership",
  "CreateChannelModerator",
  "DeleteChannel",
  "DeleteChannelBan",
  "DeleteChannelFlow",
  "DeleteChannelMembership",
  "DeleteChannelModerator",
  "DeleteMessagingStreamingConfigurations",
  "DescribeChannel",
  "DescribeChannelBan",
  "DescribeChannelFlow",
  "DescribeChannelMembership",
  "DescribeChannelMembershipForAppInstanceUser",
  "DescribeChannelModeratedByAppInstanceUser",
  "DescribeChannelModerator",
  "DisassociateChannelFlow",
  "GetMessagingStreamingConfigurations",
  "ListChannelBans",
  "ListChannelFlows",
  "ListChannelMemberships",
  "ListChannelMembershipsForAppInstanceUser",
  "ListChannelModerators",
  "ListChannels",
  "ListChannelsAssociatedWithChannelFlow",
  "ListChannelsModeratedByAppInstanceUser",
  "ListTagsForResource",
  "PutChannelExpirationSettings",
  "PutMessagingStreamingConfigurations",
  "TagResource",
  "UntagResource",
  "UpdateChannel",
  "UpdateChannelFlow",
] as const;

/** The operations of Amazon Chime SDK identity that the emulator implements. */
export const IDENTITY_OPERATIONS = [
  "CreateAppInstance",
  "CreateAppInstanceAdmin",
  "CreateAppInstanceBot",
  "CreateAppInstanceUser",
  "DeleteAppInstance",
  "DeleteAppInstanceAdmin",
  "DeleteAppInstanceBot",
  "DeleteAppInstanceUser",
  "DescribeAppInstance",
  "DescribeAppInstanceAdmin",
  "DescribeAppInstanceBot",
  "DescribeAppInstanceUser",
  "GetAppInstanceRetentionSettings",
  "ListAppInstanceAdmins",
  "ListAppInstanceBots",
  "ListAppInstanceUsers",
  "ListAppInstances",
  "ListTagsForResource",
  "PutAppInstanceRetentionSettings",
  "PutAppInstanceUserExpirationSettings",
  "TagResource",
  "UntagResource",
  "UpdateAppInstance",
  "UpdateAppInstanceBot",
  "UpdateAppInstanceUser",
] as const;

/** The operations of AWS STS that the emulator implements. */
export const STS_OPERATIONS = ["AssumeRole", "AssumeRoleWithWebIdentity", "GetCallerIdentity"] as const;

/** The name of an operation. */
export type OperationName =
  | (typeof CHIME_OPERATIONS)[number]
  | (typeof MESSAGING_OPERATIONS)[number]
  | (typeof IDENTITY_OPERATIONS)[number]
  | (typeof STS_OPERATIONS)[number];
