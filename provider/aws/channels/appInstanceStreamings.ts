import {
  DeleteMessagingStreamingConfigurationsCommand,
  GetMessagingStreamingConfigurationsCommand,
  MessagingDataType,
  PutMessagingStreamingConfigurationsCommand,
  type ChimeSDKMessagingClient,
  type StreamingConfiguration,
} from "@aws-sdk/client-chime-sdk-messaging";

import type { AppInstanceKey } from "../../schema/channels/appInstanceSchema";
import type { AppInstanceStreamingInputs } from "../../schema/channels/appInstanceStreamingSchema";
import { STREAMING_ADVICE } from "./channelAdvice";
import type { SettingCalls } from "./settingCalls";

/** The data type of each stream. */
const DATA_TYPES = {
  channelStreamArn: MessagingDataType.Channel,
  channelMessageStreamArn: MessagingDataType.ChannelMessage,
} as const;
const STREAMS = Object.entries(DATA_TYPES) as [keyof typeof DATA_TYPES, MessagingDataType][];

/** The Amazon Chime SDK messaging operations on the streaming configuration of an app instance. */
export const APP_INSTANCE_STREAMING_CALLS: SettingCalls<
  AppInstanceKey,
  AppInstanceStreamingInputs,
  ChimeSDKMessagingClient
> = {
  advice: STREAMING_ADVICE,
  get: {
    operation: "GetMessagingStreamingConfigurations",
    purpose: ({ appInstanceArn }) => `read the streaming configuration of app instance ${appInstanceArn}`,
    send: async (client, { appInstanceArn }, options) => {
      const params = { AppInstanceArn: appInstanceArn };
      const reply = await client.send(new GetMessagingStreamingConfigurationsCommand(params), options);
      return { $metadata: reply.$metadata, values: valuesOf(reply.StreamingConfigurations) };
    },
  },
  put: {
    operation: "PutMessagingStreamingConfigurations",
    purpose: ({ appInstanceArn }) => `set the streaming configuration of app instance ${appInstanceArn}`,
    ifOutcomeUnknown: "It may have been set anyway; the next `pulumi up` completes it.",
    send: (client, { appInstanceArn, ...streams }, options) => {
      const StreamingConfigurations = STREAMS.flatMap(([name, DataType]) => {
        const ResourceArn = streams[name];
        return ResourceArn === undefined ? [] : [{ DataType, ResourceArn }];
      });
      const params = { AppInstanceArn: appInstanceArn, StreamingConfigurations };
      return client.send(new PutMessagingStreamingConfigurationsCommand(params), options);
    },
  },
  remove: {
    operation: "DeleteMessagingStreamingConfigurations",
    purpose: ({ appInstanceArn }) => `remove the streaming configuration of app instance ${appInstanceArn}`,
    consequence: "The streaming configuration stays in the Pulumi state until a deployment removes it.",
    status: 204,
    send: (client, { appInstanceArn }, options) => {
      const params = { AppInstanceArn: appInstanceArn };
      return client.send(new DeleteMessagingStreamingConfigurationsCommand(params), options);
    },
  },
};

// A data type that is not known here must not get lost in the next put.
function valuesOf(list: unknown): Record<string, string> | undefined {
  if (!Array.isArray(list)) return undefined;
  const streams = list.map((item: Partial<StreamingConfiguration> | null) => {
    const [name] = STREAMS.find(([, dataType]) => dataType === item?.DataType) ?? [];
    const arn: unknown = item?.ResourceArn;
    return name !== undefined && typeof arn === "string" ? ([name, arn] as const) : undefined;
  });
  return streams.includes(undefined)
    ? undefined
    : Object.fromEntries(streams.filter((one) => one !== undefined));
}
