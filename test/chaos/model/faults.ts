import * as fc from "fast-check";

import type { ErrorName, FaultRule, OperationName } from "../../../emulator";
import { BOT_INDEX, type ResourceFamily, type ServiceFixture } from "./resourceFamily";

/** A fault, whose members are known only when it is injected. */
export interface Fault {
  rule(world: ServiceFixture): FaultRule;
  toString(): string;
}

/** Every error that a service, or AWS in front of it, may answer. */
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

/** How often a fault strikes. */
const times = fc.constantFrom<number | "always">(1, 2, 3, 4, "always");

/** Random faults of every kind on every operation, and in batches on every member. */
export function faultsOf(family: ResourceFamily): fc.Arbitrary<Fault> {
  const { faults } = family;
  const memberErrors = fc.record({
    kind: fc.constant("memberError" as const),
    operation: fc.constant(faults.batchOperation),
    times,
    errorCode: fc.constantFrom(...faults.errorCodes),
  });
  return fc.oneof(
    { weight: 5, arbitrary: rulesOf(family).map((rule) => faultOf(() => rule, rule)) },
    {
      weight: 2,
      arbitrary: fc.tuple(memberErrors, fc.integer({ min: 0, max: BOT_INDEX })).map(([rule, member]) => {
        const ruleIn = ({ members }: ServiceFixture): FaultRule =>
          ({ ...rule, ...faults.matchMember(members[member]!) }) as FaultRule;
        return faultOf(ruleIn, { ...rule, member });
      }),
    },
  );
}

function faultOf(rule: Fault["rule"], words: object): Fault {
  return { rule, toString: () => `fault(${Object.values(words).join(" ")})` };
}

/** Faults of every kind on every operation of a service. */
function rulesOf({ writes, faults }: ResourceFamily): fc.Arbitrary<FaultRule> {
  const operations = ([...Object.keys(writes), ...faults.reads] as OperationName[]).sort();
  const believes = new Set<string>(["*", ...faults.trustedNotFound]);
  const operation = fc.oneof(
    { weight: 1, arbitrary: fc.constant<OperationName | "*">("*") },
    { weight: 2, arbitrary: fc.constantFrom<OperationName | "*">(...operations) },
  );
  const when = fc.constantFrom("beforeWrite" as const, "afterWrite" as const);
  const match = { operation, times };
  return fc.oneof(
    {
      weight: 6,
      arbitrary: fc
        .record({ ...match, kind: fc.constant("error" as const), error: fc.constantFrom(...ERRORS) })
        .filter(({ error, operation: struck }) => error !== "NotFoundException" || !believes.has(struck)),
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
}
