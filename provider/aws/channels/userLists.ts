import {
  ListAppInstanceUsersCommand,
  type AppInstanceUserSummary,
  type ListAppInstanceUsersCommandOutput,
} from "@aws-sdk/client-chime-sdk-identity";

import type { ApiCaller, Send } from "../call/apiCaller";
import { allOf, pagesOf } from "../call/pages";
import { ENTITY_ADVICE } from "./channelAdvice";
import type { RegionalClients } from "./regionalClients";

/** The largest page of ListAppInstanceUsers. */
const LIST_PAGE_SIZE = 50;

/** The lists of app instance users. */
export class UserLists {
  public constructor(
    private readonly clients: RegionalClients,
    private readonly caller: ApiCaller,
  ) {}

  /**
   * ListAppInstanceUsers: the ARNs of all users of an app instance.
   *
   * @throws ChimeError
   */
  public async usersOf(appInstanceArn: string): Promise<string[]> {
    const users = await allOf(this.pages(appInstanceArn));
    return users.map(({ AppInstanceUserArn: arn = "" }) => arn);
  }

  private pages(appInstanceArn: string): AsyncGenerator<AppInstanceUserSummary[]> {
    const call = {
      operation: "ListAppInstanceUsers",
      purpose: `list the users of app instance ${appInstanceArn}`,
      advice: ENTITY_ADVICE,
    };
    return pagesOf(call, async (token) => {
      const page = { AppInstanceArn: appInstanceArn, MaxResults: LIST_PAGE_SIZE, NextToken: token };
      const command = new ListAppInstanceUsersCommand(page);
      const send: Send<ListAppInstanceUsersCommandOutput> = (options) =>
        this.clients.identity(appInstanceArn).send(command, options);
      const reply = await this.caller.call(call, 200, send, isUserList);
      return { items: reply.AppInstanceUsers ?? [], nextToken: reply.NextToken };
    });
  }
}

function isUserList({ AppInstanceUsers: list }: { AppInstanceUsers?: unknown }): boolean {
  return (
    Array.isArray(list) &&
    list.every((user: AppInstanceUserSummary | null) => {
      const arn: unknown = user?.AppInstanceUserArn;
      return typeof arn === "string";
    })
  );
}
