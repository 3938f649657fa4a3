import {
  ListUsersCommand,
  type ChimeClient,
  type ListUsersCommandOutput,
  type User,
} from "@aws-sdk/client-chime";

import type { ApiCaller, Send } from "../call/apiCaller";
import { allOf, pagesOf } from "../call/pages";

/** A user of an account. The email address and the name are personal data: they must not get into the state or a log. */
export interface ChimeUser {
  userId: string;
  email: string;
  displayName?: string;
}

/** The Amazon Chime operations on users. Each fails with a `ChimeError`. */
export class Users {
  public constructor(
    private readonly client: ChimeClient,
    private readonly caller: ApiCaller,
  ) {}

  /** ListUsers: the users with exactly this email address, case-insensitive. */
  public async withEmail(accountId: string, email: string): Promise<ChimeUser[]> {
    const users = await allOf(this.list(accountId, email));
    return users.filter(({ PrimaryEmail }) => isSameAddress(PrimaryEmail, email)).map(userOf);
  }

  private list(accountId: string, email: string): AsyncGenerator<User[]> {
    // The address is personal data, so no error may have it.
    const call = { operation: "ListUsers", purpose: `find a user of account ${accountId} by email address` };
    return pagesOf(call, async (token) => {
      const command = new ListUsersCommand({ AccountId: accountId, UserEmail: email, NextToken: token });
      const send: Send<ListUsersCommandOutput> = (options) => this.client.send(command, options);
      const reply = await this.caller.call(call, 200, send, isUserList);
      return { items: reply.Users ?? [], nextToken: reply.NextToken };
    });
  }
}

function isUserList({ Users: list }: { Users?: unknown }): boolean {
  return Array.isArray(list) && list.every((user: unknown) => isUser(user));
}

// A user who has never signed in may have no name, and a bot has no address.
function isUser(user: unknown): boolean {
  if (typeof user !== "object" || user === null) return false;
  const { UserId: id, PrimaryEmail: email, DisplayName: name } = user as Partial<Record<keyof User, unknown>>;
  return typeof id === "string" && [email, name].every((text) => typeof (text ?? "") === "string");
}

function isSameAddress(one: string | undefined, other: string): boolean {
  return one?.toLowerCase() === other.toLowerCase();
}

function userOf({ UserId, PrimaryEmail, DisplayName }: User): ChimeUser {
  return {
    userId: UserId ?? "",
    email: PrimaryEmail ?? "",
    ...(DisplayName === undefined ? {} : { displayName: DisplayName }),
  };
}
