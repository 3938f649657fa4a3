import { findAppInstanceBot } from "../findAppInstance";
import { operation } from "../operation";
import { fields, required } from "../requestFields";
import { arnOf, botName, metadata } from "../sdkConstraints";
import { botConfiguration } from "./lexConfiguration";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_UpdateAppInstanceBot.html */
export const UpdateAppInstanceBot = operation({
  name: "UpdateAppInstanceBot",
  http: { method: "PUT", path: "/app-instance-bots/{AppInstanceBotArn}", status: 200 },

  validate: (request) => {
    const body = fields(request);
    const configuration = body["Configuration"] ?? undefined;
    return {
      arn: arnOf(request.labels["AppInstanceBotArn"], "AppInstanceBotArn", "bot"),
      changes: {
        name: required(botName(body["Name"], "Name"), "Name"),
        metadata: required(metadata(body["Metadata"]), "Metadata"),
        // A configuration that is absent is not changed.
        ...(configuration === undefined ? {} : { configuration: botConfiguration(configuration) }),
      },
    };
  },

  run: ({ arn, changes }, context) => {
    const { bot } = findAppInstanceBot(context, arn, "no NotFound");
    context.appInstances.update(bot, changes);
    return { output: { AppInstanceBotArn: bot.arn }, written: true };
  },
});
