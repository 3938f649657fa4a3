import { participantsOf } from "../../store/participants";
import { findAppInstance } from "../findAppInstance";
import { operation } from "../operation";
import { parameter } from "../requestFields";
import { arnOf, sdkPaging } from "../sdkConstraints";
import { appInstanceBotSummary } from "./identityShapes";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_ListAppInstanceBots.html */
export const ListAppInstanceBots = operation({
  name: "ListAppInstanceBots",
  http: { method: "GET", path: "/app-instance-bots", status: 200 },

  validate: (request) => ({
    arn: arnOf(parameter(request, "app-instance-arn"), "app-instance-arn", undefined),
    ...sdkPaging(request),
  }),

  run: ({ arn, ...paging }, context) => {
    const bots = participantsOf(findAppInstance(context, arn), "bot");
    const list = ["ListAppInstanceBots", arn];
    const page = context.pagination.page(bots, (bot) => bot.arn, { list, ...paging });
    const output = {
      AppInstanceArn: arn,
      AppInstanceBots: page.items.map(appInstanceBotSummary),
      NextToken: page.nextToken,
    };
    return { output, written: false };
  },
});
