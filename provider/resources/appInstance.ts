import * as pulumi from "@pulumi/pulumi";

import { parseAppInstanceId } from "../schema/channels/appInstanceSchema";
import { isResource, lookupOptions, resourceArguments } from "./resourceArguments";
import { idOutput } from "./idOutput";
import { isDeclared } from "./declareOnce";
import { recordOwned } from "./programLedger";

/** The arguments of an {@link AppInstance}. */
export interface AppInstanceArgs {
  /** The name: 1 to 256 characters. Need not be unique. Updated in place. */
  name: pulumi.Input<string>;
  /** Metadata for applications: one line of up to 1,024 characters. Default: none. Updated in place. */
  metadata?: pulumi.Input<string | undefined>;
  /**
   * Tags: up to 50, with keys of 1 to 128 and values of 1 to 256 characters. Keys that begin with `aws:` belong to AWS.
   * Default: none, and the tags that the app instance has are not read. Updated in place.
   */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>> | undefined>;
}

/** Properties of {@link AppInstance.get} that the program knows already. */
export type AppInstanceState = Partial<AppInstanceArgs>;

const NO_OUTPUTS = { appInstanceArn: undefined, name: undefined, metadata: undefined, tags: undefined };

/**
 * An app instance of Amazon Chime SDK Identity, which contains users and channels.
 *
 * Pulumi creates it with CreateAppInstance in the region of the settings, updates it with UpdateAppInstance and deletes
 * it with DeleteAppInstance, which also deletes everything in it: consider the resource option `protect: true`. An app
 * instance that does not exist counts as deleted; any other error fails the deployment and keeps the resource in the
 * state.
 *
 * ```typescript
 * const app = new chime.AppInstance("support", { name: "Support" });
 * new chime.AppInstanceUser("ana", { appInstanceArn: app.appInstanceArn, appInstanceUserId: "ana", name: "Ana" });
 * ```
 *
 * The resource id is the ARN. Retention and streaming are not supported.
 *
 * Sources: https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_CreateAppInstance.html,
 * https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_DescribeAppInstance.html,
 * https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_UpdateAppInstance.html,
 * https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_DeleteAppInstance.html
 */
export class AppInstance extends pulumi.CustomResource {
  /**
   * Reads an existing app instance, which Pulumi does not manage: it is never changed or deleted.
   *
   * @param name The unique name of the resource in the program.
   * @param id The ARN of the app instance.
   * @param state Not needed: Pulumi reads all properties.
   * @param opts The options of any Pulumi resource.
   * @throws RunError when `id` is malformed. The deployment fails when there is no such app instance.
   */
  public static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state?: AppInstanceState,
    opts?: pulumi.CustomResourceOptions,
  ): AppInstance {
    const lookup = lookupOptions(name, id, state, opts, parseAppInstanceId);
    return new AppInstance(name, {} as AppInstanceArgs, lookup);
  }

  /** Whether a value is an {@link AppInstance}, also one of another copy of this package. */
  public static override isInstance(value: unknown): value is AppInstance {
    return isResource("AppInstance", value);
  }

  /** The ARN, for users and channels. Known in the preview of an update. */
  declare public readonly appInstanceArn: pulumi.Output<string>;
  /** The name. */
  declare public readonly name: pulumi.Output<string>;
  /** The metadata; not set where there is none. */
  declare public readonly metadata: pulumi.Output<string | undefined>;
  /** The tags; not set where the program sets none. */
  declare public readonly tags: pulumi.Output<Record<string, string> | undefined>;

  /**
   * Declares an app instance.
   *
   * @param name The unique name of the resource in the program, which is not the app instance's.
   * @param args The arguments. The preview reports invalid values, each with its property.
   * @param opts The options of any Pulumi resource.
   */
  public constructor(name: string, args: AppInstanceArgs, opts?: pulumi.CustomResourceOptions) {
    super(...resourceArguments("AppInstance", name, { ...NO_OUTPUTS, ...args }, opts));
    this.appInstanceArn = idOutput(this, "appInstanceArn", parseAppInstanceId, opts);
    if (isDeclared(opts)) recordOwned(this);
  }
}
