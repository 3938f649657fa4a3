import assert from "node:assert/strict";

import type { Emulator } from "../../emulator";
import { COMMON_ERRORS } from "../../emulator/http/errors";
import type { RawReply } from "../unit/emulator/raw";
import { UUID } from "../unit/emulator/world";
import type { MemberFacts, Members } from "./facts";
import type { ServiceSource } from "./services";

/** Asserts on the reply and the journal entry of the only call: it failed with this error and changed nothing. */
export function assertRejected(
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
  // The body of the errors that are common to all AWS services contains only a message.
  if (error in COMMON_ERRORS)
    assert.deepEqual([Code, Message, typeof message], [undefined, undefined, "string"]);
  else assert.deepEqual([typeof Code, typeof Message, message], ["string", "string", undefined]);
}

function assertXmlError({ headers, body }: RawReply, status: number, requestId: string): void {
  assert.equal(headers["content-type"], "text/xml");
  const [, type, bodyRequestId] =
    /<Error><Type>(\w+)<\/Type><Code>\w+<\/Code><Message>[^<]+<\/Message><\/Error><RequestId>([\w-]+)</.exec(
      body,
    ) ?? [];
  assert.deepEqual([type, bodyRequestId], [status < 500 ? "Sender" : "Receiver", requestId]);
}

/** Asserts that a value has only members of the schema, each of the right type. */
export function assertShape(members: Members, value: unknown, path: string): void {
  assert.ok(typeof value === "object" && value !== null && !Array.isArray(value), `${path} is an object`);
  for (const [name, memberValue] of Object.entries(value)) {
    const member = members[name];
    assert.ok(member, `The schema has no ${path}${name}.`);
    assertMember(member, memberValue, `${path}${name}`);
  }
}

function assertMember(member: MemberFacts, value: unknown, path: string): void {
  if (member.values !== undefined)
    assert.ok(member.values.includes(String(value)), `${path}: ${String(value)}`);
  if (member.type === "structure") assertShape(member.members ?? {}, value, `${path}.`);
  else if (member.type === "list") assertList(member, value, path);
  else if (member.type === "timestamp") assert.ok(isTimestamp(value), `${path}: ${String(value)}`);
  else assert.equal(typeof value, member.type, path);
}

function assertList(member: MemberFacts, value: unknown, path: string): void {
  assert.ok(Array.isArray(value), `${path} is a list`);
  for (const item of value as unknown[]) {
    if (member.of === "structure") assertShape(member.members ?? {}, item, `${path}[].`);
    else assert.equal(typeof item, member.of, `${path}[]`);
  }
}

function isTimestamp(value: unknown): boolean {
  return typeof value === "number" || (typeof value === "string" && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value));
}

/** The only call that the emulator received. */
export function onlyCall(chime: Emulator) {
  const [call, ...others] = chime.journal.calls();
  assert.ok(call && others.length === 0, `expected one call, received ${others.length + (call ? 1 : 0)}`);
  return call;
}
