import {
  ListChannelsCommand,
  type ChannelSummary,
  type ListChannelsCommandOutput,
} from "@aws-sdk/client-chime-sdk-messaging";

import { ChannelMode, ChannelPrivacy, type ChannelKey } from "../../schema/channels/channelSchema";
import { appInstanceOf, parseChimeArn } from "../../schema/channels/chimeArn";
import type { ApiCaller, Send } from "../call/apiCaller";
import { pagesOf } from "../call/pages";
import { CHANNEL_ENTITY_ADVICE } from "./channelAdvice";
import type { VisibleAccounts } from "../visibleAccounts";
import type { AppInstances } from "./appInstances";
import type { RegionalClients } from "./regionalClients";

/** The most channels that one List call may ask for. */
const LIST_PAGE_SIZE = 50;

/** Which channels there are. */
export class ChannelLists {
  /** @param instances What they are in. */
  public constructor(
    private readonly clients: RegionalClients,
    private readonly caller: ApiCaller,
    private readonly instances: Pick<AppInstances, "isListed">,
    private readonly accounts: VisibleAccounts,
  ) {}

  /**
   * Whether a list has the channel: one of two, which is not said where nobody knows. There is no channel in an app
   * instance that is gone, whose bearers are gone too.
   *
   * @throws ChimeError where that cannot be seen.
   */
  public async have({ channelArn, chimeBearer, privacy }: ChannelKey): Promise<boolean> {
    const appInstanceArn = appInstanceOf(channelArn);
    try {
      for (const one of privacy ? [privacy] : Object.values(ChannelPrivacy)) {
        const channels = await this.channelsOf(appInstanceArn, one, chimeBearer);
        if (channels.some(({ ChannelArn: arn }) => arn === channelArn)) return true;
      }
      return false;
    } catch {
      return this.instances.isListed({ appInstanceArn });
    }
  }

  /**
   * ListChannels: the channels of an app instance. Those that are private are listed for its administrators only.
   *
   * @throws ChimeError
   */
  public async channelsOf(
    appInstanceArn: string,
    privacy: ChannelPrivacy,
    chimeBearer: string,
  ): Promise<ChannelSummary[]> {
    const call = {
      operation: "ListChannels",
      purpose: `list the ${privacy} channels of app instance ${appInstanceArn}`,
      advice: CHANNEL_ENTITY_ADVICE,
    };
    const pages = pagesOf(call, async (token) => {
      const command = new ListChannelsCommand({
        AppInstanceArn: appInstanceArn,
        ChimeBearer: chimeBearer,
        Privacy: privacy,
        MaxResults: LIST_PAGE_SIZE,
        NextToken: token,
      });
      const send: Send<ListChannelsCommandOutput> = (options) =>
        this.clients.messaging(appInstanceArn).send(command, options);
      const reading = this.caller.call(call, 200, send, listsChannels);
      const reply = await this.accounts.proving(appInstanceArn, reading);
      return { items: reply.Channels ?? [], nextToken: reply.NextToken };
    });
    const channels: ChannelSummary[] = [];
    for await (const page of pages) channels.push(...page);
    return channels;
  }
}

/** Whether all is said of a channel that has to be said. */
export function isWholeChannel(said: ChannelSummary | null | undefined): boolean {
  const metadata: unknown = said?.Metadata ?? "";
  return (
    typeof said?.Name === "string" &&
    parseChimeArn(said.ChannelArn)?.kind === "channel" &&
    Object.values<unknown>(ChannelMode).includes(said.Mode) &&
    Object.values<unknown>(ChannelPrivacy).includes(said.Privacy) &&
    typeof metadata === "string"
  );
}

function listsChannels({ Channels: list }: { Channels?: unknown }): boolean {
  return Array.isArray(list) && list.every((said: ChannelSummary | null) => isWholeChannel(said));
}
