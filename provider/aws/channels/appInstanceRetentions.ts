import {
  GetAppInstanceRetentionSettingsCommand,
  PutAppInstanceRetentionSettingsCommand,
  type ChimeSDKIdentityClient,
} from "@aws-sdk/client-chime-sdk-identity";

import type { AppInstanceRetentionInputs } from "../../schema/channels/appInstanceRetentionSchema";
import type { AppInstanceKey } from "../../schema/channels/appInstanceSchema";
import { isDays } from "../../schema/channels/expirationSettings";
import { RETENTION_ADVICE } from "./channelAdvice";
import type { SettingCalls } from "./settingCalls";

/** The Amazon Chime SDK identity operations on the retention setting of an app instance. */
export const APP_INSTANCE_RETENTION_CALLS: SettingCalls<
  AppInstanceKey,
  AppInstanceRetentionInputs,
  ChimeSDKIdentityClient
> = {
  advice: RETENTION_ADVICE,
  get: {
    operation: "GetAppInstanceRetentionSettings",
    purpose: ({ appInstanceArn }) => `read the retention setting of app instance ${appInstanceArn}`,
    send: async (client, { appInstanceArn }, options) => {
      const params = { AppInstanceArn: appInstanceArn };
      const reply = await client.send(new GetAppInstanceRetentionSettingsCommand(params), options);
      const days: unknown = reply.AppInstanceRetentionSettings?.ChannelRetentionSettings?.RetentionDays;
      return { $metadata: reply.$metadata, values: valuesOf(days ?? undefined) };
    },
  },
  put: {
    operation: "PutAppInstanceRetentionSettings",
    purpose: ({ appInstanceArn, retentionDays }) =>
      `set the retention setting of app instance ${appInstanceArn} to ${retentionDays} days`,
    ifOutcomeUnknown: "It may have been set anyway; the next `pulumi up` completes it.",
    send: (client, { appInstanceArn, retentionDays }, options) => {
      const AppInstanceRetentionSettings = { ChannelRetentionSettings: { RetentionDays: retentionDays } };
      const params = { AppInstanceArn: appInstanceArn, AppInstanceRetentionSettings };
      return client.send(new PutAppInstanceRetentionSettingsCommand(params), options);
    },
  },
  // There is no operation that deletes it. https://docs.aws.amazon.com/chime-sdk/latest/dg/manage-retention.html
  remove: {
    operation: "PutAppInstanceRetentionSettings",
    purpose: ({ appInstanceArn }) => `remove the retention setting of app instance ${appInstanceArn}`,
    consequence: "The retention setting stays in the Pulumi state until a deployment removes it.",
    status: 200,
    send: (client, { appInstanceArn }, options) => {
      const AppInstanceRetentionSettings = { ChannelRetentionSettings: {} };
      const params = { AppInstanceArn: appInstanceArn, AppInstanceRetentionSettings };
      return client.send(new PutAppInstanceRetentionSettingsCommand(params), options);
    },
  },
};

function valuesOf(days: unknown): { retentionDays?: number } | undefined {
  if (days === undefined) return {};
  return isDays(days) ? { retentionDays: days } : undefined;
}
