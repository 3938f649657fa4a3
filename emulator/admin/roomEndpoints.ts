import { endpoint, type Endpoint } from "./endpoint";

/** The requests that read and change accounts, users, bots, rooms and their members. */
export const roomEndpoints: readonly Endpoint[] = [
  endpoint("POST accounts", { optional: ["accountId", "name"] }, (account, { state }) => ({
    accountId: state.addAccount(account),
  })),
  endpoint("DELETE accounts", { required: ["accountId"] }, (account, { state }) => {
    state.removeAccount(account);
    return undefined;
  }),

  endpoint(
    "POST users",
    { required: ["accountId"], optional: ["userId", "email", "name"] },
    (user, { state }) => ({ userId: state.addUser(user) }),
  ),
  endpoint("DELETE users", { required: ["accountId", "userId"] }, ({ accountId, userId }, { state }) => {
    state.removeProfile({ accountId, memberId: userId });
    return undefined;
  }),

  endpoint("POST bots", { required: ["accountId"], optional: ["botId", "name"] }, (bot, { state }) => ({
    botId: state.addBot(bot),
  })),
  endpoint("DELETE bots", { required: ["accountId", "botId"] }, ({ accountId, botId }, { state }) => {
    state.removeProfile({ accountId, memberId: botId });
    return undefined;
  }),

  endpoint("POST rooms", { required: ["accountId"], optional: ["roomId", "name"] }, (room, { state }) => ({
    roomId: state.addRoom(room),
  })),
  endpoint("DELETE rooms", { required: ["accountId", "roomId"] }, (room, { state }) => {
    state.removeRoom(room);
    return undefined;
  }),

  endpoint("GET members", { required: ["accountId", "roomId"] }, ({ accountId, roomId }, { state }) => ({
    members: state.members(accountId, roomId),
  })),
  endpoint(
    "POST members",
    { required: ["accountId", "roomId", "memberId"], optional: ["role"] },
    (member, { state }) => {
      state.addMember(member);
      return undefined;
    },
  ),
  endpoint("DELETE members", { required: ["accountId", "roomId", "memberId"] }, (member, { state }) => {
    state.removeMember(member);
    return undefined;
  }),
];
