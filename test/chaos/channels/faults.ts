import { ErrorCode } from "@aws-sdk/client-chime-sdk-messaging";
import type * as fc from "fast-check";

import type { OperationName } from "../../../emulator";
import type { FaultAct } from "../model/family";
import { faultActs, faultRules } from "../model/faultRules";
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

/** Faults of every kind on every operation, and in batches on every member. */
export const channelFaults: fc.Arbitrary<FaultAct<ChannelsWorld>> = faultActs(rules, {
  operation: "BatchCreateChannelMembership",
  errorCodes: Object.values(ErrorCode),
  last: BOT,
  about: (world, member) => ({ memberArn: world.members[member]! }),
});
