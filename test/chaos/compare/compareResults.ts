import type { CommandResult } from "./commandResult";
import { bySubject } from "./recordedCall";

/**
 * The first difference between the results of one command. Undefined if there is none.
 *
 * @param isAlone Whether the stack has only one program. Otherwise, the errors do not show which program failed.
 */
export function differenceOf(
  real: CommandResult,
  simulated: CommandResult,
  isAlone: boolean,
): string | undefined {
  if (isAlone && real.errors.length > 0 !== simulated.errors.length > 0) {
    return sideBySide("outcome", errorLines(real), simulated.errors);
  }
  for (const { subject, realCalls, simulatedCalls } of callsBySubject(real, simulated)) {
    if (realCalls.join("\n") !== simulatedCalls.join("\n"))
      return sideBySide(`calls for ${subject}`, realCalls, simulatedCalls);
  }
  const onlyReal = real.entries.filter((entry) => !simulated.entries.includes(entry));
  const onlySimulated = simulated.entries.filter((entry) => !real.entries.includes(entry));
  const isEqual =
    onlyReal.length + onlySimulated.length === 0 && real.entries.length === simulated.entries.length;
  return isEqual ? undefined : sideBySide("state", onlyReal, onlySimulated);
}

/**
 * Whether both failed, and for each resource the calls of one are the first calls of the other. How far the other
 * resources get before a failure ends the deployment depends on the machine.
 */
export function agreeUpToFailure(real: CommandResult, simulated: CommandResult): boolean {
  if (real.errors.length === 0 || simulated.errors.length === 0) return false;
  return callsBySubject(real, simulated).every(({ realCalls, simulatedCalls }) => {
    const length = Math.min(realCalls.length, simulatedCalls.length);
    return realCalls.slice(0, length).join() === simulatedCalls.slice(0, length).join();
  });
}

interface SubjectCalls {
  readonly subject: string;
  readonly realCalls: readonly string[];
  readonly simulatedCalls: readonly string[];
}

function callsBySubject(real: CommandResult, simulated: CommandResult): SubjectCalls[] {
  const [realCalls, simulatedCalls] = [bySubject(real.calls), bySubject(simulated.calls)];
  return [...new Set([...realCalls.keys(), ...simulatedCalls.keys()])].map((subject) => ({
    subject,
    realCalls: realCalls.get(subject) ?? [],
    simulatedCalls: simulatedCalls.get(subject) ?? [],
  }));
}

function errorLines({ errors }: CommandResult): string[] {
  return errors
    .join()
    .split("\n")
    .filter((line) => /error|fail/.test(line));
}

function sideBySide(what: string, real: readonly string[], simulated: readonly string[]): string {
  return [`${what}:`, "real engine", ...real, "simulated engine", ...simulated].join("\n    ");
}
