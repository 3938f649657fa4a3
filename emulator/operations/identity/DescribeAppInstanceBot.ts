import { findAppInstanceBot } from "../findAppInstance";
import { operation } from "../operation";
import { arnOf } from "../sdkConstraints";
import { appInstanceBot } from "./identityShapes";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_DescribeAppInstanceBot.html */
export const DescribeAppInstanceBot = operation({
  name: "DescribeAppInstanceBot",
  http: { method: "GET", path: "/app-instance-bots/{AppInstanceBotArn}", status: 200 },

  validate: (request) => arnOf(request.labels["AppInstanceBotArn"], "AppInstanceBotArn", "bot"),

  run: (arn, context) => ({
    output: { AppInstanceBot: appInstanceBot(findAppInstanceBot(context, arn, "NotFound").bot) },
    written: false,
  }),
});
