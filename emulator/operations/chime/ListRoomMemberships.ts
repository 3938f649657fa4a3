import { operation } from "../operation";
import { roomMembership } from "./shapes";
import { paging } from "../validation";
import { label } from "./validation";

/** @see https://docs.aws.amazon.com/chime/latest/APIReference/API_ListRoomMemberships.html */
export const ListRoomMemberships = operation({
  name: "ListRoomMemberships",
  http: { method: "GET", path: "/accounts/{AccountId}/rooms/{RoomId}/memberships", status: 200 },

  validate: (request) => ({
    accountId: label(request, "AccountId"),
    roomId: label(request, "RoomId"),
    ...paging(request, { most: 99, default: 50 }),
  }),

  run: ({ accountId, roomId, maxResults, nextToken }, { store, pages }) => {
    const account = store.account(accountId);
    const { memberships } = store.room(accountId, roomId);
    if (nextToken === undefined) memberships.startWalk();
    const list = ["ListRoomMemberships", accountId, roomId];
    const page = pages.page([...memberships.visible().values()], (membership) => membership.memberId, {
      list,
      maxResults,
      nextToken,
    });
    const output = {
      RoomMemberships: page.items.map((membership) => roomMembership(account, roomId, membership)),
      NextToken: page.nextToken,
    };
    return { output, written: false };
  },
});
