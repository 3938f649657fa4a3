import type { Call } from "../journal/call";

const SHOWN_MEMBERS = 3;

/** One line about a call that has ended: time, operation, resources, reply, duration and faults. */
export function logLine(call: Call): string {
  const { time, operation, durationMs = 0, faults } = call;
  const subject = subjectOf(call);
  const line = [
    `${time} ${operation}${subject === "" ? "" : ` ${subject}`}: ${replyOf(call)}`,
    `${durationMs} ms`,
    ...(faults.length === 0 ? [] : [`injected ${faults.join(" and ")}`]),
  ].join(", ");
  return printable(line);
}

function replyOf({ status, error }: Call): string {
  if (status === undefined) return "no reply";
  return error === undefined ? String(status) : `${status} ${error}`;
}

/** What a call is about: the room or channel, the member or members, and the bearer. */
function subjectOf(call: Call): string {
  const { request, accountId, roomId, role, type, bearer, appInstanceArn, channelArn } = call;
  const ids = [accountId, roomId].filter((id) => id !== undefined).join("/");
  const setting = role ?? type;
  return [
    request,
    ids,
    channelArn === undefined ? short(appInstanceArn) : short(channelArn),
    membersOf(call),
    setting === undefined ? "" : `(${setting})`,
    bearer === undefined ? "" : `as ${short(bearer)}`,
  ]
    .filter((part) => part !== undefined && part !== "")
    .join(" ");
}

function membersOf({ memberId, memberArn, members, memberArns }: Call): string {
  const all = members?.map((member) => member.memberId) ?? memberArns ?? [memberId ?? memberArn];
  const given = all.filter((id) => id !== undefined);
  return given.length > SHOWN_MEMBERS ? `${given.length} members` : given.map(short).join(" ");
}

/** The part of an ARN that differs between the resources of an app instance. */
function short(id = ""): string {
  return id.replace(/^arn:aws:chime:[^/]*:app-instance\//, "");
}

/** A client chooses the ids. They must neither begin a new line nor control a terminal. */
function printable(text: string): string {
  return text.replace(
    /[\p{C}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
