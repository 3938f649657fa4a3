import * as pulumi from "@pulumi/pulumi";

import { parseAppInstanceId } from "../schema/channels/appInstanceSchema";
import { dynamicInputs, typeToken } from "../schema/providerText";
import { idOutput } from "./idOutput";
import { noteOwned } from "./programLedger";

/** The arguments of an {@link AppInstance}. */
export interface AppInstanceArgs {
  /** The name, of 1 to 256 characters. Need not be unique. Another name is a change in place. */
  name: pulumi.Input<string>;
  /**
   * What an application keeps with the app instance: one line of up to 1,024 characters. Default: nothing. Changed in
   * place.
   */
  metadata?: pulumi.Input<string | undefined>;
}

const NO_OUTPUTS = { appInstanceArn: undefined, name: undefined, metadata: undefined };

/**
 * An app instance of Amazon Chime SDK Identity: what users and channels are in.
 *
 * Creating it calls CreateAppInstance, in the region of the settings; changing it UpdateAppInstance; and taking it out of
 * the program DeleteAppInstance, which also deletes all that is in it: consider the option `protect: true`. An app
 * instance that Amazon Chime no longer has counts as deleted; any other refusal fails the deployment and keeps the
 * resource in the state.
 *
 * ```typescript
 * const app = new chime.AppInstance("support", { name: "Support" });
 * new chime.AppInstanceUser("ana", { appInstanceArn: app.appInstanceArn, appInstanceUserId: "ana", name: "Ana" });
 * ```
 *
 * Its resource id is its ARN. Retention, streaming, administrators and tags are not covered.
 *
 * Sources: https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_CreateAppInstance.html,
 * https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_DescribeAppInstance.html,
 * https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_UpdateAppInstance.html,
 * https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_DeleteAppInstance.html
 */
export class AppInstance extends pulumi.CustomResource {
  /**
   * Looks an app instance up that exists, whoever made it. It is read, not managed: nothing is ever changed or deleted.
   *
   * @param name The unique name of the resource in the program.
   * @param id The ARN of the app instance.
   * @param opts The options of any Pulumi resource.
   * @throws Error at once when `id` has another form; the deployment fails when there is no such app instance.
   */
  public static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    opts?: pulumi.CustomResourceOptions,
  ): AppInstance {
    if (typeof id === "string") parseAppInstanceId(id);
    // A look-up has an id in the place of arguments.
    return new AppInstance(name, {} as AppInstanceArgs, { ...opts, id });
  }

  /** The ARN of the app instance, as users and channels ask for it. A preview of a change in place knows it. */
  declare public readonly appInstanceArn: pulumi.Output<string>;
  /** The name. */
  declare public readonly name: pulumi.Output<string>;
  /** What an application keeps with the app instance; undefined where that is nothing. */
  declare public readonly metadata: pulumi.Output<string | undefined>;

  /**
   * Declares an app instance.
   *
   * @param name The unique name of the resource in the program, which is not the app instance's.
   * @param args The app instance's name. Wrong values are reported in the preview, each with its property.
   * @param opts The options of any Pulumi resource.
   */
  public constructor(name: string, args: AppInstanceArgs, opts?: pulumi.CustomResourceOptions) {
    // Every output must be named, or a program could not read what its arguments leave out.
    super(typeToken("AppInstance"), name, dynamicInputs("AppInstance", { ...NO_OUTPUTS, ...args }), opts);
    this.appInstanceArn = idOutput(this, "appInstanceArn", parseAppInstanceId, opts);
    if (opts?.id === undefined && opts?.urn === undefined) noteOwned(this);
  }
}
