/**
 * The API operations that this package calls, by the value that IAM accepts for `Resource`: only `"*"`, or the ARN of an
 * app instance or of something in one.
 *
 * Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonchime.html. ListAppInstances is
 * under `"*"`, although the page has a resource type for it: a call names no app instance.
 */
export const OPERATIONS = {
  CreateRoom: "*",
  GetRoom: "*",
  UpdateRoom: "*",
  DeleteRoom: "*",
  ListRooms: "*",
  CreateRoomMembership: "*",
  BatchCreateRoomMembership: "*",
  UpdateRoomMembership: "*",
  DeleteRoomMembership: "*",
  ListRoomMemberships: "*",
  GetAccount: "*",
  ListUsers: "*",
  CreateAppInstance: "*",
  ListAppInstances: "*",
  CreateAppInstanceUser: "*",
  CreateAppInstanceBot: "*",
  DescribeAppInstance: "app-instance",
  UpdateAppInstance: "app-instance",
  DeleteAppInstance: "app-instance",
  DescribeAppInstanceUser: "app-instance",
  UpdateAppInstanceUser: "app-instance",
  DeleteAppInstanceUser: "app-instance",
  ListAppInstanceUsers: "app-instance",
  DescribeAppInstanceBot: "app-instance",
  UpdateAppInstanceBot: "app-instance",
  DeleteAppInstanceBot: "app-instance",
  ListAppInstanceBots: "app-instance",
  CreateAppInstanceAdmin: "app-instance",
  DescribeAppInstanceAdmin: "app-instance",
  DeleteAppInstanceAdmin: "app-instance",
  ListAppInstanceAdmins: "app-instance",
  CreateChannel: "app-instance",
  DescribeChannel: "app-instance",
  UpdateChannel: "app-instance",
  DeleteChannel: "app-instance",
  ListChannels: "app-instance",
  CreateChannelMembership: "app-instance",
  BatchCreateChannelMembership: "app-instance",
  DescribeChannelMembership: "app-instance",
  ListChannelMemberships: "app-instance",
  DeleteChannelMembership: "app-instance",
  ListChannelMembershipsForAppInstanceUser: "app-instance",
  CreateChannelModerator: "app-instance",
  DescribeChannelModerator: "app-instance",
  DeleteChannelModerator: "app-instance",
  ListChannelModerators: "app-instance",
  CreateChannelBan: "app-instance",
  DescribeChannelBan: "app-instance",
  DeleteChannelBan: "app-instance",
  ListChannelBans: "app-instance",
} as const;

/** The name of an operation. Its IAM action is `chime:` and the name. */
export type Operation = keyof typeof OPERATIONS;
