import * as pulumi from "@pulumi/pulumi";

import type { ChimeUser } from "../aws/rooms/users";
import { validateId } from "../schema/validators";
import { ask, askOutput, type Lookup } from "./lookup";
import { theOnly } from "./theOnly";

/** The arguments of {@link getUser}. */
export interface GetUserArgs {
  /** The id of the Amazon Chime account that the user belongs to (not the AWS account's number). */
  accountId: string;
  /** The user's primary e-mail address, all of it. Upper and lower case are the same. */
  email: string;
}

/** The arguments of {@link getUserOutput}. */
export interface GetUserOutputArgs {
  /** The id of the Amazon Chime account that the user belongs to (not the AWS account's number). */
  accountId: pulumi.Input<string>;
  /** The user's primary e-mail address, all of it. Upper and lower case are the same. */
  email: pulumi.Input<string>;
}

/** The result of {@link getUser}. */
export interface GetUserResult {
  /** The account that was asked for. */
  accountId: string;
  /** The id of the user, which a `RoomMembership` takes as its `memberId`. */
  userId: string;
  /** The user's primary e-mail address, as Amazon Chime writes it: a secret, which Pulumi encrypts and does not show. */
  email: pulumi.Output<string>;
  /** The user's display name, also a secret; undefined where there is none. */
  displayName: pulumi.Output<string | undefined>;
}

/** The result of {@link getUserOutput}. Each part is an Output of its own, so that only what is personal is secret. */
export interface GetUserOutputResult {
  /** The account that was asked for. */
  accountId: pulumi.Output<string>;
  /** The id of the user, which a `RoomMembership` takes as its `memberId`. Never a secret, even if `email` was one. */
  userId: pulumi.Output<string>;
  /** The user's primary e-mail address, as Amazon Chime writes it: a secret, which Pulumi encrypts and does not show. */
  email: pulumi.Output<string>;
  /** The user's display name, also a secret; undefined where there is none. */
  displayName: pulumi.Output<string | undefined>;
}

/**
 * Finds the user that has an e-mail address. It asks whenever the program runs, in a preview too.
 *
 * ```typescript
 * const ana = await chime.getUser({ accountId, email: "ana@example.com" });
 * new chime.RoomMembership("ana", { accountId, roomId, memberId: ana.userId });
 * ```
 *
 * @param args The account and the address.
 * @param opts Whose settings to use: `{ provider }`. Default: those of the stack.
 * @throws Error when an argument cannot be used, before anything is called; when no user, or more than one, has the
 * address; or when Amazon Chime refuses. No error repeats the address.
 *
 * Source: https://docs.aws.amazon.com/chime/latest/APIReference/API_ListUsers.html
 */
export async function getUser(args: GetUserArgs, opts?: pulumi.InvokeOptions): Promise<GetUserResult> {
  const { userId, email, displayName } = await ask(LOOKUP, args, opts);
  return {
    accountId: args.accountId,
    userId,
    email: pulumi.secret(email),
    displayName: pulumi.secret(displayName),
  };
}

/**
 * As {@link getUser}, for arguments that are Outputs, such as an address from `config.requireSecret`. While one of them
 * is unknown in a preview, or comes from a resource that does not exist yet, so is the result.
 *
 * @param args The account and the address.
 * @param opts Whose settings to use: `{ provider }`, and what must exist before: `{ dependsOn }`.
 * @returns Outputs that fail the deployment for what {@link getUser} throws.
 */
export function getUserOutput(
  args: GetUserOutputArgs,
  opts?: pulumi.InvokeOutputOptions,
): GetUserOutputResult {
  const user = askOutput(LOOKUP, args, opts);
  return {
    accountId: pulumi.output(args.accountId),
    // Made of an address that is secret it would be one too, and every resource that uses it would hide it.
    userId: pulumi.unsecret(user.apply(({ userId }) => userId)),
    email: pulumi.secret(user.apply(({ email }) => email)),
    displayName: pulumi.secret(user.apply(({ displayName }) => displayName)),
  };
}

const LOOKUP: Lookup<GetUserArgs, ChimeUser> = {
  name: "getUser",
  rules: { accountId: validateId, email: emailProblem },
  find: async ({ users }, { accountId, email }) =>
    theOnly(await users.withEmail(accountId, email), {
      sought: `user with this e-mail address in account ${accountId}`,
      idOf: ({ userId }) => userId,
    }),
};

// Never repeats the address: it is personal, and errors go into logs.
function emailProblem(value: unknown): string | undefined {
  if (value === undefined || value === null) return "is required.";
  if (typeof value !== "string") return "must be a string.";
  return /^[^\s@]+@[^\s@]+$/.test(value) ? undefined : "must be an e-mail address.";
}
