import {
  BatchCreateChannelMembershipCommand,
  type BatchCreateChannelMembershipCommandOutput,
} from "@aws-sdk/client-chime-sdk-messaging";

import { describeChannel, type ChannelRef } from "../../schema/channels/channelId";
import type { ChannelMembershipType } from "../../schema/channels/channelMembershipType";
import { refusalsIn, type BatchOperation, type Refusal } from "../memberships/batchCreate";
import type { NewMember } from "../memberships/members";
import { CHANNEL_ADVICE } from "./channelAdvice";
import { channelParams } from "./channelParams";
import type { RegionalClients } from "./regionalClients";

/** BatchCreateChannelMembership: up to 100 members of one type. The reply has those that were added and those that failed. */
export function channelBatch(clients: RegionalClients): BatchOperation<ChannelRef> {
  return {
    call: { operation: "BatchCreateChannelMembership", advice: CHANNEL_ADVICE },
    size: 100,
    singleRole: true,
    success: 200,
    describe: describeChannel,
    send: async (channel, members, options) => {
      const command = new BatchCreateChannelMembershipCommand({
        ...channelParams(channel),
        Type: members[0]?.role as ChannelMembershipType,
        MemberArns: members.map(({ memberId }) => memberId),
      });
      const reply = await clients.messaging(channel.channelArn).send(command, options);
      const refusals = refusalsIn(reply.Errors, "MemberArn");
      return {
        $metadata: reply.$metadata,
        refusals: refusals && [...refusals, ...unmentioned(members, reply, refusals)],
      };
    },
  };
}

// It is not documented in which list an existing member is. A member in neither list counts as existing, and is then read.
function unmentioned(
  members: readonly NewMember[],
  { BatchChannelMemberships: added }: BatchCreateChannelMembershipCommandOutput,
  refusals: readonly Refusal[],
): Refusal[] {
  const list: unknown = added?.Members ?? [];
  const arns = Array.isArray(list) ? list.map((member: { Arn?: unknown } | null) => member?.Arn) : [];
  const mentioned = new Set<unknown>([...arns, ...refusals.map(({ memberId }) => memberId)]);
  return members.flatMap(({ memberId }) =>
    mentioned.has(memberId) ? [] : [{ memberId, code: "Conflict", message: undefined }],
  );
}
