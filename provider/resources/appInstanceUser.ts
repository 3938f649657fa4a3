import * as pulumi from "@pulumi/pulumi";

import {
  APP_INSTANCE_USER_SCHEMA,
  parseAppInstanceUserId,
  userArnOf,
} from "../schema/channels/appInstanceUserSchema";
import type { ExpirationSettings } from "../schema/channels/expirationSettings";
import { isResource, lookupOptions, resourceArguments } from "./resourceArguments";
import { idOutput } from "./idOutput";
import { recordRights } from "./bearerRights";
import { isDeclared } from "./declareOnce";
import { recordChosenId, recordOwned } from "./programLedger";

/** The arguments of an {@link AppInstanceUser}. */
export interface AppInstanceUserArgs {
  /** The ARN of the user's app instance. A change replaces the user. */
  appInstanceArn: pulumi.Input<string>;
  /**
   * The last part of the user's ARN: 1 to 64 letters, digits, colons, hyphens, underscores, dots and at signs. Avoid
   * personal data: the id is in plain text in states and logs. A change replaces the user.
   */
  appInstanceUserId: pulumi.Input<string>;
  /** The display name: 1 to 100 characters. It is personal data. A secret. Updated in place. */
  name: pulumi.Input<string>;
  /** Metadata for applications: one line of up to 1,024 characters. A secret. Default: none. Updated in place. */
  metadata?: pulumi.Input<string | undefined>;
  /**
   * When Amazon Chime deletes the user by itself: `expirationCriterion` must be `"CREATED_TIMESTAMP"`. Default: never. Updated in place.
   */
  expirationSettings?: pulumi.Input<ExpirationSettings | undefined>;
  /**
   * Tags: up to 50, with keys of 1 to 128 and values of 1 to 256 characters. Keys that begin with `aws:` belong to AWS.
   * Default: none, and the tags that the user has are not read. Updated in place.
   */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>> | undefined>;
}

/** Properties of {@link AppInstanceUser.get} that the program knows already. */
export type AppInstanceUserState = Partial<AppInstanceUserArgs>;

const NO_OUTPUTS = {
  appInstanceUserArn: undefined,
  appInstanceArn: undefined,
  appInstanceUserId: undefined,
  name: undefined,
  metadata: undefined,
  expirationSettings: undefined,
  tags: undefined,
};

/**
 * A user of an app instance, who can be a member of its channels.
 *
 * Pulumi creates it with CreateAppInstanceUser, updates it with UpdateAppInstanceUser and deletes it with
 * DeleteAppInstanceUser, which also removes the user from all channels. A user that does not exist counts as deleted; any
 * other error fails the deployment and keeps the resource in the state. If a user with this id exists already, the create
 * fails, and that user is never deleted, not even after a create with an unknown outcome. The name and the metadata are
 * secrets: Pulumi encrypts them in the state and hides them in its output.
 *
 * ```typescript
 * new chime.AppInstanceUser("ana", { appInstanceArn, appInstanceUserId: "u-17", name: "Ana" });
 * ```
 *
 * The resource id is the ARN. Endpoints are not supported.
 *
 * Sources: https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_CreateAppInstanceUser.html,
 * https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_DescribeAppInstanceUser.html,
 * https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_UpdateAppInstanceUser.html,
 * https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_DeleteAppInstanceUser.html
 */
export class AppInstanceUser extends pulumi.CustomResource {
  /**
   * Reads an existing user, which Pulumi does not manage: it is never changed or deleted.
   *
   * @param name The unique name of the resource in the program.
   * @param id The ARN of the user.
   * @param state Not needed: Pulumi reads all properties.
   * @param opts The options of any Pulumi resource.
   * @throws RunError when `id` is malformed. The deployment fails when there is no such user.
   */
  public static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state?: AppInstanceUserState,
    opts?: pulumi.CustomResourceOptions,
  ): AppInstanceUser {
    const lookup = lookupOptions(name, id, state, opts, parseAppInstanceUserId);
    return new AppInstanceUser(name, {} as AppInstanceUserArgs, lookup);
  }

  /** Whether a value is an {@link AppInstanceUser}, also one of another copy of this package. */
  public static override isInstance(value: unknown): value is AppInstanceUser {
    return isResource("AppInstanceUser", value);
  }

  /** The ARN, for memberships and `chimeBearer`. Known in the preview of an update. */
  declare public readonly appInstanceUserArn: pulumi.Output<string>;
  /** The ARN of the user's app instance. */
  declare public readonly appInstanceArn: pulumi.Output<string>;
  /** The last part of the user's ARN. */
  declare public readonly appInstanceUserId: pulumi.Output<string>;
  /** The display name. A secret. */
  declare public readonly name: pulumi.Output<string>;
  /** The metadata; not set where there is none. A secret. */
  declare public readonly metadata: pulumi.Output<string | undefined>;
  /** When Amazon Chime deletes the user by itself; not set where it does not. */
  declare public readonly expirationSettings: pulumi.Output<ExpirationSettings | undefined>;
  /** The tags; not set where the program sets none. */
  declare public readonly tags: pulumi.Output<Record<string, string> | undefined>;

  /**
   * Declares a user.
   *
   * @param name The unique name of the resource in the program, which is not the user's.
   * @param args The arguments. The preview reports invalid values, each with its property.
   * @param opts The options of any Pulumi resource.
   */
  public constructor(name: string, args: AppInstanceUserArgs, opts?: pulumi.CustomResourceOptions) {
    const inputs = { ...NO_OUTPUTS, ...args, ...sensitiveInputs(args) };
    const additionalSecretOutputs = [
      ...(opts?.additionalSecretOutputs ?? []),
      ...APP_INSTANCE_USER_SCHEMA.sensitive,
    ];
    super(
      ...resourceArguments("AppInstanceUser", name, inputs, {
        ...opts,
        additionalSecretOutputs,
      }),
    );
    this.appInstanceUserArn = idOutput(this, "appInstanceUserArn", parseAppInstanceUserId, opts);
    if (isDeclared(opts)) {
      const { appInstanceArn, appInstanceUserId } = args;
      recordChosenId(this, { appInstanceArn, appInstanceUserId }, userArnOf);
      recordOwned(this);
      // For a bearer that the program passes as text. Another one is an output of the user.
      if (typeof appInstanceArn === "string" && typeof appInstanceUserId === "string") {
        recordRights(this, [userArnOf({ appInstanceArn, appInstanceUserId })]);
      }
    }
  }
}

// Arguments that are not set, as in a look-up, must stay undefined.
function sensitiveInputs(args: AppInstanceUserArgs): pulumi.Inputs {
  const given = Object.entries(args).filter(
    ([name, value]) => APP_INSTANCE_USER_SCHEMA.sensitive.includes(name) && value !== undefined,
  );
  return Object.fromEntries(given.map(([name, value]) => [name, pulumi.secret(value as unknown)]));
}
