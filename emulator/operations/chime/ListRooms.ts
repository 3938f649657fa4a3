import { operation } from "../operation";
import { room } from "./shapes";
import { paging, parameter } from "../validation";
import { label } from "./validation";

/** @see https://docs.aws.amazon.com/chime/latest/APIReference/API_ListRooms.html */
export const ListRooms = operation({
  name: "ListRooms",
  http: { method: "GET", path: "/accounts/{AccountId}/rooms", status: 200 },

  validate: (request) => ({
    accountId: label(request, "AccountId"),
    memberId: parameter(request, "member-id"),
    ...paging(request, { most: 99, default: 50 }),
  }),

  run: ({ accountId, memberId, maxResults, nextToken }, { store, pages }) => {
    const account = store.account(accountId);
    const rooms = [...account.rooms.values()].filter(
      (candidate) => memberId === undefined || candidate.memberships.current.has(memberId),
    );
    const list = ["ListRooms", accountId, memberId ?? ""];
    const page = pages.page(rooms, (item) => item.id, { list, maxResults, nextToken });
    const output = { Rooms: page.items.map((item) => room(account, item)), NextToken: page.nextToken };
    return { output, written: false };
  },
});
