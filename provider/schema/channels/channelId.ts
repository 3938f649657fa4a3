import { parseArnId } from "./chimeArn";

/** A channel, and the bearer of the calls about it. */
export interface ChannelRef {
  channelArn: string;
  /** The ARN of the app instance user or bot that makes the calls. */
  chimeBearer: string;
}

/**
 * Checks the resource id of a channel or of its roster, which is the ARN of the channel.
 *
 * @throws Error when `id` is malformed.
 */
export function parseChannelId(id: string): string {
  return parseArnId(id, "channel", "a channel");
}

/** The ARN of a channel before its create; undefined where Amazon Chime assigns the last part. */
export function channelArnOf({
  appInstanceArn,
  channelId,
}: {
  appInstanceArn: string;
  channelId?: string | undefined;
}): string | undefined {
  return channelId ? `${appInstanceArn}/channel/${channelId}` : undefined;
}

/** A channel, as errors name it. */
export function describeChannel({ channelArn }: { channelArn: string }): string {
  return `channel ${channelArn}`;
}
