import type { Call, MemberView } from "../../emulator";

export function printLine(text: string): void {
  console.log(text);
}

export function printHeading(text: string): void {
  console.log(`\n== ${text}\n`);
}

/** Prints the output of a command with an indent, without its progress dots. */
export function printIndented(text: string): void {
  const lines = text.split("\n").filter((line) => !/^(@ updating)?[.\s]*$/.test(line));
  for (const line of lines) console.log(`   | ${line}`);
}

/** Prints the part of a program that lists the members of the team. */
export function printProgram(program: string): void {
  const lines = program.split("\n");
  const start = lines.findIndex((line) => line.startsWith("const team"));
  const end = lines.indexOf("};", start);
  printLine("The program:");
  for (const line of lines.slice(start, end + 1)) console.log(`   > ${line}`);
  printLine("");
}

/** Prints the members of the room according to the service. */
export function printRoom(members: MemberView[], nameOf: (memberId: string) => string): void {
  printLine(members.length === 0 ? "The room is empty." : "The members of the room in Amazon Chime:");
  for (const { memberId, role } of members) console.log(`   * ${nameOf(memberId)}  ${memberId}  ${role}`);
}

/** Prints the calls that the service received. */
export function printCalls(calls: Call[], nameOf: (memberId: string) => string): void {
  printLine("The calls that Amazon Chime received:");
  for (const { operation, memberId, status, requestId } of calls) {
    const reply = `HTTP ${status ?? "none"} (request id ${requestId})`;
    const member = memberId === undefined ? "" : ` of ${nameOf(memberId)}`;
    console.log(`   < ${operation}${member} -> ${reply}`);
  }
}
