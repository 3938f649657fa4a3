import { sdkPaging } from "../sdkConstraints";
import { operation } from "../operation";
import { awsAccountOf } from "../callScope";
import { appInstanceSummary } from "./identityShapes";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_ListAppInstances.html */
export const ListAppInstances = operation({
  name: "ListAppInstances",
  http: { method: "GET", path: "/app-instances", status: 200 },

  validate: sdkPaging,

  run: ({ maxResults, nextToken }, context) => {
    const instances = context.appInstances.list(context.region, awsAccountOf(context));
    const list = ["ListAppInstances", context.region, awsAccountOf(context)];
    const page = context.pagination.page(instances, ({ arn }) => arn, { list, maxResults, nextToken });
    const output = { AppInstances: page.items.map(appInstanceSummary), NextToken: page.nextToken };
    return { output, written: false };
  },
});
