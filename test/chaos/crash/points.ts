import type { Call, Emulator, OperationName } from "../../../emulator";
import { AT_EVERY_CALL, ONCE_PER_OPERATION, type InterruptionName } from "./interruptions";

/** Whether the call hangs before or after the service carries it out. Calls that only read have one side. */
export type Side = "beforeWrite" | "afterWrite";

/** Identifies a call within an uninterrupted deployment. */
export interface CallPosition {
  operation: OperationName;
  /** The id or ARN of the member. In a batch, its first member. Undefined if the call is about a room or channel. */
  memberId?: string;
  /** The number of the call among those of this operation for this member, from 1. */
  occurrence: number;
}

/** A point at which a deployment is interrupted. */
export interface CrashPoint {
  scenario: string;
  step: string;
  position: CallPosition;
  side: Side;
  interruption: InterruptionName;
}

/** All points of a deployment that makes these calls. */
export function pointsOf(scenario: string, step: string, calls: readonly Call[]): CrashPoint[] {
  // The order of parallel calls varies. Sorting by name makes the points the same in every recording.
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

/** The name of a point, for `--only`. */
export function pointName({ scenario, step, position, side, interruption }: CrashPoint): string {
  return [scenario, step, positionName(position), side, interruption].join("/");
}

/** Makes the call at a point hang. Resolves with the call when the service has received it. */
export async function holdCallAt(
  { faults, journal }: Emulator,
  { position, side }: Pick<CrashPoint, "position" | "side">,
): Promise<Call> {
  const { operation, memberId, occurrence } = position;
  const injectHang = (): void => {
    faults.inject({
      operation,
      kind: "hang",
      when: side,
      ...(memberId === undefined ? {} : memberId.startsWith("arn:") ? { memberArn: memberId } : { memberId }),
    });
  };
  const matches = (call: Call): boolean => call.operation === operation && isAbout(call, memberId);
  if (occurrence === 1) injectHang();
  else {
    // The journal reports the end of a call before the reply is sent, so the fault is in place before the next call.
    let ended = 0;
    journal.onEnd((call) => {
      if (matches(call) && ++ended === occurrence - 1) injectHang();
    });
  }
  const hangs = (call: Call): boolean =>
    matches(call) && call.faults.some((fault) => fault.startsWith("hang"));
  const [hanging] = await journal.reached(1, hangs, { timeoutMs: 300_000 });
  return hanging!;
}

function positionName({ operation, memberId, occurrence }: CallPosition): string {
  const member = memberId === undefined ? "" : `(${memberId})`;
  const number = occurrence === 1 ? "" : `#${occurrence}`;
  return `${operation}${member}${number}`;
}

function positionsOf(calls: readonly Call[]): CallPosition[] {
  const occurrences = new Map<string, number>();
  return calls.map((call) => {
    const { operation } = call;
    const [memberId] = memberIdsOf(call);
    const key = `${operation} ${memberId ?? ""}`;
    const occurrence = (occurrences.get(key) ?? 0) + 1;
    occurrences.set(key, occurrence);
    return {
      operation: operation as OperationName,
      ...(memberId === undefined ? {} : { memberId }),
      occurrence,
    };
  });
}

function sidesOf({ operation }: CallPosition): Side[] {
  return /^(List|Get|Describe)/.test(operation) ? ["beforeWrite"] : ["beforeWrite", "afterWrite"];
}

function isAbout(call: Call, memberId: string | undefined): boolean {
  return memberId === undefined || memberIdsOf(call).includes(memberId);
}

function memberIdsOf({ memberId, members = [], memberArn, memberArns = [] }: Call): string[] {
  const single = memberId ?? memberArn;
  return single === undefined ? [...members.map((member) => member.memberId), ...memberArns] : [single];
}
