import assert from "node:assert/strict";

import type { Deployment, Resource } from "../../../bench/backend/deployment";
import { KIND, type JournalEntry } from "../../../bench/backend/journalEntry";
import { JournalReplay } from "../../../bench/backend/journalReplay";

type Entry = Partial<JournalEntry> & Pick<JournalEntry, "kind">;

function stateAfter(base: Deployment, entries: readonly Entry[]): Deployment {
  const replay = new JournalReplay(base);
  entries.forEach((entry, index) => {
    replay.add({
      version: 1,
      sequenceID: index + 1,
      operationID: 0,
      removeOld: null,
      removeNew: null,
      ...entry,
    });
  });
  return replay.deployment();
}

function resourcesAfter(base: Deployment, entries: readonly Entry[]): Resource[] | undefined {
  return stateAfter(base, entries).resources;
}

const [a, b, c] = ["a", "b", "c"].map((urn): Resource => ({ urn }));
const AB: Deployment = { resources: [a!, b!] };

describe("The replay of a journal", () => {
  it("puts new resources, in the order of their ends, before the old ones that remain", () => {
    const state = { urn: "a", outputs: { changed: true } };
    const entries = [
      { kind: KIND.success, operationID: 2, state: c! },
      { kind: KIND.success, operationID: 1, state, removeOld: 0 },
    ];
    assert.deepEqual(resourcesAfter(AB, entries), [c, state, b]);
  });

  it("removes a resource that this deployment created and deleted", () => {
    const entries = [
      { kind: KIND.success, operationID: 1, state: c! },
      { kind: KIND.success, operationID: 2, removeNew: 1 },
    ];
    assert.deepEqual(resourcesAfter(AB, entries), [a, b]);
  });

  it("marks old and new resources that are yet to be deleted or replaced", () => {
    const created = { kind: KIND.success, operationID: 1 };
    assert.deepEqual(
      resourcesAfter(AB, [{ kind: KIND.success, operationID: 1, deleteOld: 0, pendingReplacementOld: 1 }]),
      [
        { urn: "a", delete: true },
        { urn: "b", pendingReplacement: true },
      ],
    );
    assert.deepEqual(
      resourcesAfter({}, [
        { ...created, state: { urn: "c" } },
        { kind: KIND.success, operationID: 2, deleteNew: 1, pendingReplacementNew: 1 },
      ]),
      [{ urn: "c", delete: true, pendingReplacement: true }],
    );
  });

  it("replaces what a refresh read, removes what it did not find, and what refers to that", () => {
    const base: Deployment = {
      resources: [
        a!,
        b!,
        {
          urn: "d",
          parent: "a",
          deletedWith: "a",
          dependencies: ["a", "b"],
          propertyDependencies: { id: ["a"], role: ["b"] },
        },
        { urn: "e", parent: "d", dependencies: ["a"], propertyDependencies: { id: ["a"], role: [] } },
      ],
    };
    const read = { urn: "b", outputs: {} };
    const entries = [
      { kind: KIND.refreshSuccess, operationID: 1, removeOld: 0 },
      { kind: KIND.refreshSuccess, operationID: 2, removeOld: 1, state: read },
    ];
    assert.deepEqual(resourcesAfter(base, entries), [
      read,
      { urn: "d", dependencies: ["b"], propertyDependencies: { role: ["b"] } },
      { urn: "e", parent: "d" },
    ]);
  });

  it("makes a new base of a refresh, from which later entries count", () => {
    const reading = { type: "reading", resource: a! };
    const entries = [
      { kind: KIND.refreshSuccess, operationID: 1, removeOld: 0 },
      { kind: KIND.success, operationID: 2, state: c! },
      { kind: KIND.begin, operationID: 3, operation: reading },
      { kind: KIND.rebuiltBaseState },
      { kind: KIND.success, operationID: 4, removeOld: 1 },
    ];
    const { resources, pending_operations: pending } = stateAfter(AB, entries);
    assert.deepEqual([resources, pending], [[c], []]);
  });

  it("removes a new resource that a refresh did not find", () => {
    const entries = [
      { kind: KIND.success, operationID: 1, state: c! },
      { kind: KIND.refreshSuccess, operationID: 2, removeNew: 1 },
    ];
    assert.deepEqual(resourcesAfter(AB, entries), [a, b]);
  });

  it("removes references also after a refresh in the middle of an update", () => {
    const base: Deployment = { resources: [a!, { urn: "d", dependencies: ["a"] }] };
    const refresh = { kind: KIND.success, operationID: 1, removeOld: 0 };
    assert.deepEqual(resourcesAfter(base, [{ ...refresh, isRefresh: true }]), [{ urn: "d" }]);
    assert.deepEqual(resourcesAfter(base, [refresh]), [{ urn: "d", dependencies: ["a"] }]);
  });

  it("replaces the outputs of a resource that ended before", () => {
    const outputs = { urn: "c", outputs: { ready: true } };
    const entries = [
      { kind: KIND.success, operationID: 1, state: c! },
      { kind: KIND.outputs, operationID: 2, state: outputs, removeNew: 1 },
    ];
    assert.deepEqual(resourcesAfter({}, entries), [outputs]);
  });

  it("keeps the operations that did not end, and creates that did not end earlier", () => {
    const [update, creation, deletion] = ["updating", "creating", "deleting"].map((type) => ({
      type,
      resource: a!,
    }));
    const base = { pending_operations: [creation!, deletion!] };
    const entries = [
      { kind: KIND.begin, operationID: 1, operation: update! },
      { kind: KIND.begin, operationID: 2, operation: deletion! },
      { kind: KIND.failure, operationID: 2 },
      { kind: KIND.begin, operationID: 3, operation: deletion! },
      { kind: KIND.success, operationID: 3 },
    ];
    assert.deepEqual(stateAfter(base, entries).pending_operations, [update, creation]);
  });

  it("takes over a written state and the secrets provider", () => {
    const provider = { type: "passphrase" };
    const entries = [
      { kind: KIND.write, newSnapshot: AB },
      { kind: KIND.secretsManager, secretsProvider: provider },
    ];
    const { resources, secrets_providers: secrets } = stateAfter({}, entries);
    assert.deepEqual([resources, secrets], [[a, b], provider]);
  });

  it("ignores an entry that was sent twice", () => {
    const entry = { kind: KIND.success, operationID: 1, sequenceID: 7, state: c! };
    assert.deepEqual(resourcesAfter({}, [entry, { ...entry, state: a! }]), [c]);
  });

  it("fails for what it does not support", () => {
    const refused: [Entry, RegExp][] = [
      [{ kind: 8 }, /entries of kind 8/],
      [{ kind: KIND.begin, version: 2 }, /version 2 of the journal/],
      [{ kind: KIND.begin, requiresByteString: true }, /not UTF-8/],
      [{ kind: KIND.success, state: { urn: "a", aliases: ["b"] } }, /aliases, which a has/],
      [{ kind: KIND.success, removeNew: 5 }, /operation 5, which created none/],
      [{ kind: KIND.write }, /kind 5 without newSnapshot/],
    ];
    for (const [entry, message] of refused) assert.throws(() => stateAfter(AB, [entry]), message);
  });
});
