import * as pulumi from "@pulumi/pulumi";

import { parseSettingId, STREAMING } from "../schema/channels/settingId";
import { declareSetting } from "./declareSetting";
import { isResource, lookupOptions, resourceArguments } from "./resourceArguments";

/** The arguments of an {@link AppInstanceStreaming}. */
export interface AppInstanceStreamingArgs {
  /** The ARN of the app instance. A change replaces the streaming configuration. */
  appInstanceArn: pulumi.Input<string>;
  /**
   * The ARN of the Kinesis stream for events of channels, members, moderators and bans (the data type `Channel`).
   * Default: none. Updated in place.
   */
  channelStreamArn?: pulumi.Input<string | undefined>;
  /**
   * The ARN of the Kinesis stream for messages (the data type `ChannelMessage`). It can be the same one. Default: none.
   * Updated in place.
   */
  channelMessageStreamArn?: pulumi.Input<string | undefined>;
  /**
   * Whether to adopt a streaming configuration that exists already, made by somebody else or by an interrupted
   * deployment. Default: the setting `chime:adoptExisting`, else `false`: creating a streaming configuration that
   * exists fails. A change does not affect an existing streaming configuration.
   */
  adoptExisting?: pulumi.Input<boolean | undefined>;
}

/** Properties of {@link AppInstanceStreaming.get} that the program knows already. */
export type AppInstanceStreamingState = Partial<AppInstanceStreamingArgs>;

const NO_OUTPUTS = {
  appInstanceArn: undefined,
  channelStreamArn: undefined,
  channelMessageStreamArn: undefined,
};

/**
 * The Kinesis streams to which an app instance sends its messages and the events of its channels.
 *
 * Pulumi sets them with PutMessagingStreamingConfigurations and removes them with
 * DeleteMessagingStreamingConfigurations. A streaming configuration that does not exist counts as removed; any other
 * error fails the deployment and keeps the resource in the state.
 *
 * ```typescript
 * new chime.AppInstanceStreaming("support", { appInstanceArn, channelMessageStreamArn: stream.arn });
 * ```
 *
 * The resource id is `appInstanceArn,streaming`.
 *
 * Sources: https://docs.aws.amazon.com/chime-sdk/latest/dg/streaming-export.html,
 * https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_GetMessagingStreamingConfigurations.html,
 * https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_PutMessagingStreamingConfigurations.html,
 * https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_DeleteMessagingStreamingConfigurations.html
 */
export class AppInstanceStreaming extends pulumi.CustomResource {
  /**
   * Reads an existing streaming configuration, which Pulumi does not manage: it is never changed or removed.
   *
   * @param name The unique name of the resource in the program.
   * @param id The streaming configuration, as `appInstanceArn,streaming`.
   * @param state Not needed: Pulumi reads all properties.
   * @param opts The options of any Pulumi resource.
   * @throws Error when `id` is malformed. The deployment fails when the app instance has no streaming configuration.
   */
  public static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state?: AppInstanceStreamingState,
    opts?: pulumi.CustomResourceOptions,
  ): AppInstanceStreaming {
    const lookup = lookupOptions(name, id, state, opts, (text) => parseSettingId(STREAMING, text));
    return new AppInstanceStreaming(name, {} as AppInstanceStreamingArgs, lookup);
  }

  /** Whether a value is an {@link AppInstanceStreaming}, also one of another copy of this package. */
  public static override isInstance(value: unknown): value is AppInstanceStreaming {
    return isResource("AppInstanceStreaming", value);
  }

  /** The ARN of the app instance. */
  declare public readonly appInstanceArn: pulumi.Output<string>;
  /** The ARN of the Kinesis stream for events of channels; not set where there is none. */
  declare public readonly channelStreamArn: pulumi.Output<string | undefined>;
  /** The ARN of the Kinesis stream for messages; not set where there is none. */
  declare public readonly channelMessageStreamArn: pulumi.Output<string | undefined>;

  /**
   * Declares the streaming configuration of an app instance.
   *
   * @param name The unique name of the resource in the program.
   * @param args The arguments. The preview reports invalid values, each with its property.
   * @param opts The options of any Pulumi resource.
   * @throws RunError when another resource of the program declares the streaming configuration of the same app
   * instance. If an ARN is unknown, the preview or update fails once it is known.
   */
  public constructor(name: string, args: AppInstanceStreamingArgs, opts?: pulumi.CustomResourceOptions) {
    const recordResource = declareSetting(
      STREAMING,
      { kind: "AppInstanceStreaming", name },
      args.appInstanceArn,
      opts,
    );
    super(...resourceArguments("AppInstanceStreaming", name, { ...NO_OUTPUTS, ...args }, opts));
    recordResource(this);
  }
}
