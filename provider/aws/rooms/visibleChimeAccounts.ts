import { GetAccountCommand, type ChimeClient, type GetAccountCommandOutput } from "@aws-sdk/client-chime";

import type { ApiCaller, Send } from "../call/apiCaller";
import { VisibleAccounts } from "../visibleAccounts";

/** The visible Amazon Chime accounts, checked with GetAccount. */
export function visibleAccounts(client: ChimeClient, caller: ApiCaller): VisibleAccounts {
  return new VisibleAccounts("the Amazon Chime account", async (accountId) => {
    const call = { operation: "GetAccount", purpose: `read account ${accountId}` };
    const command = new GetAccountCommand({ AccountId: accountId });
    const send: Send<GetAccountCommandOutput> = (options) => client.send(command, options);
    await caller.call(call, 200, send, ({ Account: account }) => account?.AccountId === accountId);
  });
}
