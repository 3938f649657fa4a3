import {
  BatchCreateChannelMembershipCommand,
  type BatchCreateChannelMembershipCommandOutput,
} from "@aws-sdk/client-chime-sdk-messaging";

import { describeChannel, type ChannelRef } from "../../schema/channels/channelId";
import type { ChannelMembershipType } from "../../schema/channels/channelMembershipType";
import { refusalsIn, type BatchOperation, type Refusal } from "../memberships/batchCreate";
import type { NewMember } from "../memberships/members";
import { CHANNEL_ADVICE } from "./channelAdvice";
import type { RegionalClients } from "./regionalClients";

/** BatchCreateChannelMembership: 100 members of one type, answered with who is a member now and who was refused. */
export function channelBatch(clients: RegionalClients): BatchOperation<ChannelRef> {
  return {
    call: { operation: "BatchCreateChannelMembership", advice: CHANNEL_ADVICE },
    size: 100,
    singleRole: true,
    success: 200,
    describe: describeChannel,
    send: async ({ channelArn, chimeBearer }, members, options) => {
      const command = new BatchCreateChannelMembershipCommand({
        ChannelArn: channelArn,
        ChimeBearer: chimeBearer,
        Type: members[0]?.role as ChannelMembershipType,
        MemberArns: members.map(({ memberId }) => memberId),
      });
      const reply = await clients.messaging(channelArn).send(command, options);
      const refusals = refusalsIn(reply.Errors, "MemberArn");
      return {
        $metadata: reply.$metadata,
        refusals: refusals && [...refusals, ...unmentioned(members, reply, refusals)],
      };
    },
  };
}

// Nobody says in which of the two lists a member is who was one before. Who is in neither is looked for as such.
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
