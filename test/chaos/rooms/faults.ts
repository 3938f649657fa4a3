import { ErrorCode } from "@aws-sdk/client-chime";
import * as fc from "fast-check";

import type { ErrorName, FaultRule, OperationName } from "../../../emulator";
import type { FaultAct } from "../model/family";
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

/** Every error that the service, or AWS in front of it, may answer. */
const ERRORS = [
  "AccessDeniedException",
  "BadRequestException",
  "ConflictException",
  "ExpiredTokenException",
  "ForbiddenException",
  "InternalFailure",
  "InvalidSignatureException",
  "NotFoundException",
  "ResourceLimitExceededException",
  "ServiceFailureException",
  "ServiceUnavailable",
  "ServiceUnavailableException",
  "ThrottledClientException",
  "ThrottlingException",
  "UnauthorizedClientException",
  "UnprocessableEntityException",
  "UnrecognizedClientException",
] as const satisfies readonly ErrorName[];

/** A service that fails may have done the work all the same. One that refuses has not, or it would be lying. */
const AFTER_THE_WRITE = [
  "InternalFailure",
  "ServiceFailureException",
  "ServiceUnavailableException",
] as const;

/** A "not found" for what exists is a lie that nobody can see through: what is read as gone, or was to go, is gone. */
const BELIEVES_NOT_FOUND = new Set<string>([
  "*",
  "DeleteRoom",
  "DeleteRoomMembership",
  "GetRoom",
  "ListRoomMemberships",
]);

const operation = fc.oneof(
  { weight: 1, arbitrary: fc.constant<OperationName | "*">("*") },
  { weight: 2, arbitrary: fc.constantFrom<OperationName | "*">(...ROOM_OPERATIONS) },
);
const times = fc.constantFrom<number | "always">(1, 2, 3, 4, "always");
const when = fc.constantFrom("beforeWrite" as const, "afterWrite" as const);
const match = { operation, times };

const rules = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .record({ ...match, kind: fc.constant("error" as const), error: fc.constantFrom(...ERRORS) })
      .filter(
        ({ error, operation: struck }) => error !== "NotFoundException" || !BELIEVES_NOT_FOUND.has(struck),
      ),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      ...match,
      kind: fc.constant("error" as const),
      error: fc.constantFrom(...AFTER_THE_WRITE),
      when: fc.constant("afterWrite" as const),
    }),
  },
  { weight: 5, arbitrary: fc.record({ ...match, kind: fc.constant("cut" as const), when }) },
  {
    weight: 1,
    arbitrary: fc.record({ operation, times: fc.constant(1), kind: fc.constant("hang" as const), when }),
  },
  { weight: 3, arbitrary: fc.record({ ...match, kind: fc.constant("garbled" as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      ...match,
      kind: fc.constant("proxyError" as const),
      status: fc.constantFrom(403, 404, 502, 503, 504),
    }),
  },
  { weight: 1, arbitrary: fc.record({ ...match, kind: fc.constant("captivePortal" as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      ...match,
      kind: fc.constant("delay" as const),
      milliseconds: fc.integer({ min: 1, max: 200 }),
    }),
  },
);

const memberErrors = fc.record({
  kind: fc.constant("memberError" as const),
  operation: fc.constant("BatchCreateRoomMembership" as const),
  times,
  errorCode: fc.constantFrom(...Object.values(ErrorCode)),
});

/** Faults of every kind on every operation, and in batches on every member. */
export const roomFaults: fc.Arbitrary<FaultAct<RoomsWorld>> = fc.oneof(
  { weight: 5, arbitrary: rules.map((rule) => new Fault(() => rule, rule)) },
  {
    weight: 2,
    arbitrary: fc.tuple(memberErrors, fc.integer({ min: 0, max: BOT })).map(([rule, member]) => {
      const ruleIn = (world: RoomsWorld): FaultRule => ({ ...rule, memberId: world.members[member]! });
      return new Fault(ruleIn, { ...rule, member });
    }),
  },
);

class Fault implements FaultAct<RoomsWorld> {
  public constructor(
    public readonly rule: (world: RoomsWorld) => FaultRule,
    private readonly words: object,
  ) {}

  public toString(): string {
    return `fault(${Object.values(this.words).join(" ")})`;
  }
}
