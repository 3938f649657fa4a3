import * as pulumi from "@pulumi/pulumi";

import {
  APP_INSTANCE_USER_SCHEMA,
  parseAppInstanceUserId,
  userArnOf,
} from "../schema/channels/appInstanceUserSchema";
import { dynamicInputs, typeToken } from "../schema/providerText";
import { idOutput } from "./idOutput";
import { noteChosenId, noteOwned } from "./programLedger";

/** The arguments of an {@link AppInstanceUser}. */
export interface AppInstanceUserArgs {
  /** The ARN of the app instance that the user is to belong to. Another ARN replaces the user. */
  appInstanceArn: pulumi.Input<string>;
  /**
   * The last part of the user's ARN: 1 to 64 letters, digits and `: - _ . @`. Another id replaces the user. It stands in
   * states and logs, so take none that is personal.
   */
  appInstanceUserId: pulumi.Input<string>;
  /** The name that others see, of 1 to 100 characters: a secret, because it is personal. Changed in place. */
  name: pulumi.Input<string>;
  /**
   * What an application keeps with the user: one line of up to 1,024 characters, a secret. Default: nothing. Changed in
   * place.
   */
  metadata?: pulumi.Input<string | undefined>;
}

const NO_OUTPUTS = {
  appInstanceUserArn: undefined,
  appInstanceArn: undefined,
  appInstanceUserId: undefined,
  name: undefined,
  metadata: undefined,
};

/**
 * A user of an app instance: somebody who can be a member of its channels.
 *
 * Creating it calls CreateAppInstanceUser, changing it UpdateAppInstanceUser, and taking it out of the program
 * DeleteAppInstanceUser, which also takes the user out of all channels. A user that Amazon Chime no longer has counts as
 * deleted; any other refusal fails the deployment and keeps the resource in the state. A user of this id who was there before
 * is a conflict, and is not deleted, also where no answer said whether this one was made. The name and the metadata are
 * secrets, which Pulumi encrypts and does not show.
 *
 * ```typescript
 * new chime.AppInstanceUser("ana", { appInstanceArn, appInstanceUserId: "u-17", name: "Ana" });
 * ```
 *
 * Its resource id is its ARN. Expiration, endpoints and tags are not covered.
 *
 * Sources: https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_CreateAppInstanceUser.html,
 * https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_DescribeAppInstanceUser.html,
 * https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_UpdateAppInstanceUser.html,
 * https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_DeleteAppInstanceUser.html
 */
export class AppInstanceUser extends pulumi.CustomResource {
  /**
   * Looks a user up that exists, whoever made it. It is read, not managed: nothing is ever changed or deleted.
   *
   * @param name The unique name of the resource in the program.
   * @param id The ARN of the user.
   * @param opts The options of any Pulumi resource.
   * @throws Error at once when `id` has another form; the deployment fails when there is no such user.
   */
  public static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    opts?: pulumi.CustomResourceOptions,
  ): AppInstanceUser {
    if (typeof id === "string") parseAppInstanceUserId(id);
    // A look-up has an id in the place of arguments.
    return new AppInstanceUser(name, {} as AppInstanceUserArgs, { ...opts, id });
  }

  /** The ARN of the user, as memberships and `chimeBearer` ask for it. A preview of a change in place knows it. */
  declare public readonly appInstanceUserArn: pulumi.Output<string>;
  /** The ARN of the app instance that the user belongs to. */
  declare public readonly appInstanceArn: pulumi.Output<string>;
  /** The last part of the ARN. */
  declare public readonly appInstanceUserId: pulumi.Output<string>;
  /** The name that others see: a secret. */
  declare public readonly name: pulumi.Output<string>;
  /** What an application keeps with the user: a secret; undefined where that is nothing. */
  declare public readonly metadata: pulumi.Output<string | undefined>;

  /**
   * Declares a user.
   *
   * @param name The unique name of the resource in the program, which is not the user's.
   * @param args The app instance, the id and the name. Wrong values are reported in the preview, each with its property.
   * @param opts The options of any Pulumi resource.
   */
  public constructor(name: string, args: AppInstanceUserArgs, opts?: pulumi.CustomResourceOptions) {
    // Every output must be named, or a program could not read what its arguments leave out.
    const inputs = { ...NO_OUTPUTS, ...args, ...secretly(args) };
    const additionalSecretOutputs = [
      ...(opts?.additionalSecretOutputs ?? []),
      ...APP_INSTANCE_USER_SCHEMA.sensitive,
    ];
    super(typeToken("AppInstanceUser"), name, dynamicInputs("AppInstanceUser", inputs), {
      ...opts,
      additionalSecretOutputs,
    });
    this.appInstanceUserArn = idOutput(this, "appInstanceUserArn", parseAppInstanceUserId, opts);
    if (opts?.id === undefined && opts?.urn === undefined) {
      const { appInstanceArn, appInstanceUserId } = args;
      noteChosenId(this, { appInstanceArn, appInstanceUserId }, userArnOf);
      noteOwned(this);
    }
  }
}

// What is not given, as in a look-up, is no secret.
function secretly(args: AppInstanceUserArgs): pulumi.Inputs {
  const given = Object.entries(args).filter(
    ([name, value]) => APP_INSTANCE_USER_SCHEMA.sensitive.includes(name) && value !== undefined,
  );
  return Object.fromEntries(given.map(([name, value]) => [name, pulumi.secret(value as unknown)]));
}
