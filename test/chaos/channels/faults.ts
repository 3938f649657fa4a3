import { ErrorCode } from "@aws-sdk/client-chime-sdk-messaging";
import * as fc from "fast-check";

import type { FaultRule, OperationName } from "../../../emulator";
import type { FaultAct } from "../model/family";
import { Fault, faultRules, times } from "../model/faultRules";
import { BOT, type ChannelsWorld } from "./world";

/** The operations that the provider calls for the members of channels. */
const CHANNEL_OPERATIONS = [
  "BatchCreateChannelMembership",
  "CreateChannelMembership",
  "DeleteChannelMembership",
  "DescribeChannelMembership",
  "ListChannelMemberships",
] as const satisfies readonly OperationName[];

const rules = faultRules(CHANNEL_OPERATIONS, [
  "DeleteChannelMembership",
  "DescribeChannelMembership",
  "ListChannelMemberships",
]);

const memberErrors = fc.record({
  kind: fc.constant("memberError" as const),
  operation: fc.constant("BatchCreateChannelMembership" as const),
  times,
  errorCode: fc.constantFrom(...Object.values(ErrorCode)),
});

/** Faults of every kind on every operation, and in batches on every member. */
export const channelFaults: fc.Arbitrary<FaultAct<ChannelsWorld>> = fc.oneof(
  { weight: 5, arbitrary: rules.map((rule) => new Fault<ChannelsWorld>(() => rule, rule)) },
  {
    weight: 2,
    arbitrary: fc.tuple(memberErrors, fc.integer({ min: 0, max: BOT })).map(([rule, member]) => {
      const ruleIn = (world: ChannelsWorld): FaultRule => ({ ...rule, memberArn: world.members[member]! });
      return new Fault<ChannelsWorld>(ruleIn, { ...rule, member });
    }),
  },
);
