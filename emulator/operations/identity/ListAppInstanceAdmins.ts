import { operation } from "../operation";
import { arnOf, sdkPaging } from "../sdkConstraints";
import { identity } from "../sdkShapes";
import { findAdministrators } from "./administrators";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_ListAppInstanceAdmins.html */
export const ListAppInstanceAdmins = operation({
  name: "ListAppInstanceAdmins",
  http: { method: "GET", path: "/app-instances/{AppInstanceArn}/admins", status: 200 },

  validate: (request) => ({
    arn: arnOf(request.labels["AppInstanceArn"], "AppInstanceArn", undefined),
    ...sdkPaging(request),
  }),

  run: ({ arn, maxResults, nextToken }, context) => {
    const { instance, entries } = findAdministrators(context, arn);
    const list = ["ListAppInstanceAdmins", arn];
    const page = context.pagination.page([...entries.keys()], (admin) => admin, {
      list,
      maxResults,
      nextToken,
    });
    const output = {
      AppInstanceArn: arn,
      AppInstanceAdmins: page.items.map((admin) => ({ Admin: identity(instance, admin) })),
      NextToken: page.nextToken,
    };
    return { output, written: false };
  },
});
