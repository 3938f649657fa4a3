import assert from "node:assert/strict";

import type { Emulator } from "../../emulator";
import { COMMON_ERRORS } from "../../emulator/http/errors";
import type { RawReply } from "../unit/emulator/raw";
import { UUID } from "../unit/emulator/world";
import type { MemberFacts, Members } from "./facts";
import type { ServiceSource } from "./services";

/** Asserts on the whole of an error to the only call: status, headers, body, journal, and that nothing was changed. */
export function assertRefused(
  service: ServiceSource,
  chime: Emulator,
  reply: RawReply,
  { status, error }: { status: number; error: string },
): void {
  const call = onlyCall(chime);
  assert.equal(reply.status, status, reply.body);
  assert.match(String(reply.headers["x-amzn-requestid"]), UUID);
  assert.deepEqual(
    [call.requestId, call.written, call.ended, call.status, call.error],
    [reply.headers["x-amzn-requestid"], false, true, status, error],
  );
  if (service.name === "sts") {
    assertXmlError(reply, status, call.requestId);
    return;
  }
  assert.equal(reply.headers["x-amzn-errortype"], error);
  if (reply.body === "") return;
  const { Code, Message, message, ...rest } = JSON.parse(reply.body) as Record<string, unknown>;
  assert.deepEqual(rest, {});
  // The errors in front of every service have but a message.
  if (error in COMMON_ERRORS)
    assert.deepEqual([Code, Message, typeof message], [undefined, undefined, "string"]);
  else assert.deepEqual([typeof Code, typeof Message, message], ["string", "string", undefined]);
}

function assertXmlError({ headers, body }: RawReply, status: number, requestId: string): void {
  assert.equal(headers["content-type"], "text/xml");
  const [, type, requested] =
    /<Error><Type>(\w+)<\/Type><Code>\w+<\/Code><Message>[^<]+<\/Message><\/Error><RequestId>([\w-]+)</.exec(
      body,
    ) ?? [];
  assert.deepEqual([type, requested], [status < 500 ? "Sender" : "Receiver", requestId]);
}

/** Asserts that a value has the members of a schema and no others, each of its type. */
export function assertShape(members: Members, value: unknown, at: string): void {
  assert.ok(typeof value === "object" && value !== null && !Array.isArray(value), `${at} is an object`);
  for (const [name, inner] of Object.entries(value)) {
    const member = members[name];
    assert.ok(member, `The schema has no ${at}${name}.`);
    assertMember(member, inner, `${at}${name}`);
  }
}

function assertMember(member: MemberFacts, value: unknown, at: string): void {
  if (member.values !== undefined)
    assert.ok(member.values.includes(String(value)), `${at}: ${String(value)}`);
  if (member.type === "structure") assertShape(member.members ?? {}, value, `${at}.`);
  else if (member.type === "list") assertList(member, value, at);
  else if (member.type === "timestamp") assert.ok(isTimestamp(value), `${at}: ${String(value)}`);
  else assert.equal(typeof value, member.type, at);
}

function assertList(member: MemberFacts, value: unknown, at: string): void {
  assert.ok(Array.isArray(value), `${at} is a list`);
  for (const item of value as unknown[]) {
    if (member.of === "structure") assertShape(member.members ?? {}, item, `${at}[].`);
    else assert.equal(typeof item, member.of, `${at}[]`);
  }
}

function isTimestamp(value: unknown): boolean {
  return typeof value === "number" || (typeof value === "string" && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value));
}

/** The one call that was made. */
export function onlyCall(chime: Emulator) {
  const [call, ...others] = chime.journal.calls();
  assert.ok(call && others.length === 0, `There was not one call but ${others.length + (call ? 1 : 0)}.`);
  return call;
}
