import { operation } from "../operation";
import { room } from "./chimeShapes";
import { paging, parameter } from "../requestFields";
import { label } from "./chimeFields";

/** @see https://docs.aws.amazon.com/chime/latest/APIReference/API_ListRooms.html */
export const ListRooms = operation({
  name: "ListRooms",
  http: { method: "GET", path: "/accounts/{AccountId}/rooms", status: 200 },

  validate: (request) => ({
    accountId: label(request, "AccountId"),
    memberId: parameter(request, "member-id"),
    ...paging(request, { max: 99, default: 50 }),
  }),

  run: ({ accountId, memberId, maxResults, nextToken }, { rooms, pagination }) => {
    const account = rooms.account(accountId);
    const found = [...account.rooms.values()].filter(
      (candidate) => memberId === undefined || candidate.memberships.current.has(memberId),
    );
    const list = ["ListRooms", accountId, memberId ?? ""];
    const page = pagination.page(found, (item) => item.id, { list, maxResults, nextToken });
    const output = { Rooms: page.items.map((item) => room(account, item)), NextToken: page.nextToken };
    return { output, written: false };
  },
});
