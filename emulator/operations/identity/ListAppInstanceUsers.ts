import { parseArn } from "../../store/messaging/arns";
import { arnOf, pages } from "../constraints";
import { operation } from "../operation";
import { parameter } from "../validation";
import { appInstanceOf } from "./place";
import { appInstanceUserSummary } from "./shapes";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_ListAppInstanceUsers.html */
export const ListAppInstanceUsers = operation({
  name: "ListAppInstanceUsers",
  http: { method: "GET", path: "/app-instance-users", status: 200 },

  validate: (request) => ({
    arn: arnOf(parameter(request, "app-instance-arn"), "app-instance-arn", undefined),
    ...pages(request),
  }),

  run: ({ arn, maxResults, nextToken }, context) => {
    const instance = appInstanceOf(context, arn);
    const users = [...instance.participants.values()].filter((one) => parseArn(one.arn)?.kind === "user");
    const list = ["ListAppInstanceUsers", arn];
    const page = context.pages.page(users, (user) => user.arn, { list, maxResults, nextToken });
    const output = {
      AppInstanceArn: arn,
      AppInstanceUsers: page.items.map(appInstanceUserSummary),
      NextToken: page.nextToken,
    };
    return { output, written: false };
  },
});
