import {
  ListChannelsCommand,
  type ChannelSummary,
  type ListChannelsCommandOutput,
} from "@aws-sdk/client-chime-sdk-messaging";

import { ChannelMode } from "../../schema/channels/channelMode";
import { ChannelPrivacy } from "../../schema/channels/channelPrivacy";
import type { ChannelKey } from "../../schema/channels/channelSchema";
import { appInstanceOf, parseChimeArn } from "../../schema/channels/chimeArn";
import type { ApiCaller, Send } from "../call/apiCaller";
import { allOf, pagesOf } from "../call/pages";
import { CHANNEL_ENTITY_ADVICE } from "./channelAdvice";
import type { VisibleAccounts } from "../visibleAccounts";
import type { AppInstances } from "./appInstances";
import type { RegionalClients } from "./regionalClients";

/** The largest page of ListChannels. */
const LIST_PAGE_SIZE = 50;

/** The lists of channels. */
export class ChannelLists {
  public constructor(
    private readonly clients: RegionalClients,
    private readonly caller: ApiCaller,
    private readonly instances: Pick<AppInstances, "isListed">,
    private readonly accounts: VisibleAccounts,
  ) {}

  /**
   * Whether a list has the channel: that of its privacy, or one of both if the privacy is not known. If the lists are refused,
   * whether its app instance exists: a deleted one has neither channels nor bearers.
   *
   * @throws ChimeError if that cannot be read.
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
   * ListChannels: the channels of an app instance. Private ones are listed for its admins only.
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
      const reading = this.caller.call(call, 200, send, isChannelList);
      const reply = await this.accounts.proving(appInstanceArn, reading);
      return { items: reply.Channels ?? [], nextToken: reply.NextToken };
    });
    return allOf(pages);
  }
}

/** Whether a reply has all that must be returned of a channel. */
export function isCompleteChannel(channel: ChannelSummary | null | undefined): boolean {
  const metadata: unknown = channel?.Metadata ?? "";
  return (
    typeof channel?.Name === "string" &&
    parseChimeArn(channel.ChannelArn)?.kind === "channel" &&
    Object.values<unknown>(ChannelMode).includes(channel.Mode) &&
    Object.values<unknown>(ChannelPrivacy).includes(channel.Privacy) &&
    typeof metadata === "string"
  );
}

function isChannelList({ Channels: list }: { Channels?: unknown }): boolean {
  return Array.isArray(list) && list.every((channel: ChannelSummary | null) => isCompleteChannel(channel));
}
