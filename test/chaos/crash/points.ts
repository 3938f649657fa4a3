import type { Call, Emulator, OperationName } from "../../../emulator";
import { AT_EVERY_CALL, ONCE_PER_OPERATION, type InterruptionName } from "./interruptions";

/** On which side of the service's work. A call that only reads has no two sides. */
export type Side = "beforeWrite" | "afterWrite";

/** One call of an undisturbed deployment, told apart from all others of it. */
export interface CallPosition {
  operation: OperationName;
  /** Whom the call is about, in channels by ARN; of a batch one of its members; undefined where it is about a room. */
  memberId?: string;
  /** The how-many-eth call of this operation about this member, from 1. */
  occurrence: number;
}

/** A moment at which something happens to a deployment. */
export interface CrashPoint {
  scenario: string;
  step: string;
  position: CallPosition;
  side: Side;
  interruption: InterruptionName;
}

/**
 * Every moment at which one of these calls can be interrupted: by a kill at each of them on each side, by everything
 * else at one call of each operation.
 */
export function pointsOf(scenario: string, step: string, calls: readonly Call[]): CrashPoint[] {
  // Calls under way together come in any order: in that of their names, the points are the same in every recording.
  const positions = positionsOf(calls).sort((one, other) =>
    positionName(one) < positionName(other) ? -1 : 1,
  );
  return positions.flatMap((position) => {
    const isFirst = positions.find(({ operation }) => operation === position.operation) === position;
    return sidesOf(position).flatMap((side, index, sides) => {
      const interruptions =
        isFirst && index === sides.length - 1 ? [...AT_EVERY_CALL, ...ONCE_PER_OPERATION] : AT_EVERY_CALL;
      return interruptions.map((interruption) => ({ scenario, step, position, side, interruption }));
    });
  });
}

/** The name by which a point can be replayed. */
export function pointName({ scenario, step, position, side, interruption }: CrashPoint): string {
  return [scenario, step, positionName(position), side, interruption].join("/");
}

/** Makes the call at a point hang; brings the call once it does. */
export async function holdCallAt(
  chime: Emulator,
  { position, side }: Pick<CrashPoint, "position" | "side">,
): Promise<Call> {
  const { operation, memberId, occurrence } = position;
  const hang = (): void => {
    chime.faults.inject({
      operation,
      kind: "hang",
      when: side,
      ...(memberId === undefined ? {} : memberId.startsWith("arn:") ? { memberArn: memberId } : { memberId }),
    });
  };
  const before = (call: Call): boolean => call.operation === operation && isAbout(call, memberId);
  if (occurrence === 1) hang();
  else {
    // Before its own reply goes out, so before the next one can come in.
    let ended = 0;
    chime.journal.onEnd((call) => {
      if (before(call) && ++ended === occurrence - 1) hang();
    });
  }
  const hangs = (call: Call): boolean =>
    before(call) && call.faults.some((fault) => fault.startsWith("hang"));
  const [hanging] = await chime.journal.reached(1, hangs, { timeoutMs: 300_000 });
  return hanging!;
}

function positionName({ operation, memberId, occurrence }: CallPosition): string {
  const whom = memberId === undefined ? "" : `(${memberId})`;
  const nth = occurrence === 1 ? "" : `#${occurrence}`;
  return `${operation}${whom}${nth}`;
}

function positionsOf(calls: readonly Call[]): CallPosition[] {
  const seen = new Map<string, number>();
  return calls.map((call) => {
    const { operation } = call;
    const [about] = membersOf(call);
    const key = `${operation} ${about ?? ""}`;
    const occurrence = (seen.get(key) ?? 0) + 1;
    seen.set(key, occurrence);
    return {
      operation: operation as OperationName,
      ...(about === undefined ? {} : { memberId: about }),
      occurrence,
    };
  });
}

function sidesOf({ operation }: CallPosition): Side[] {
  return /^(List|Get|Describe)/.test(operation) ? ["beforeWrite"] : ["beforeWrite", "afterWrite"];
}

function isAbout(call: Call, memberId: string | undefined): boolean {
  return memberId === undefined || membersOf(call).includes(memberId);
}

function membersOf({ memberId, members = [], memberArn, memberArns = [] }: Call): string[] {
  const one = memberId ?? memberArn;
  return one === undefined ? [...members.map((member) => member.memberId), ...memberArns] : [one];
}
