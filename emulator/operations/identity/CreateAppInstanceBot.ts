import { conflict } from "../../http/errors";
import { participantsOf } from "../../store/participants";
import { findAppInstance } from "../findAppInstance";
import { createdBefore } from "../idempotency";
import { operation } from "../operation";
import { fields } from "../requestFields";
import { arnOf, botName, optionalTags, metadata, requestToken } from "../sdkConstraints";
import { botConfiguration } from "./lexConfiguration";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_CreateAppInstanceBot.html */
export const CreateAppInstanceBot = operation({
  name: "CreateAppInstanceBot",
  http: { method: "POST", path: "/app-instance-bots", status: 201 },

  validate: (received) => {
    const body = fields(received);
    const tags = optionalTags(body["Tags"]);
    const content = {
      appInstanceArn: arnOf(body["AppInstanceArn"], "AppInstanceArn", undefined),
      name: botName(body["Name"], "Name") ?? "",
      metadata: metadata(body["Metadata"]),
      configuration: botConfiguration(body["Configuration"]),
    };
    const request = { token: requestToken(body), content: JSON.stringify({ ...content, tags }) };
    return { ...content, tags, request };
  },

  run: (input, context) => {
    const instance = findAppInstance(context, input.appInstanceArn);
    const existing = createdBefore(participantsOf(instance, "bot"), input.request, conflict);
    const bot = existing ?? context.appInstances.addParticipant(instance, "bot", input);
    return { output: { AppInstanceBotArn: bot.arn }, written: existing === undefined };
  },
});
