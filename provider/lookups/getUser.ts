import * as pulumi from "@pulumi/pulumi";

import type { ChimeUser } from "../aws/rooms/users";
import { validateAccountId } from "../schema/rooms/roomIdValidators";
import { invoke, invokeOutput, type Lookup } from "./lookup";
import { exactlyOne } from "./exactlyOne";
import { withSecrets } from "./withSecrets";

/** The arguments of {@link getUser}. */
export interface GetUserArgs {
  /** The id of the user's Amazon Chime account (not the AWS account's number). */
  accountId: string;
  /** The user's complete primary email address. Case does not matter. */
  email: string;
}

/** The arguments of {@link getUserOutput}. */
export interface GetUserOutputArgs {
  /** The id of the user's Amazon Chime account (not the AWS account's number). */
  accountId: pulumi.Input<string>;
  /** The user's complete primary email address. Case does not matter. */
  email: pulumi.Input<string>;
}

/** The result of {@link getUser}. */
export interface GetUserResult {
  /** The account, as in the arguments. */
  accountId: string;
  /** The id of the user, which a `RoomMembership` takes as its `memberId`. */
  userId: string;
  /** The user's primary email address, as Amazon Chime returns it. A secret. */
  email: pulumi.Output<string>;
  /** The user's display name; not set where there is none. A secret. */
  displayName: pulumi.Output<string | undefined>;
}

/**
 * The result of {@link getUserOutput}: an Output of the ids, which are never secrets, even if `email` was one. The personal
 * data are Outputs of their own, and secrets.
 */
export type GetUserOutputResult = pulumi.Output<Pick<GetUserResult, "accountId" | "userId">> &
  Pick<GetUserResult, "email" | "displayName">;

/**
 * Returns the user with an email address. It runs in every preview and update.
 *
 * ```typescript
 * const ana = await chime.getUser({ accountId, email: "ana@example.com" });
 * new chime.RoomMembership("ana", { accountId, roomId, memberId: ana.userId });
 * ```
 *
 * @param args The account and the address.
 * @param opts The provider whose settings to use: `{ provider }`. Default: the settings of the stack.
 * @throws Error when an argument is invalid, before any call; when no user, or more than one, has the
 * address; or when a call fails. Errors do not contain the address.
 *
 * Source: https://docs.aws.amazon.com/chime/latest/APIReference/API_ListUsers.html
 */
export async function getUser(args: GetUserArgs, opts?: pulumi.InvokeOptions): Promise<GetUserResult> {
  const { userId, email, displayName } = await invoke(GET_USER_LOOKUP, args, opts);
  return {
    accountId: args.accountId,
    userId,
    email: pulumi.secret(email),
    displayName: pulumi.secret(displayName),
  };
}

/**
 * As {@link getUser}, for arguments that are Outputs, such as an address from `config.requireSecret`. The result is
 * unknown in a preview while an argument is unknown or comes from a resource that does not exist yet.
 *
 * @param args The account and the address.
 * @param opts `{ provider }`, as above, and the resources that must exist before: `{ dependsOn }`.
 * @returns Outputs that fail the deployment for everything that {@link getUser} throws.
 */
export function getUserOutput(
  args: GetUserOutputArgs,
  opts?: pulumi.InvokeOutputOptions,
): GetUserOutputResult {
  const user = invokeOutput(GET_USER_LOOKUP, args, opts);
  // Made from a secret address it would be a secret too, and so would the inputs of every resource that uses it.
  const ids = pulumi.unsecret(pulumi.all([args.accountId, user]));
  return withSecrets(
    ids.apply(([accountId, { userId }]) => ({ accountId, userId })),
    {
      email: pulumi.secret(user.apply(({ email }) => email)),
      displayName: pulumi.secret(user.apply(({ displayName }) => displayName)),
    },
  );
}

/** @internal {@link getUser} as data. */
export const GET_USER_LOOKUP: Lookup<GetUserArgs, ChimeUser & { accountId: string }> = {
  name: "getUser",
  validators: { accountId: validateAccountId, email: validateEmail },
  find: async ({ users }, { accountId, email }) => ({
    accountId,
    ...exactlyOne(await users.withEmail(accountId, email), {
      description: `user with this email address in account ${accountId}`,
      idOf: ({ userId }) => userId,
    }),
  }),
};

// Errors go to logs, so that they must not contain the address.
function validateEmail(value: unknown): string | undefined {
  if (value === undefined || value === null) return "is required.";
  if (typeof value !== "string") return "must be a string.";
  return /^[^\s@]+@[^\s@]+$/.test(value) ? undefined : "must be an email address.";
}
