import {
  ListChannelMembershipsForAppInstanceUserCommand,
  ListChannelsModeratedByAppInstanceUserCommand,
  type ChannelMembershipForAppInstanceUserSummary,
  type ChannelModeratedByAppInstanceUserSummary,
  type ChannelSummary,
  type ChimeSDKMessagingClient,
} from "@aws-sdk/client-chime-sdk-messaging";
import type { ResponseMetadata } from "@smithy/types";

import { ChannelMembershipType } from "../../schema/channels/channelMembershipType";
import type { ChannelMode } from "../../schema/channels/channelMode";
import type { ChannelPrivacy } from "../../schema/channels/channelPrivacy";
import type { ApiCaller } from "../call/apiCaller";
import { allOf, pagesOf } from "../call/pages";
import type { RateLimiter } from "../call/rateLimiter";
import { USER_ADVICE } from "./channelAdvice";
import { isCompleteChannel } from "./channelLists";
import type { RegionalClients } from "./regionalClients";

/** The largest page of both lists. */
const LIST_PAGE_SIZE = 50;

/** A user or bot of an app instance, with the bearer of the calls. */
export interface UserRef {
  userArn: string;
  chimeBearer: string;
}

/** A channel of a user. */
export interface ChannelOfUser {
  channelArn: string;
  name: string;
  mode: ChannelMode;
  privacy: ChannelPrivacy;
}

/** A membership of a user. */
export interface MembershipOfUser extends ChannelOfUser {
  type: ChannelMembershipType;
}

/** The lists of the channels of a user or bot. Each fails with a `ChimeError`. */
export class ChannelsOfUser {
  /** @param limitsOf The published rates of a list. */
  public constructor(
    private readonly clients: RegionalClients,
    private readonly caller: ApiCaller,
    private readonly limitsOf: (user: UserRef) => RateLimiter[],
  ) {}

  /** ListChannelMembershipsForAppInstanceUser: the channels of which the user is a member. */
  public async memberships(user: UserRef): Promise<MembershipOfUser[]> {
    const items = await this.all<ChannelMembershipForAppInstanceUserSummary>(user, {
      operation: "ListChannelMembershipsForAppInstanceUser",
      purpose: `list the memberships of ${user.userArn}`,
      isComplete: ({ AppInstanceUserMembershipSummary: membership }) =>
        Object.values<unknown>(ChannelMembershipType).includes(membership?.Type),
      send: async (client, params, options) => {
        const command = new ListChannelMembershipsForAppInstanceUserCommand(params);
        const reply = await client.send(command, options);
        return { $metadata: reply.$metadata, items: reply.ChannelMemberships, nextToken: reply.NextToken };
      },
    });
    return items.map(({ ChannelSummary: channel, AppInstanceUserMembershipSummary: membership }) => {
      return { ...channelOf(channel), type: membership?.Type } as MembershipOfUser;
    });
  }

  /** ListChannelsModeratedByAppInstanceUser: the channels that the user moderates. */
  public async moderated(user: UserRef): Promise<ChannelOfUser[]> {
    const items = await this.all<ChannelModeratedByAppInstanceUserSummary>(user, {
      operation: "ListChannelsModeratedByAppInstanceUser",
      purpose: `list the channels that ${user.userArn} moderates`,
      isComplete: () => true,
      send: async (client, params, options) => {
        const command = new ListChannelsModeratedByAppInstanceUserCommand(params);
        const reply = await client.send(command, options);
        return { $metadata: reply.$metadata, items: reply.Channels, nextToken: reply.NextToken };
      },
    });
    return items.map(({ ChannelSummary: channel }) => channelOf(channel));
  }

  private async all<Item extends OfChannel>(user: UserRef, list: List<Item>): Promise<Item[]> {
    const { userArn, chimeBearer } = user;
    const call = { operation: list.operation, purpose: list.purpose, advice: USER_ADVICE };
    const caller = this.caller.rateLimited(this.limitsOf(user));
    const pages = pagesOf(call, async (token) => {
      const page = { MaxResults: LIST_PAGE_SIZE, NextToken: token };
      const params = { AppInstanceUserArn: userArn, ChimeBearer: chimeBearer, ...page };
      const { items, nextToken } = await caller.call(
        call,
        200,
        (options) => list.send(this.clients.messaging(userArn), params, options),
        ({ items: all }) =>
          Array.isArray(all) &&
          all.every(
            (item: Item | null) =>
              item !== null && isCompleteChannel(item.ChannelSummary) && list.isComplete(item),
          ),
      );
      return { items: items ?? [], nextToken };
    });
    return allOf(pages);
  }
}

interface OfChannel {
  ChannelSummary?: ChannelSummary | undefined;
}

/** What differs between the lists. */
interface List<Item> {
  operation: string;
  purpose: string;
  /** Whether an item has what must be returned besides the channel. */
  isComplete: (item: Item) => boolean;
  send: (
    client: ChimeSDKMessagingClient,
    params: {
      AppInstanceUserArn: string;
      ChimeBearer: string;
      MaxResults: number;
      NextToken?: string | undefined;
    },
    options: { abortSignal: AbortSignal },
  ) => Promise<{ $metadata: ResponseMetadata; items: Item[] | undefined; nextToken: string | undefined }>;
}

// The call has checked that everything is there.
function channelOf({ ChannelArn, Name, Mode, Privacy }: ChannelSummary = {}): ChannelOfUser {
  return { channelArn: ChannelArn, name: Name, mode: Mode, privacy: Privacy } as ChannelOfUser;
}
