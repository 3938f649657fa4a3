import { ErrorCode } from "@aws-sdk/client-chime";
import * as fc from "fast-check";

import type { FaultRule, OperationName } from "../../../emulator";
import type { FaultAct } from "../model/family";
import { Fault, faultRules, times } from "../model/faultRules";
import { BOT, type RoomsWorld } from "./world";

/** The operations that the provider calls for rooms and their members. */
const ROOM_OPERATIONS = [
  "BatchCreateRoomMembership",
  "CreateRoom",
  "CreateRoomMembership",
  "DeleteRoom",
  "DeleteRoomMembership",
  "GetRoom",
  "ListRoomMemberships",
  "UpdateRoom",
  "UpdateRoomMembership",
] as const satisfies readonly OperationName[];

const rules = faultRules(ROOM_OPERATIONS, [
  "DeleteRoom",
  "DeleteRoomMembership",
  "GetRoom",
  "ListRoomMemberships",
]);

const memberErrors = fc.record({
  kind: fc.constant("memberError" as const),
  operation: fc.constant("BatchCreateRoomMembership" as const),
  times,
  errorCode: fc.constantFrom(...Object.values(ErrorCode)),
});

/** Faults of every kind on every operation, and in batches on every member. */
export const roomFaults: fc.Arbitrary<FaultAct<RoomsWorld>> = fc.oneof(
  { weight: 5, arbitrary: rules.map((rule) => new Fault<RoomsWorld>(() => rule, rule)) },
  {
    weight: 2,
    arbitrary: fc.tuple(memberErrors, fc.integer({ min: 0, max: BOT })).map(([rule, member]) => {
      const ruleIn = (world: RoomsWorld): FaultRule => ({ ...rule, memberId: world.members[member]! });
      return new Fault<RoomsWorld>(ruleIn, { ...rule, member });
    }),
  },
);
