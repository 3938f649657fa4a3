import { participantsOf } from "../../store/participants";
import { arnOf, sdkPaging } from "../sdkConstraints";
import { operation } from "../operation";
import { parameter } from "../requestFields";
import { findAppInstance } from "../findAppInstance";
import { appInstanceUserSummary } from "./identityShapes";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_ListAppInstanceUsers.html */
export const ListAppInstanceUsers = operation({
  name: "ListAppInstanceUsers",
  http: { method: "GET", path: "/app-instance-users", status: 200 },

  validate: (request) => ({
    arn: arnOf(parameter(request, "app-instance-arn"), "app-instance-arn", undefined),
    ...sdkPaging(request),
  }),

  run: ({ arn, maxResults, nextToken }, context) => {
    const instance = findAppInstance(context, arn);
    const users = participantsOf(instance, "user");
    const list = ["ListAppInstanceUsers", arn];
    const page = context.pagination.page(users, (user) => user.arn, { list, maxResults, nextToken });
    const output = {
      AppInstanceArn: arn,
      AppInstanceUsers: page.items.map(appInstanceUserSummary),
      NextToken: page.nextToken,
    };
    return { output, written: false };
  },
});
