import type * as pulumi from "@pulumi/pulumi";

import { validateAppInstanceArn } from "../schema/channels/arnValidators";
import type { AppInstancePerson } from "./appInstancePerson";
import { invokeOutputWithPeople, invokeWithPeople, peopleOf, type LookupWithPeople } from "./people";
import { sortedBy } from "./sortedBy";

/** The arguments of {@link getAppInstanceAdmins}. */
export interface GetAppInstanceAdminsArgs {
  /** The ARN of the app instance. */
  appInstanceArn: string;
}

/** The arguments of {@link getAppInstanceAdminsOutput}. */
export interface GetAppInstanceAdminsOutputArgs {
  /** The ARN of the app instance. */
  appInstanceArn: pulumi.Input<string>;
}

/** The result of {@link getAppInstanceAdmins}. */
export interface GetAppInstanceAdminsResult {
  /** The app instance, as in the arguments. */
  appInstanceArn: string;
  /** The ARNs of all administrators, sorted. */
  appInstanceAdminArns: string[];
  /** Their personal data by ARN. A secret. */
  people: pulumi.Output<Record<string, AppInstancePerson>>;
}

/** The result of {@link getAppInstanceAdminsOutput}. The personal data are an Output of their own, and a secret. */
export type GetAppInstanceAdminsOutputResult = pulumi.Output<
  Pick<GetAppInstanceAdminsResult, "appInstanceArn" | "appInstanceAdminArns">
> &
  Pick<GetAppInstanceAdminsResult, "people">;

/**
 * Returns all administrators of an app instance, whoever added them. It runs in every preview and update.
 *
 * ```typescript
 * const { appInstanceAdminArns } = await chime.getAppInstanceAdmins({ appInstanceArn });
 * ```
 *
 * @param args The app instance.
 * @param opts The provider whose settings to use: `{ provider }`. Default: the settings of the stack.
 * @throws Error when an argument is invalid, before any call; or when a call fails, also when there is no such app
 * instance.
 *
 * Source: https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_ListAppInstanceAdmins.html
 */
export function getAppInstanceAdmins(
  args: GetAppInstanceAdminsArgs,
  opts?: pulumi.InvokeOptions,
): Promise<GetAppInstanceAdminsResult> {
  return invokeWithPeople(GET_APP_INSTANCE_ADMINS_LOOKUP, args, opts);
}

/**
 * As {@link getAppInstanceAdmins}, for arguments that are Outputs. The result is unknown in a preview while an
 * argument is unknown or comes from a resource that does not exist yet.
 *
 * @param args The app instance.
 * @param opts `{ provider }`, as above, and the resources that must exist before: `{ dependsOn }`.
 * @returns Outputs that fail the deployment for everything that {@link getAppInstanceAdmins} throws.
 */
export function getAppInstanceAdminsOutput(
  args: GetAppInstanceAdminsOutputArgs,
  opts?: pulumi.InvokeOutputOptions,
): GetAppInstanceAdminsOutputResult {
  return invokeOutputWithPeople(GET_APP_INSTANCE_ADMINS_LOOKUP, args, opts);
}

/** @internal {@link getAppInstanceAdmins} as data. */
export const GET_APP_INSTANCE_ADMINS_LOOKUP: LookupWithPeople<
  GetAppInstanceAdminsArgs,
  GetAppInstanceAdminsResult
> = {
  name: "getAppInstanceAdmins",
  validators: { appInstanceArn: validateAppInstanceArn },
  find: async ({ appInstanceAdmins }, { appInstanceArn }) => {
    const found = await appInstanceAdmins.members({ appInstanceArn });
    const members = sortedBy(found, ({ memberArn }) => memberArn);
    const appInstanceAdminArns = members.map(({ memberArn }) => memberArn);
    return { result: { appInstanceArn, appInstanceAdminArns }, people: peopleOf(members) };
  },
};
