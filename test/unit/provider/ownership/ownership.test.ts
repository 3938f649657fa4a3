import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { hashOf, Ledger } from "../../../../provider/ownership/ledger";
import { newLedgerName } from "../../../../provider/ownership/ledgerFolder";
import { OtherLedgers } from "../../../../provider/ownership/otherLedgers";
import { Ownership, type Removal, type RemovalOutcome } from "../../../../provider/ownership/ownership";
import { rejectionOf } from "../../../support/failures";
import { setEnvironment } from "../../../support/processEnvironment";

const ENGINE = "127.0.0.1:50000";
const ID = "account/room/ana";

/** The result of a read of the member from the service. */
type ReadResult = "found" | "not found" | "failed";

/** An outcome of a removal and whether it called the service, with the words for titles. */
const RESULTS = {
  "removed, called": "removes the member",
  "removed, not called": "succeeds and removes nothing",
  "owned, not called": 'returns "owned" and removes nothing',
  "desired, not called": 'returns "desired" and removes nothing',
  "ignored, not called": 'returns "ignored" and removes nothing',
  "failed, not called": "fails and removes nothing",
};
type Result = keyof typeof RESULTS;

/** One row of the table of docs/decisions/ownership.md, or one case of a row. */
interface Row {
  /** What is known before the removal, as the rest of a sentence. */
  facts: string;
  given: (ownership: Ownership) => void | Promise<void>;
  /** Default: found. */
  readResult?: ReadResult;
  /** The result of `remove`, the delete of an entry. */
  remove: Result;
  /** The result of `remove` if another process knows the facts. Default: the same. */
  removeElsewhere?: Result;
  /** The result of `removeFromRoster`, by a roster that drops the member. */
  fromRoster: Result;
}

const removeMember = async (ownership: Ownership): Promise<void> => {
  await ownership.remove(ID, {
    kind: "membership",
    what: "",
    remove: () => Promise.resolve(),
    find: () => Promise.resolve(),
  });
};
const failToCreate = async (ownership: Ownership): Promise<void> => {
  const create = ownership.holdLocks([ID], () => Promise.reject(new Error("refused")));
  await assert.rejects(create);
};

const ROWS: Row[] = [
  {
    facts: "nothing is known",
    given: () => undefined,
    remove: "removed, called",
    fromRoster: "removed, called",
  },
  {
    facts: "only the diff of a refresh keeps the entry, and nothing declares the id",
    given: (ownership) => {
      ownership.retain([ID]);
    },
    remove: "removed, called",
    fromRoster: "removed, called",
  },
  {
    facts: "the id is desired, and the member exists",
    given: (ownership) => {
      ownership.desire([ID]);
    },
    remove: "failed, not called",
    fromRoster: "desired, not called",
  },
  {
    facts: "the id is desired, and the member does not exist",
    given: (ownership) => {
      ownership.desire([ID]);
    },
    readResult: "not found",
    remove: "removed, not called",
    fromRoster: "desired, not called",
  },
  {
    facts: "the id is desired, and the read fails",
    given: (ownership) => {
      ownership.desire([ID]);
    },
    readResult: "failed",
    remove: "failed, not called",
    fromRoster: "desired, not called",
  },
  {
    facts:
      "another resource will create the member, and the diff of a refresh with --run-program keeps the entry",
    given: (ownership) => {
      ownership.expectCreate([ID], "roster");
      ownership.retain([ID]);
    },
    remove: "failed, not called",
    fromRoster: "desired, not called",
  },
  {
    facts: "another entry will get the id, and the diff of a refresh with --run-program keeps the entry",
    given: (ownership) => {
      ownership.declareAgain("membership", [`${ID}-maria`], [ID]);
      ownership.retain([ID]);
    },
    remove: "failed, not called",
    fromRoster: "desired, not called",
  },
  {
    facts: "the entry will get another id, and the diff of a refresh with --run-program keeps it",
    given: (ownership) => {
      ownership.declareAgain("membership", [ID], [`${ID}-maria`]);
      ownership.retain([ID]);
    },
    remove: "removed, called",
    fromRoster: "removed, called",
  },
  {
    facts: "a create is expected, and the program declares the entry with another id",
    given: (ownership) => {
      ownership.expectCreate([ID], "membership");
      ownership.declareAgain("membership", [ID], [`${ID}-maria`]);
    },
    remove: "failed, not called",
    fromRoster: "desired, not called",
  },
  {
    facts: "the entry is declared again and kept",
    given: (ownership) => {
      ownership.declareAgain("membership", [ID], [ID]);
      ownership.retain([ID]);
    },
    remove: "owned, not called",
    fromRoster: "owned, not called",
  },
  {
    facts: "the member was created",
    given: (ownership) => {
      ownership.recordCreated([ID]);
    },
    remove: "owned, not called",
    fromRoster: "owned, not called",
  },
  {
    facts: "a create of the same kind of resource is expected",
    given: (ownership) => {
      ownership.expectCreate([ID], "membership");
    },
    remove: "removed, called",
    removeElsewhere: "failed, not called",
    fromRoster: "desired, not called",
  },
  {
    facts: "a create is expected after a diff that kept the entry, as with --replace",
    given: (ownership) => {
      ownership.declareAgain("membership", [ID], [ID]);
      ownership.retain([ID]);
      ownership.expectCreate([ID], "membership");
    },
    remove: "removed, called",
    removeElsewhere: "owned, not called",
    fromRoster: "owned, not called",
  },
  {
    facts: "the entry is recreated",
    given: (ownership) => {
      ownership.declareAgain("membership", [ID], [ID]);
      ownership.recreate([ID]);
    },
    remove: "failed, not called",
    removeElsewhere: "removed, called",
    fromRoster: "desired, not called",
  },
  {
    facts: "the entry was recreated, and the member was created",
    given: (ownership) => {
      ownership.declareAgain("membership", [ID], [ID]);
      ownership.recreate([ID]);
      ownership.recordCreated([ID]);
    },
    remove: "owned, not called",
    fromRoster: "owned, not called",
  },
  {
    facts: "the id is desired, and the diff of a refresh recreates an entry that is not declared again",
    given: (ownership) => {
      ownership.desire([ID]);
      ownership.recreate([ID]);
    },
    remove: "failed, not called",
    fromRoster: "desired, not called",
  },
  {
    facts: "a create of another kind of resource is expected",
    given: (ownership) => {
      ownership.expectCreate([ID], "roster");
    },
    remove: "failed, not called",
    fromRoster: "desired, not called",
  },
  {
    facts: "a create is expected, and an entry is leaving the id",
    given: (ownership) => {
      ownership.expectCreate([ID], "membership");
      ownership.leave("membership", [ID]);
    },
    remove: "failed, not called",
    fromRoster: "desired, not called",
  },
  {
    facts: "an entry is leaving the id, and nothing declares the id",
    given: (ownership) => {
      ownership.leave("membership", [ID]);
    },
    remove: "removed, called",
    fromRoster: "removed, called",
  },
  {
    facts: "the expected create has failed",
    given: async (ownership) => {
      ownership.expectCreate([ID], "membership");
      await failToCreate(ownership);
    },
    remove: "failed, not called",
    fromRoster: "desired, not called",
  },
  {
    facts: "a roster ignores the member",
    given: (ownership) => {
      ownership.ignore([ID]);
    },
    remove: "removed, called",
    fromRoster: "ignored, not called",
  },
  {
    facts: "a roster ignores the member, and an entry owns the id",
    given: (ownership) => {
      ownership.ignore([ID]);
      ownership.recordCreated([ID]);
    },
    remove: "owned, not called",
    fromRoster: "owned, not called",
  },
  {
    facts: "another resource will create the member, and an earlier removal found no member",
    given: async (ownership) => {
      ownership.expectCreate([ID], "roster");
      ownership.retain([ID]);
      await removeMember(ownership);
    },
    remove: "failed, not called",
    fromRoster: "desired, not called",
  },
  {
    facts: "the member was removed and then created",
    given: async (ownership) => {
      await removeMember(ownership);
      ownership.recordCreated([ID]);
    },
    remove: "owned, not called",
    fromRoster: "owned, not called",
  },
];

let base: string;
let folder: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), "ledgers-"));
  folder = join(base, "pulumi-chime");
  mkdirSync(folder);
});
afterEach(() => {
  rmSync(base, { recursive: true, force: true });
});

describe("Ownership", () => {
  let own: Ownership;
  let other: Ownership;
  beforeEach(() => {
    [own, other] = [new Ownership(ENGINE, folder), new Ownership(ENGINE, folder)];
  });
  afterEach(() => {
    for (const ownership of [own, other]) ownership.end();
  });

  /** The result of a removal in the process of `own`. */
  const resultOf = async (
    remove: (removal: Removal) => Promise<RemovalOutcome>,
    readResult: ReadResult,
  ): Promise<string> => {
    let calls = 0;
    const removal = {
      kind: "membership" as const,
      what: "remove ana",
      remove: () => {
        calls += 1;
        return Promise.resolve();
      },
      find: () =>
        readResult === "failed"
          ? Promise.reject(new Error("refused"))
          : Promise.resolve(entityOf(readResult)),
    };
    const outcome = await remove(removal).catch((error: unknown) => {
      assert.match((error as Error).message, /^Did not remove ana: another resource of this program/);
      return "failed" as const;
    });
    return `${outcome}, ${calls > 0 ? "called" : "not called"}`;
  };

  for (const { facts, given, readResult = "found", remove, removeElsewhere = remove, fromRoster } of ROWS) {
    for (const [condition, recorder, expected] of [
      [`if ${facts}`, () => own, remove],
      [`if, in another process, ${facts}`, () => other, removeElsewhere],
    ] as const) {
      it(`remove() ${RESULTS[expected]} ${condition}`, async () => {
        await given(recorder());
        const result = await resultOf(
          (removal) => own.remove(ID, removal, own.replacementOf([ID], "membership")),
          readResult,
        );
        assert.equal(result, expected);
      });

      it(`removeFromRoster() ${RESULTS[fromRoster]} ${condition}`, async () => {
        await given(recorder());
        const result = await resultOf((removal) => own.removeFromRoster(ID, removal), readResult);
        assert.equal(result, fromRoster);
      });
    }
  }

  it("remove() says that the read failed, and keeps its error as the cause", async () => {
    own.desire([ID]);
    const cause = new Error("AccessDenied, request id r-1.");
    const removal = {
      kind: "membership" as const,
      what: "remove ana",
      remove: () => Promise.resolve(),
      find: () => Promise.reject(cause),
    };
    await assert.rejects(own.remove(ID, removal), (error: Error) => {
      assert.match(error.message, /it could not be read.*AccessDenied, request id r-1\.$/s);
      assert.equal(error.cause, cause);
      return true;
    });
  });

  it("remove() fails if a create is expected, and in another process an entry leaves the id", async () => {
    own.expectCreate([ID], "membership");
    const removal = {
      kind: "membership" as const,
      what: "remove ana",
      remove: () => Promise.resolve(),
      find: () => Promise.resolve({}),
    };
    other.leave("membership", [ID]);
    await assert.rejects(own.remove(ID, removal, own.replacementOf([ID], "membership")), {
      message: /^Did not remove ana: another resource of this program declares it/,
    });
  });

  it("remove() removes a membership that is replaced, although a roster of this process or of another drops the member", async () => {
    for (const leaving of [own, other]) {
      own.expectCreate([ID], "membership");
      leaving.leave("roster", [ID]);
      await Promise.resolve();
      let calls = 0;
      const removal = {
        kind: "membership" as const,
        what: "remove ana",
        remove: () => Promise.resolve(void (calls += 1)),
        find: () => Promise.resolve({}),
      };
      assert.equal(await own.remove(ID, removal, own.replacementOf([ID], "membership")), "removed");
      assert.equal(calls, 1);
      const ofRoster = { ...removal, kind: "roster" as const };
      own.expectCreate([ID], "roster");
      await assert.rejects(own.remove(ID, ofRoster, own.replacementOf([ID], "roster")), {
        message: /^Did not remove ana/,
      });
    }
  });

  it("remove() fails if the program declares contents, in this process or in another one", async () => {
    for (const declaring of [own, other]) {
      declaring.declareContentsOf([ID]);
      await Promise.resolve();
      const removal = {
        kind: "membership" as const,
        what: "delete it",
        remove: () => Promise.resolve(),
        find: () => Promise.resolve({}),
      };
      await assert.rejects(own.remove(ID, removal), {
        message: /^Did not delete it: the program still declares what would end with it/,
      });
    }
  });

  it("remove() of what is created again fails only if its contents were compared before", async () => {
    own.expectCreate([ID], "entity");
    own.declareContentsOf([ID]);
    const removal = {
      kind: "membership" as const,
      what: "delete it",
      remove: () => Promise.resolve(),
      find: () => Promise.resolve({}),
    };
    const removeAgain = (): Promise<string> => own.remove(ID, removal, own.replacementOf([ID], "entity"));
    own.declareAgain("membership", ["contents"], ["contents"]);
    own.retain(["other"], [ID]);
    assert.equal(await removeAgain(), "removed");
    own.retain(["contents"], [ID]);
    await assert.rejects(removeAgain(), { message: /^Did not delete it in order to create it again/ });
  });

  it("wasDeletedOrCreated() is true after a create and after a removal by any process", async () => {
    assert.equal(own.wasDeletedOrCreated([ID, "a"]), false);
    other.recordCreated(["a"]);
    await Promise.resolve();
    assert.equal(own.wasDeletedOrCreated([ID, "a"]), true);
    await own.remove(ID, {
      kind: "membership",
      what: "",
      remove: () => Promise.resolve(),
      find: () => Promise.resolve(),
    });
    assert.equal(own.wasDeletedOrCreated([ID]), true);
  });

  it("replacementOf() returns undefined if the removal of one member would be refused", async () => {
    const ids = [ID, `${ID}-maria`];
    own.expectCreate([ID], "roster");
    assert.ok(own.replacementOf(ids, "roster"));
    assert.equal(own.replacementOf(ids, "membership"), undefined);
    other.desire(ids);
    await Promise.resolve();
    assert.equal(own.replacementOf(ids, "roster"), undefined);
    other.recordCreated([`${ID}-maria`]);
    await Promise.resolve();
    assert.ok(own.replacementOf(ids, "roster"));
    own.expectCreate([`${ID}-maria`], "roster");
    assert.equal(own.replacementOf(ids, "roster"), undefined);
    assert.equal(own.replacementOf([], "roster"), undefined);
  });

  it("remove() fails if the create that was to follow has failed since", async () => {
    own.expectCreate([ID], "membership");
    const replacement = own.replacementOf([ID], "membership");
    await failToCreate(own);
    const result = await resultOf((removal) => own.remove(ID, removal, replacement), "found");
    assert.equal(result, "failed, not called");
  });

  it("isOwned() is true if an entry of any process has the id", async () => {
    assert.equal(own.isOwned(ID), false);
    other.recordCreated([ID]);
    await Promise.resolve();
    assert.deepEqual([own.isOwned(ID), own.isOwnedHere(ID)], [true, false]);
  });

  it("isDesired() and areContentsDeclared() are true if any process declares the id, or what ends with it", async () => {
    assert.deepEqual([own.isDesired(ID), own.areContentsDeclared(ID)], [false, false]);
    other.desire([ID]);
    await Promise.resolve();
    assert.deepEqual([own.isDesired(ID), own.areContentsDeclared(ID)], [true, false]);
    own.declareContentsOf([ID]);
    assert.ok(own.areContentsDeclared(ID));
  });

  it("deployment is what the program knows, and undefined without an engine", () => {
    new Ledger(ENGINE, "program", folder).addDeployment("preview");
    assert.equal(own.deployment, "preview");
    assert.equal(new Ownership("").deployment, undefined);
  });

  it("remove() decides for each id separately", async () => {
    own.recordCreated([`${ID}-maria`]);
    other.desire([`${ID}-maria`]);
    const result = await resultOf(
      (removal) => own.remove(ID, removal, own.replacementOf([ID], "membership")),
      "found",
    );
    assert.equal(result, "removed, called");
  });

  it("remove() ignores what another deployment knows", async () => {
    new Ownership("127.0.0.1:50001", folder).recordCreated([ID]);
    const result = await resultOf(
      (removal) => own.remove(ID, removal, own.replacementOf([ID], "membership")),
      "found",
    );
    assert.equal(result, "removed, called");
  });

  it('remove() returns "owned" if another process created the member after this one removed it', async () => {
    await removeMember(own);
    other.recordCreated([ID]);
    assert.equal(own.wasCreated(ID), true);
    const result = await resultOf(
      (removal) => own.remove(ID, removal, own.replacementOf([ID], "membership")),
      "found",
    );
    assert.equal(result, "owned, not called");
  });

  it("wasRemoved() is true after a removal by another process, until this process owns the member", async () => {
    await removeMember(other);
    assert.equal(own.wasRemoved(ID), true);
    own.recordCreated([ID]);
    assert.equal(own.wasRemoved(ID), false);
  });

  for (const [method, removeWith] of [
    ["remove()", (removal: Removal) => own.remove(ID, removal, own.replacementOf([ID], "membership"))],
    ["removeFromRoster()", (removal: Removal) => own.removeFromRoster(ID, removal)],
  ] as const) {
    it(`${method} reports that the member may be gone if another process declares it during the call`, async () => {
      const { message } = await rejectionOf(
        removeWith({
          kind: "membership",
          what: "remove ana",
          find: () => Promise.resolve(),
          remove: () => {
            other.desire([ID]);
            return Promise.resolve();
          },
        }),
      );
      assert.match(
        message,
        /tried to remove ana, .* with another provider, declared it\. .*`pulumi up --refresh`/,
      );
    });
  }

  it("wasRemoved() is true even after a failed call, which may have removed the member", async () => {
    const removal = own.remove(ID, {
      kind: "membership",
      what: "remove ana",
      find: () => Promise.resolve(),
      remove: () => Promise.reject(new Error("cut")),
    });
    await assert.rejects(removal, /cut/);
    assert.equal(own.wasRemoved(ID), true);
  });

  it("remove() waits for a create of the same id", async () => {
    const events: string[] = [];
    let finish!: () => void;
    const created = own.holdLocks([ID], async () => {
      await new Promise<void>((resolve) => (finish = resolve));
      events.push("created");
      own.recordCreated([ID]);
    });
    const removed = own.remove(ID, {
      kind: "membership",
      what: "",
      find: () => Promise.resolve(),
      remove: () => Promise.resolve(),
    });
    void removed.then((outcome) => events.push(outcome));
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(events, []);
    finish();
    await Promise.all([created, removed]);
    assert.deepEqual(events, ["created", "owned"]);
  });

  it("uses only the facts of its own process without an engine", async () => {
    const alone = new Ownership("");
    alone.desire([ID]);
    assert.equal(
      await resultOf((removal) => alone.removeFromRoster(ID, removal), "found"),
      "desired, not called",
    );
    alone.end();
  });
});

describe("The Ownership of one process", () => {
  it("records the check once", () => {
    const ownership = new Ownership(ENGINE, folder);
    assert.equal(ownership.wasChecked, false);
    assert.deepEqual(lines(), []);
    ownership.check();
    assert.deepEqual(lines(), ["checked"]);
    ownership.check();
    assert.equal(ownership.wasChecked, true);
    assert.deepEqual(lines(), ["checked"]);
  });

  it("records each fact once", () => {
    const ownership = new Ownership(ENGINE, folder);
    for (let count = 0; count < 2; count += 1) {
      ownership.declareAgain("membership", [ID], [ID]);
      ownership.retain([ID]);
      ownership.ignore([ID]);
    }
    const hash = hashOf(ID);
    assert.deepEqual(lines(), [`desired ${hash}`, `owned ${hash}`, `ignored ${hash}`]);
  });

  it("writes its ledger in Pulumi's home folder by default", () => {
    const restoreEnvironment = setEnvironment({ PULUMI_HOME: base });
    try {
      const ownership = new Ownership(ENGINE);
      ownership.recordCreated([ID]);
      assert.deepEqual(lines(), [`created ${hashOf(ID)}`]);
      assert.ok(new OtherLedgers([folder], ENGINE, newLedgerName(ENGINE, "plugin")).factsOf(ID, true).last);
    } finally {
      restoreEnvironment();
    }
  });

  it("owns what an entry retains, and not what is only declared", () => {
    const ownership = new Ownership(ENGINE, folder);
    ownership.declareAgain("membership", [ID], [ID]);
    assert.equal(ownership.isOwnedHere(ID), false);
    ownership.retain([ID]);
    assert.equal(ownership.isOwnedHere(ID), true);
  });

  it("removes its ledger at the end, and those of programs too if it is the last plugin", () => {
    const [first, last] = [new Ownership(ENGINE, folder), new Ownership(ENGINE, folder)];
    const elsewhere = new Ledger("another engine", "program", folder);
    const program = new Ledger(ENGINE, "program", folder);
    first.end();
    assert.equal(readdirSync(folder).length, 3);
    assert.ok(readdirSync(folder).includes(program.name.file));
    last.end();
    assert.deepEqual(readdirSync(folder), [elsewhere.name.file]);
  });

  it("removes the ledgers of programs even if a killed plugin has left one", () => {
    const ended = new Ownership(ENGINE, folder);
    const killedLedger = new Ledger(ENGINE, "plugin", folder).name.file;
    const deadLedger = killedLedger.replace(`.${process.pid}.`, ".999999999.");
    renameSync(join(folder, killedLedger), join(folder, deadLedger));
    new Ledger(ENGINE, "program", folder).add("desired", [ID]);
    ended.end();
    assert.deepEqual(readdirSync(folder), [deadLedger]);
  });

  it("makes a roster's removal wait for a create of the same membership", async () => {
    const ownership = new Ownership(ENGINE, folder);
    let end!: () => void;
    const created = ownership.holdLocks([ID], async () => {
      await new Promise<void>((resolve) => (end = resolve));
      ownership.recordCreated([ID]);
    });
    const removal = {
      kind: "membership" as const,
      what: "",
      remove: () => Promise.reject(new Error("called")),
      find: () => Promise.resolve(),
    };
    const outcome = ownership.removeFromRoster(ID, removal);
    await new Promise(setImmediate);
    end();
    await created;
    assert.equal(await outcome, "owned");
  });
});

/** The lines of the only ledger in the folder. */
function lines(): string[] {
  const [file, ...others] = readdirSync(folder);
  assert.deepEqual(others, []);
  return readFileSync(join(folder, file!), "utf8").split("\n").slice(0, -1);
}

function entityOf(readResult: ReadResult): object | undefined {
  return readResult === "found" ? {} : undefined;
}
