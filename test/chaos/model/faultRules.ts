import * as fc from "fast-check";

import type { ErrorName, FaultRule, OperationName } from "../../../emulator";
import type { FaultAct, World } from "./family";

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

/**
 * Faults of every kind on every operation of a service.
 *
 * @param operations The operations that the provider calls.
 * @param believing Those of which a "not found" is believed. For what exists it is a lie that nobody can see through:
 * what is read as gone, or was to go, is gone.
 */
export function faultRules(
  operations: readonly OperationName[],
  believing: readonly OperationName[],
): fc.Arbitrary<FaultRule> {
  const believes = new Set<string>(["*", ...believing]);
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

/** What batches of a family are, and the errors that they may have for a member. */
export interface BatchFaults<W extends World> {
  readonly operation: OperationName;
  readonly errorCodes: readonly string[];
  /** The index of the last member. */
  readonly last: number;
  /** What a rule is that is about one member. */
  readonly about: (world: W, member: number) => Partial<FaultRule>;
}

/** Faults of every kind on every operation, and in batches on every member. */
export function faultActs<W extends World>(
  rules: fc.Arbitrary<FaultRule>,
  { operation, errorCodes, last, about }: BatchFaults<W>,
): fc.Arbitrary<FaultAct<W>> {
  const memberErrors = fc.record({
    kind: fc.constant("memberError" as const),
    operation: fc.constant(operation),
    times,
    errorCode: fc.constantFrom(...errorCodes),
  });
  return fc.oneof(
    { weight: 5, arbitrary: rules.map((rule) => new Fault<W>(() => rule, rule)) },
    {
      weight: 2,
      arbitrary: fc.tuple(memberErrors, fc.integer({ min: 0, max: last })).map(([rule, member]) => {
        const ruleIn = (world: W): FaultRule => ({ ...rule, ...about(world, member) }) as FaultRule;
        return new Fault<W>(ruleIn, { ...rule, member });
      }),
    },
  );
}

/** A fault whose rule may depend on the world. */
class Fault<W extends World> implements FaultAct<W> {
  public constructor(
    public readonly rule: (world: W) => FaultRule,
    private readonly words: object,
  ) {}

  public toString(): string {
    return `fault(${Object.values(this.words).join(" ")})`;
  }
}
