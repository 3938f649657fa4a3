import { findAppInstance } from "../findAppInstance";
import { operation } from "../operation";
import { fields } from "../requestFields";
import { arnOf } from "../sdkConstraints";
import { retentionDays, retentionSettings } from "./retentionSettings";

/**
 * Until then, messages can be restored.
 *
 * @see https://docs.aws.amazon.com/chime-sdk/latest/dg/manage-retention.html
 */
const GRACE_PERIOD_MS = 30 * 24 * 60 * 60 * 1000;

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_PutAppInstanceRetentionSettings.html */
export const PutAppInstanceRetentionSettings = operation({
  name: "PutAppInstanceRetentionSettings",
  http: { method: "PUT", path: "/app-instances/{AppInstanceArn}/retention-settings", status: 200 },

  validate: (request) => ({
    arn: arnOf(request.labels["AppInstanceArn"], "AppInstanceArn", undefined),
    days: retentionDays(fields(request)["AppInstanceRetentionSettings"]),
  }),

  run: ({ arn, days }, context) => {
    const instance = findAppInstance(context, arn);
    const deletion = new Date(context.now + GRACE_PERIOD_MS);
    const retention = days === undefined ? undefined : { days, deletion };
    context.appInstances.update(instance, { retention });
    return { output: retentionSettings(retention), written: true };
  },
});
