import assert from "node:assert/strict";

import { KIND } from "../../../bench/backend/journalEntry";
import { Protocol, type ApiReply } from "../../../bench/backend/protocol";

const PROJECT = "/api/stacks/benchmark/project";
const STACK = `${PROJECT}/stack`;
const RESOURCE = { urn: "urn:a" };

describe("The protocol of the benchmark's backend", () => {
  let protocol: Protocol;
  beforeEach(() => {
    protocol = new Protocol();
    assert.equal(send("POST", PROJECT, { stackName: "stack" }).status, 200);
  });

  function send(method: string, path: string, body: object = {}): ApiReply {
    return protocol.reply({ method, url: new URL(path, "http://localhost"), body });
  }

  /** Starts a deployment, which the CLI does in two requests, and returns its path. */
  function start(journalVersion?: number): { path: string; reply: ApiReply } {
    const { updateID } = send("POST", `${STACK}/update`).body as { updateID: string };
    const path = `${STACK}/update/${updateID}`;
    return { path, reply: send("POST", path, { journalVersion }) };
  }

  function resources(): unknown {
    const { deployment } = send("GET", `${STACK}/export`).body as { deployment: { resources: unknown } };
    return deployment.resources;
  }

  it("asks for a journal if the CLI has one, and shows its state during and after the deployment", () => {
    const { path, reply } = start(1);
    assert.equal((reply.body as { journalVersion?: number }).journalVersion, 1);
    const entry = { version: 1, kind: KIND.success, sequenceID: 1, operationID: 1, state: RESOURCE };
    assert.equal(send("PATCH", `${path}/journalentries`, { entries: [entry] }).status, 200);
    assert.deepEqual(resources(), [RESOURCE]);
    assert.equal(send("POST", `${path}/complete`, { status: "succeeded" }).status, 200);
    assert.deepEqual(resources(), [RESOURCE]);
  });

  it("keeps the state that the CLI writes without a journal", () => {
    const { path, reply } = start();
    assert.ok(!("journalVersion" in reply.body));
    send("PATCH", `${path}/checkpoint`, { version: 3, deployment: { resources: [RESOURCE] } });
    send("POST", `${path}/complete`);
    assert.deepEqual(resources(), [RESOURCE]);
  });

  it("refuses a second deployment, and entries of another one or of one that has ended", () => {
    const { path } = start(1);
    assert.equal(send("PATCH", `${STACK}/update/other/journalentries`, { entries: [] }).status, 400);
    assert.equal(send("POST", `${STACK}/update`).status, 400);
    send("POST", `${path}/complete`);
    assert.equal(send("PATCH", `${path}/journalentries`, { entries: [] }).status, 400);
  });

  it("refuses states of a newer version, and reports what the replay of a journal does not support", () => {
    const { path } = start(1);
    assert.equal(send("PATCH", `${path}/checkpoint`, { version: 4, deployment: {} }).status, 400);
    const { status, body } = send("PATCH", `${path}/journalentries`, {
      entries: [{ version: 1, kind: 8, sequenceID: 1, operationID: 1 }],
    });
    assert.equal(status, 400);
    assert.match(JSON.stringify(body), /entries of kind 8/);
  });

  it("deletes a stack with resources only by force", () => {
    const { path } = start();
    send("PATCH", `${path}/checkpoint`, { version: 3, deployment: { resources: [RESOURCE] } });
    send("POST", `${path}/complete`);
    assert.equal(send("DELETE", STACK).status, 400);
    assert.equal(send("GET", STACK).status, 200);
    assert.equal(send("DELETE", `${STACK}?force=true`).status, 204);
    assert.equal(send("GET", STACK).status, 404);
  });

  it("refuses and records all other requests", () => {
    assert.equal(send("POST", `${STACK}/encrypt`).status, 404);
    assert.deepEqual(protocol.unsupported, [`POST ${STACK}/encrypt`]);
  });
});
