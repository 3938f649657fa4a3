import { operation } from "../operation";
import { roomMembership } from "./chimeShapes";
import { paging } from "../requestFields";
import { label } from "./chimeFields";

/** @see https://docs.aws.amazon.com/chime/latest/APIReference/API_ListRoomMemberships.html */
export const ListRoomMemberships = operation({
  name: "ListRoomMemberships",
  http: { method: "GET", path: "/accounts/{AccountId}/rooms/{RoomId}/memberships", status: 200 },

  validate: (request) => ({
    accountId: label(request, "AccountId"),
    roomId: label(request, "RoomId"),
    ...paging(request, { max: 99, default: 50 }),
  }),

  run: ({ accountId, roomId, maxResults, nextToken }, { rooms, pagination }) => {
    const account = rooms.account(accountId);
    const { memberships } = rooms.room(accountId, roomId);
    if (nextToken === undefined) memberships.startList();
    const list = ["ListRoomMemberships", accountId, roomId];
    const page = pagination.sortedPage(
      (memberId) => memberships.visible().after(memberId),
      (membership) => membership.memberId,
      { list, maxResults, nextToken },
    );
    const output = {
      RoomMemberships: page.items.map((membership) => roomMembership(account, roomId, membership)),
      NextToken: page.nextToken,
    };
    return { output, written: false };
  },
});
