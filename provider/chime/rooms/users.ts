import { ListUsersCommand, type ChimeClient, type User } from "@aws-sdk/client-chime";

import type { ChimeCaller } from "../call";
import { pagesOf } from "../pages";

/** A user of an account. The e-mail address and the name are personal: they belong into no state and no log. */
export interface ChimeUser {
  userId: string;
  email: string;
  displayName?: string;
}

/** The calls of Amazon Chime about users. Each fails with a `ChimeError`. */
export class Users {
  public constructor(
    private readonly client: ChimeClient,
    private readonly caller: ChimeCaller,
  ) {}

  /** ListUsers with an e-mail address: the users that have exactly this one, upper and lower case being the same. */
  public async withEmail(accountId: string, email: string): Promise<ChimeUser[]> {
    const found: ChimeUser[] = [];
    for await (const page of this.list(accountId, email)) {
      found.push(...page.filter(({ PrimaryEmail }) => isSameAddress(PrimaryEmail, email)).map(userOf));
    }
    return found;
  }

  private list(accountId: string, email: string): AsyncGenerator<User[]> {
    // The address is personal, so no error may repeat it.
    const purpose = `find a user of account ${accountId} by e-mail address`;
    return pagesOf(`the users of account ${accountId}`, async (token) => {
      const command = new ListUsersCommand({ AccountId: accountId, UserEmail: email, NextToken: token });
      const reply = await this.caller.call({ operation: "ListUsers", purpose }, 200, (options) =>
        this.client.send(command, options),
      );
      return { items: reply.Users ?? [], nextToken: reply.NextToken };
    });
  }
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
