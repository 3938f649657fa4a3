import { badRequest } from "../../http/errors";
import { operation } from "../operation";
import { user } from "./chimeShapes";
import { paging, parameter } from "../requestFields";
import { label } from "./chimeFields";

const EMAIL = /^.+@.+\..+$/;
const USER_TYPES = ["PrivateUser", "SharedDevice"];

/** @see https://docs.aws.amazon.com/chime/latest/APIReference/API_ListUsers.html */
export const ListUsers = operation({
  name: "ListUsers",
  http: { method: "GET", path: "/accounts/{AccountId}/users", status: 200 },

  validate: (request) => {
    const email = parameter(request, "user-email");
    const type = parameter(request, "user-type");
    if (email !== undefined && !EMAIL.test(email)) throw badRequest("user-email must be an email address.");
    if (type !== undefined && !USER_TYPES.includes(type)) {
      throw badRequest(`user-type must be one of ${USER_TYPES.join(", ")}.`);
    }
    return {
      accountId: label(request, "AccountId"),
      email,
      type,
      ...paging(request, { max: 200, default: 100 }),
    };
  },

  run: ({ accountId, email, type, maxResults, nextToken }, { rooms, pagination }) => {
    const account = rooms.account(accountId);
    const users = [...account.profiles.values()].filter(
      (profile) =>
        profile.type === "User" &&
        // All users of the emulator are of the type PrivateUser.
        type !== "SharedDevice" &&
        (email === undefined || profile.email.toLowerCase() === email.toLowerCase()),
    );
    const list = ["ListUsers", accountId, email ?? "", type ?? ""];
    const page = pagination.page(users, (profile) => profile.id, { list, maxResults, nextToken });
    const output = { Users: page.items.map((profile) => user(account, profile)), NextToken: page.nextToken };
    return { output, written: false };
  },
});
