import { pageOfEntries } from "../entries";
import { operation } from "../operation";
import { arnOf, sdkPaging } from "../sdkConstraints";
import { findAdministrators } from "./administrators";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_ListAppInstanceAdmins.html */
export const ListAppInstanceAdmins = operation({
  name: "ListAppInstanceAdmins",
  http: { method: "GET", path: "/app-instances/{AppInstanceArn}/admins", status: 200 },

  validate: (request) => ({
    arn: arnOf(request.labels["AppInstanceArn"], "AppInstanceArn", undefined),
    ...sdkPaging(request),
  }),

  run: ({ arn, ...paging }, context) => {
    const list = ["ListAppInstanceAdmins", arn];
    const page = pageOfEntries(context, findAdministrators(context, arn), { list, ...paging });
    const output = {
      AppInstanceArn: arn,
      AppInstanceAdmins: page.items.map((Admin) => ({ Admin })),
      NextToken: page.nextToken,
    };
    return { output, written: false };
  },
});
