import { endpoint, type Endpoint } from "./endpoint";

/** The requests that read and change app instances, their users and bots, channels and their members. */
export const channelEndpoints: readonly Endpoint[] = [
  endpoint(
    "POST app-instances",
    { optional: ["region", "appInstanceId", "name"] },
    (instance, { state }) => ({ appInstanceArn: state.addAppInstance(instance) }),
  ),
  endpoint("DELETE app-instances", { required: ["appInstanceArn"] }, (instance, { state }) => {
    state.removeAppInstance(instance);
    return undefined;
  }),

  endpoint(
    "POST app-instance-users",
    { required: ["appInstanceArn"], optional: ["userId", "name", "metadata"] },
    (user, { state }) => ({ appInstanceUserArn: state.addAppInstanceUser(user) }),
  ),
  endpoint(
    "DELETE app-instance-users",
    { required: ["appInstanceUserArn"] },
    ({ appInstanceUserArn: arn }, { state }) => {
      state.removeAppInstanceUser({ arn });
      return undefined;
    },
  ),

  endpoint(
    "POST app-instance-bots",
    { required: ["appInstanceArn"], optional: ["botId", "name", "metadata"] },
    (bot, { state }) => ({ appInstanceBotArn: state.addAppInstanceBot(bot) }),
  ),
  endpoint(
    "DELETE app-instance-bots",
    { required: ["appInstanceBotArn"] },
    ({ appInstanceBotArn: arn }, { state }) => {
      state.removeAppInstanceUser({ arn });
      return undefined;
    },
  ),

  endpoint("POST app-instance-admins", { required: ["adminArn"] }, (admin, { state }) => {
    state.addAppInstanceAdmin(admin);
    return undefined;
  }),
  endpoint("DELETE app-instance-admins", { required: ["adminArn"] }, (admin, { state }) => {
    state.removeAppInstanceAdmin(admin);
    return undefined;
  }),

  endpoint(
    "POST channels",
    { required: ["appInstanceArn"], optional: ["channelId", "name", "mode", "privacy", "metadata"] },
    (channel, { state }) => ({ channelArn: state.addChannel(channel) }),
  ),
  endpoint("DELETE channels", { required: ["channelArn"] }, (channel, { state }) => {
    state.removeChannel(channel);
    return undefined;
  }),

  endpoint("GET channel-members", { required: ["channelArn"] }, ({ channelArn }, { state }) => ({
    members: state.channelMembers(channelArn),
  })),
  endpoint(
    "POST channel-members",
    { required: ["channelArn", "memberArn"], optional: ["type"] },
    (member, { state }) => {
      state.addChannelMember(member);
      return undefined;
    },
  ),
  endpoint("DELETE channel-members", { required: ["channelArn", "memberArn"] }, (member, { state }) => {
    state.removeChannelMember(member);
    return undefined;
  }),

  endpoint(
    "POST channel-moderators",
    { required: ["channelArn", "moderatorArn"] },
    (moderator, { state }) => {
      state.addChannelModerator(moderator);
      return undefined;
    },
  ),
  endpoint(
    "DELETE channel-moderators",
    { required: ["channelArn", "moderatorArn"] },
    (moderator, { state }) => {
      state.removeChannelModerator(moderator);
      return undefined;
    },
  ),

  endpoint("POST channel-bans", { required: ["channelArn", "memberArn"] }, (ban, { state }) => {
    state.addChannelBan(ban);
    return undefined;
  }),
  endpoint("DELETE channel-bans", { required: ["channelArn", "memberArn"] }, (ban, { state }) => {
    state.removeChannelBan(ban);
    return undefined;
  }),

  endpoint(
    "POST channel-flows",
    { required: ["appInstanceArn"], optional: ["channelFlowId", "name"] },
    (flow, { state }) => ({ channelFlowArn: state.addChannelFlow(flow) }),
  ),
  endpoint(
    "POST channel-flow-associations",
    { required: ["channelArn", "channelFlowArn"] },
    (association, { state }) => {
      state.associateChannelFlow(association);
      return undefined;
    },
  ),

  endpoint("GET tags", { required: ["arn"] }, ({ arn }, { state }) => ({ tags: state.tags(arn) })),
  endpoint("POST tags", { required: ["arn", "key", "value"] }, (tag, { state }) => {
    state.addTag(tag);
    return undefined;
  }),
];
