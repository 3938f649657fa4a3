import * as pulumi from "@pulumi/pulumi";

import { parseSettingId, RETENTION } from "../schema/channels/settingId";
import { declareSetting } from "./declareSetting";
import { isResource, lookupOptions, resourceArguments } from "./resourceArguments";

/** The arguments of an {@link AppInstanceRetention}. */
export interface AppInstanceRetentionArgs {
  /** The ARN of the app instance. A change replaces the retention setting. */
  appInstanceArn: pulumi.Input<string>;
  /** For how many days Amazon Chime keeps the messages of channels: 1 to 5,475, which are 15 years. Updated in place. */
  retentionDays: pulumi.Input<number>;
  /**
   * Whether to adopt a retention setting that exists already, made by somebody else or by an interrupted deployment.
   * Default: the setting `chime:adoptExisting`, else `false`: creating a retention setting that exists fails. A change
   * does not affect an existing retention setting.
   */
  adoptExisting?: pulumi.Input<boolean | undefined>;
}

/** Properties of {@link AppInstanceRetention.get} that the program knows already. */
export type AppInstanceRetentionState = Partial<AppInstanceRetentionArgs>;

const NO_OUTPUTS = { appInstanceArn: undefined, retentionDays: undefined };

/**
 * How long an app instance keeps the messages of its channels. It deletes older messages.
 *
 * Pulumi sets it with PutAppInstanceRetentionSettings, and removes it with the same operation: then messages are kept
 * without limit. A retention setting that does not exist counts as removed; any other error fails the deployment and
 * keeps the resource in the state. Amazon Chime can restore messages for 30 days after the retention is set or changed.
 *
 * ```typescript
 * new chime.AppInstanceRetention("support", { appInstanceArn, retentionDays: 365 });
 * ```
 *
 * The resource id is `appInstanceArn,retention`.
 *
 * Sources: https://docs.aws.amazon.com/chime-sdk/latest/dg/manage-retention.html,
 * https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_GetAppInstanceRetentionSettings.html,
 * https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_PutAppInstanceRetentionSettings.html
 */
export class AppInstanceRetention extends pulumi.CustomResource {
  /**
   * Reads an existing retention setting, which Pulumi does not manage: it is never changed or removed.
   *
   * @param name The unique name of the resource in the program.
   * @param id The retention setting, as `appInstanceArn,retention`.
   * @param state Not needed: Pulumi reads all properties.
   * @param opts The options of any Pulumi resource.
   * @throws Error when `id` is malformed. The deployment fails when the app instance has no retention setting.
   */
  public static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state?: AppInstanceRetentionState,
    opts?: pulumi.CustomResourceOptions,
  ): AppInstanceRetention {
    const lookup = lookupOptions(name, id, state, opts, (text) => parseSettingId(RETENTION, text));
    return new AppInstanceRetention(name, {} as AppInstanceRetentionArgs, lookup);
  }

  /** Whether a value is an {@link AppInstanceRetention}, also one of another copy of this package. */
  public static override isInstance(value: unknown): value is AppInstanceRetention {
    return isResource("AppInstanceRetention", value);
  }

  /** The ARN of the app instance. */
  declare public readonly appInstanceArn: pulumi.Output<string>;
  /** For how many days Amazon Chime keeps the messages of channels. */
  declare public readonly retentionDays: pulumi.Output<number>;

  /**
   * Declares the retention setting of an app instance.
   *
   * @param name The unique name of the resource in the program.
   * @param args The arguments. The preview reports invalid values, each with its property.
   * @param opts The options of any Pulumi resource.
   * @throws RunError when another resource of the program declares the retention setting of the same app instance. If
   * an ARN is unknown, the preview or update fails once it is known.
   */
  public constructor(name: string, args: AppInstanceRetentionArgs, opts?: pulumi.CustomResourceOptions) {
    const recordResource = declareSetting(
      RETENTION,
      { kind: "AppInstanceRetention", name },
      args.appInstanceArn,
      opts,
    );
    super(...resourceArguments("AppInstanceRetention", name, { ...NO_OUTPUTS, ...args }, opts));
    recordResource(this);
  }
}
