import * as pulumi from "@pulumi/pulumi";

import {
  APP_INSTANCE_ADMIN_SCHEMA,
  parseAppInstanceAdminId,
} from "../schema/channels/appInstanceAdminSchema";
import { declareMembership } from "./declareMembers";
import { isResource, lookupOptions, resourceArguments } from "./resourceArguments";

/** The arguments of an {@link AppInstanceAdmin}. */
export interface AppInstanceAdminArgs {
  /** The ARN of the app instance. A change replaces the administrator. */
  appInstanceArn: pulumi.Input<string>;
  /** The ARN of the user or bot, of the same app instance. A change replaces the administrator. */
  appInstanceAdminArn: pulumi.Input<string>;
  /**
   * Whether to adopt an administrator that exists already, made by somebody else or by an interrupted deployment.
   * Default: the setting `chime:adoptExisting`, else `false`: creating an administrator that exists fails. A change does
   * not affect an existing administrator.
   */
  adoptExisting?: pulumi.Input<boolean | undefined>;
}

/** Properties of {@link AppInstanceAdmin.get} that the program knows already. */
export type AppInstanceAdminState = Partial<AppInstanceAdminArgs>;

const NO_OUTPUTS = { appInstanceArn: undefined, appInstanceAdminArn: undefined, createdTimestamp: undefined };

/**
 * An administrator of an app instance: a user or bot that may do everything in it.
 *
 * Pulumi creates it with CreateAppInstanceAdmin and deletes it with DeleteAppInstanceAdmin, which does not delete the
 * user. An administrator that does not exist counts as deleted; any other error fails the deployment and keeps the
 * resource in the state. The calls need AWS credentials and no bearer, so that a program can make the first
 * administrator. Use the output `appInstanceAdminArn` as the `chimeBearer` of other resources: Pulumi then deletes those
 * before it removes the administrator.
 *
 * ```typescript
 * const admin = new chime.AppInstanceAdmin("deployer", { appInstanceArn, appInstanceAdminArn: user.appInstanceUserArn });
 * new chime.Channel("launch", { appInstanceArn, name: "Launch", chimeBearer: admin.appInstanceAdminArn });
 * ```
 *
 * The resource id is `appInstanceArn,admin,appInstanceAdminArn`.
 *
 * Sources:
 * https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_CreateAppInstanceAdmin.html,
 * https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_DescribeAppInstanceAdmin.html,
 * https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_DeleteAppInstanceAdmin.html
 */
export class AppInstanceAdmin extends pulumi.CustomResource {
  /**
   * Reads an existing administrator, which Pulumi does not manage: it is never removed.
   *
   * @param name The unique name of the resource in the program.
   * @param id The administrator, as `appInstanceArn,admin,appInstanceAdminArn`.
   * @param state Not needed: Pulumi reads all properties.
   * @param opts The options of any Pulumi resource.
   * @throws Error when `id` is malformed. The deployment fails when there is no such administrator.
   */
  public static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state?: AppInstanceAdminState,
    opts?: pulumi.CustomResourceOptions,
  ): AppInstanceAdmin {
    const lookup = lookupOptions(name, id, state, opts, parseAppInstanceAdminId);
    return new AppInstanceAdmin(name, {} as AppInstanceAdminArgs, lookup);
  }

  /** Whether a value is an {@link AppInstanceAdmin}, also one of another copy of this package. */
  public static override isInstance(value: unknown): value is AppInstanceAdmin {
    return isResource("AppInstanceAdmin", value);
  }

  /** The ARN of the app instance. */
  declare public readonly appInstanceArn: pulumi.Output<string>;
  /** The ARN of the user or bot, also for `chimeBearer`. */
  declare public readonly appInstanceAdminArn: pulumi.Output<string>;
  /** When the user or bot became an administrator, in ISO 8601. */
  declare public readonly createdTimestamp: pulumi.Output<string | undefined>;

  /**
   * Declares an administrator.
   *
   * @param name The unique name of the resource in the program.
   * @param args The arguments. The preview reports invalid values, each with its property.
   * @param opts The options of any Pulumi resource.
   * @throws RunError when another resource of the program declares the same administrator, or bans the user from a
   * channel. If an id is unknown, the preview or update fails once it is known.
   */
  public constructor(name: string, args: AppInstanceAdminArgs, opts?: pulumi.CustomResourceOptions) {
    const { appInstanceArn, appInstanceAdminArn } = args;
    const membership = { parent: { appInstanceArn }, memberId: appInstanceAdminArn };
    const recordResource = declareMembership(
      APP_INSTANCE_ADMIN_SCHEMA,
      { kind: "AppInstanceAdmin", name },
      membership,
      opts,
    );
    const inputs = { ...NO_OUTPUTS, ...args };
    super(...resourceArguments("AppInstanceAdmin", name, inputs, opts));
    recordResource(this);
  }
}
