import type { Call, MemberView } from "../../emulator";

/** Prints a line. */
export function say(text: string): void {
  console.log(text);
}

/** Prints the heading of a step. */
export function heading(text: string): void {
  console.log(`\n== ${text}\n`);
}

/** Prints what a command printed, set off from what the demo says, without its signs of life. */
export function sayIndented(text: string): void {
  const lines = text.split("\n").filter((line) => !/^(@ updating)?[.\s]*$/.test(line));
  for (const line of lines) console.log(`   | ${line}`);
}

/** Prints the part of a program that says who is in the team. */
export function showProgram(program: string): void {
  const lines = program.split("\n");
  const start = lines.findIndex((line) => line.startsWith("const team"));
  const end = lines.indexOf("};", start);
  say("The program says:");
  for (const line of lines.slice(start, end + 1)) console.log(`   > ${line}`);
  say("");
}

/** Prints who is in the room, as the service has it. */
export function showRoom(members: MemberView[], nameOf: (memberId: string) => string): void {
  say(members.length === 0 ? "The room is empty." : "In the room, as Amazon Chime has it:");
  for (const { memberId, role } of members) console.log(`   * ${nameOf(memberId)}  ${memberId}  ${role}`);
}

/** Prints the calls that the service received. */
export function showCalls(calls: Call[], nameOf: (memberId: string) => string): void {
  say("The calls that Amazon Chime received:");
  for (const { operation, memberId, status, requestId } of calls) {
    const answer = `HTTP ${status ?? "none"} (request id ${requestId})`;
    const whom = memberId === undefined ? "" : ` of ${nameOf(memberId)}`;
    console.log(`   < ${operation}${whom} -> ${answer}`);
  }
}
