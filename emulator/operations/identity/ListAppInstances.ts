import { pages } from "../constraints";
import { operation } from "../operation";
import { owner } from "../here";
import { appInstanceSummary } from "./shapes";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_ListAppInstances.html */
export const ListAppInstances = operation({
  name: "ListAppInstances",
  http: { method: "GET", path: "/app-instances", status: 200 },

  validate: pages,

  run: ({ maxResults, nextToken }, context) => {
    const instances = context.appInstances.list(context.region, owner(context));
    const list = ["ListAppInstances", context.region, owner(context)];
    const page = context.pages.page(instances, ({ arn }) => arn, { list, maxResults, nextToken });
    const output = { AppInstances: page.items.map(appInstanceSummary), NextToken: page.nextToken };
    return { output, written: false };
  },
});
