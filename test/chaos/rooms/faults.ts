import { ErrorCode } from "@aws-sdk/client-chime";
import type * as fc from "fast-check";

import type { OperationName } from "../../../emulator";
import type { FaultAct } from "../model/family";
import { faultActs, faultRules } from "../model/faultRules";
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

/** Faults of every kind on every operation, and in batches on every member. */
export const roomFaults: fc.Arbitrary<FaultAct<RoomsWorld>> = faultActs(rules, {
  operation: "BatchCreateRoomMembership",
  errorCodes: Object.values(ErrorCode),
  last: BOT,
  about: (world, member) => ({ memberId: world.members[member]! }),
});
