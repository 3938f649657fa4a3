import { findAppInstance } from "../findAppInstance";
import { operation } from "../operation";
import { parameter } from "../requestFields";
import { arnOf, sdkPaging } from "../sdkConstraints";
import { channelFlowSummary } from "./messagingShapes";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_ListChannelFlows.html */
export const ListChannelFlows = operation({
  name: "ListChannelFlows",
  http: { method: "GET", path: "/channel-flows", status: 200 },

  validate: (request) => ({
    arn: arnOf(parameter(request, "app-instance-arn"), "app-instance-arn", undefined),
    ...sdkPaging(request),
  }),

  run: ({ arn, ...paging }, context) => {
    const flows = [...findAppInstance(context, arn).channelFlows.values()];
    const list = ["ListChannelFlows", arn];
    const page = context.pagination.page(flows, (flow) => flow.arn, { list, ...paging });
    return {
      output: { ChannelFlows: page.items.map(channelFlowSummary), NextToken: page.nextToken },
      written: false,
    };
  },
});
