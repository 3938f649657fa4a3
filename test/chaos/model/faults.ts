import * as fc from "fast-check";

import type { ErrorName, FaultRule, OperationName } from "../../../emulator";
import type { ResourceFamily } from "./resourceFamily";
import { BOT_INDEX, type ServiceFixture } from "./serviceFixture";

/** A fault. The ids of members are known only when it is injected. */
export interface Fault {
  rule(fixture: ServiceFixture): FaultRule;
  toString(): string;
}

/** All errors of the services and of the AWS infrastructure in front of them. */
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

/** The errors that a service may return after it has carried out the call. A refusal means that it has not. */
const ERRORS_AFTER_WRITE = [
  "InternalFailure",
  "ServiceFailureException",
  "ServiceUnavailableException",
] as const;

/** How many calls a fault affects. */
const times = fc.constantFrom<number | "always">(1, 2, 3, 4, "always");

/** Random faults of every kind: for every operation, and for every member of a batch. */
export function randomFaults(family: ResourceFamily): fc.Arbitrary<Fault> {
  const { faults } = family;
  const memberErrors = fc.record({
    kind: fc.constant("memberError" as const),
    operation: fc.constant(faults.batchOperation),
    times,
    errorCode: fc.constantFrom(...faults.errorCodes),
  });
  return fc.oneof(
    { weight: 5, arbitrary: randomRules(family).map((rule) => faultOf(() => rule, rule)) },
    {
      weight: 2,
      arbitrary: fc.tuple(memberErrors, fc.integer({ min: 0, max: BOT_INDEX })).map(([rule, member]) => {
        const memberRule = ({ members }: ServiceFixture): FaultRule =>
          ({ ...rule, ...faults.matchMember(members[member]!) }) as FaultRule;
        return faultOf(memberRule, { ...rule, member });
      }),
    },
  );
}

function faultOf(rule: Fault["rule"], description: object): Fault {
  return { rule, toString: () => `injectFault(${Object.values(description).join(" ")})` };
}

function randomRules({ writes, faults }: ResourceFamily): fc.Arbitrary<FaultRule> {
  const operations = ([...Object.keys(writes), ...faults.reads] as OperationName[]).sort();
  const trustsNotFound = new Set<string>(["*", ...faults.trustedNotFound]);
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
        .filter((rule) => rule.error !== "NotFoundException" || !trustsNotFound.has(rule.operation)),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        ...match,
        kind: fc.constant("error" as const),
        error: fc.constantFrom(...ERRORS_AFTER_WRITE),
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
