import { notFound } from "../../http/errors";
import { operation } from "../operation";
import { user } from "./chimeShapes";
import { label } from "./chimeFields";

/** @see https://docs.aws.amazon.com/chime/latest/APIReference/API_GetUser.html */
export const GetUser = operation({
  name: "GetUser",
  http: { method: "GET", path: "/accounts/{AccountId}/users/{UserId}", status: 200 },

  validate: (request) => ({ accountId: label(request, "AccountId"), userId: label(request, "UserId") }),

  run: ({ accountId, userId }, { rooms }) => {
    const profile = rooms.profile(accountId, userId);
    // For a bot there is another operation, GetBot.
    if (profile.type !== "User") throw notFound("user");
    return { output: { User: user(rooms.account(accountId), profile) }, written: false };
  },
});
