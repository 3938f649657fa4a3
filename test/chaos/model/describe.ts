import type { Call } from "../../../emulator";
import type { Outcome } from "../engine/deployment";

/** The result of a deployment on one line, for reports. */
export function describeOutcome({ changes, errors }: Outcome): string {
  const failures = errors.map((error) => error.split("\n")[0] ?? "");
  return `${changes.join(", ") || "no changes"}; ${failures.join(" | ") || "success"}`;
}

/** A call on one line, for reports. */
export function describeCall({ operation, role, type, status, written, faults, ...call }: Call): string {
  const { memberId, members, memberArn, memberArns } = call;
  const batch = members?.map((member) => member.memberId) ?? memberArns;
  return [
    ...[operation, memberId ?? memberArn ?? batch?.join("+"), role ?? type],
    status === undefined ? "no answer" : String(status),
    written ? "written" : undefined,
    faults.length > 0 ? `[${faults.join(", ")}]` : undefined,
  ]
    .filter(Boolean)
    .join(" ");
}
