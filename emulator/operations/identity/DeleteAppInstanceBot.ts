import { findAppInstanceBot } from "../findAppInstance";
import { operation } from "../operation";
import { arnOf } from "../sdkConstraints";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_DeleteAppInstanceBot.html */
export const DeleteAppInstanceBot = operation({
  name: "DeleteAppInstanceBot",
  http: { method: "DELETE", path: "/app-instance-bots/{AppInstanceBotArn}", status: 204 },

  validate: (request) => arnOf(request.labels["AppInstanceBotArn"], "AppInstanceBotArn", "bot"),

  // Also removes the memberships of the bot.
  run: (arn, context) => {
    const { instance } = findAppInstanceBot(context, arn, "no NotFound");
    return { written: context.appInstances.removeParticipant(instance, arn) };
  },
});
