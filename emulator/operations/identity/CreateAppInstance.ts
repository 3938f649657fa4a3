import { conflict } from "../../http/errors";
import { createdBefore } from "../idempotency";
import { optionalTags, metadata, requestToken, resourceName } from "../sdkConstraints";
import { operation } from "../operation";
import { fields } from "../requestFields";
import { awsAccountOf } from "../callScope";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_CreateAppInstance.html */
export const CreateAppInstance = operation({
  name: "CreateAppInstance",
  http: { method: "POST", path: "/app-instances", status: 201 },

  validate: (received) => {
    const body = fields(received);
    const tags = optionalTags(body["Tags"]);
    const content = { name: resourceName(body["Name"], "Name"), metadata: metadata(body["Metadata"]) };
    const request = { token: requestToken(body), content: JSON.stringify({ ...content, tags }) };
    return { ...content, tags, request };
  },

  run: (input, context) => {
    const { region, appInstances } = context;
    const inAccount = appInstances.list(region, awsAccountOf(context));
    const existing = createdBefore(inAccount, input.request, conflict);
    const created = existing ?? appInstances.add({ ...input, region, awsAccountId: awsAccountOf(context) });
    return { output: { AppInstanceArn: created.arn }, written: existing === undefined };
  },
});
