import { notFound } from "../../http/errors";
import { operation } from "../operation";
import { user } from "./shapes";
import { label } from "./validation";

/** @see https://docs.aws.amazon.com/chime/latest/APIReference/API_GetUser.html */
export const GetUser = operation({
  name: "GetUser",
  http: { method: "GET", path: "/accounts/{AccountId}/users/{UserId}", status: 200 },

  validate: (request) => ({ accountId: label(request, "AccountId"), userId: label(request, "UserId") }),

  run: ({ accountId, userId }, { store }) => {
    const profile = store.profile(accountId, userId);
    // A bot has a page of its own, GetBot.
    if (profile.type !== "User") throw notFound("user");
    return { output: { User: user(store.account(accountId), profile) }, written: false };
  },
});
