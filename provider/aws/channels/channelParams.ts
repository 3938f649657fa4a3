import type { ChannelRef } from "../../schema/channels/channelId";

/** The parameters of a call that name a channel and the bearer. */
export function channelParams({ channelArn, chimeBearer }: ChannelRef): {
  ChannelArn: string;
  ChimeBearer: string;
} {
  return { ChannelArn: channelArn, ChimeBearer: chimeBearer };
}
