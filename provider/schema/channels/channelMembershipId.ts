import { UserError } from "../userError";
import { parseChimeArn } from "./chimeArn";

/** The two ARNs that identify a membership of a channel. */
export interface ChannelMembershipKey {
  channelArn: string;
  memberArn: string;
}

/** The Pulumi resource id of a membership: `channelArn,memberArn`. No ARN of Amazon Chime contains a comma. */
export function formatChannelMembershipId({ channelArn, memberArn }: ChannelMembershipKey): string {
  return `${channelArn},${memberArn}`;
}

/**
 * The inverse of {@link formatChannelMembershipId}.
 *
 * @throws Error when `id` is malformed.
 */
export function parseChannelMembershipId(id: string): ChannelMembershipKey {
  const [channelArn = "", memberArn = "", ...rest] = id.split(",");
  const kinds = [parseChimeArn(channelArn)?.kind, parseChimeArn(memberArn)?.kind];
  if (kinds[0] !== "channel" || (kinds[1] !== "user" && kinds[1] !== "bot") || rest.length > 0) {
    throw new UserError(
      `"${id}" is not the id of a channel membership: it has the form channelArn,memberArn.`,
      "Invalid id",
    );
  }
  return { channelArn, memberArn };
}
