import { findAppInstance } from "../findAppInstance";
import { operation } from "../operation";
import { arnOf } from "../sdkConstraints";
import { retentionSettings } from "./retentionSettings";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_GetAppInstanceRetentionSettings.html */
export const GetAppInstanceRetentionSettings = operation({
  name: "GetAppInstanceRetentionSettings",
  http: { method: "GET", path: "/app-instances/{AppInstanceArn}/retention-settings", status: 200 },

  validate: (request) => arnOf(request.labels["AppInstanceArn"], "AppInstanceArn", undefined),

  run: (arn, context) => ({
    output: retentionSettings(findAppInstance(context, arn).retention),
    written: false,
  }),
});
