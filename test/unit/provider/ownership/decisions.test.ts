import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Ownership, type Removal, type RemovalOutcome } from "../../../../provider/ownership/ownership";
import { rejectionOf } from "../../../support/failures";

const ENGINE = "127.0.0.1:50000";
const ID = "account/room/ana";

/** What a search in the service shows. */
type Found = "in" | "out" | "not known";

type Outcome = RemovalOutcome | "failed";

/** What became of a removal, and whether the service was called to remove. */
type Result = `${Outcome}, ${"called" | "not called"}`;

/** One row of the table of docs/decisions/ownership.md, or one case of it. */
interface Row {
  /** What is known before, as the rest of a sentence. */
  facts: string;
  given: (one: Ownership) => void | Promise<void>;
  /** Default: in. */
  found?: Found;
  /** What `remove` does: the delete of an entry. */
  remove: Result;
  /** The same where it is known in another process: who is asked to create something replaces its own. Default: no other. */
  removeElsewhere?: Result;
  /** What `removeFromRoster` does: a roster that goes on. */
  fromRoster: Result;
}

const removeNow = async (one: Ownership): Promise<void> => {
  await one.remove(ID, { what: "", remove: () => Promise.resolve(), find: () => Promise.resolve() });
};
const tryToCreate = async (one: Ownership): Promise<void> => {
  const failing = one.holdLocks([ID], () => Promise.reject(new Error("refused")));
  await assert.rejects(failing);
};

const ROWS: Row[] = [
  {
    facts: "nothing is known",
    given: () => undefined,
    remove: "removed, called",
    fromRoster: "removed, called",
  },
  {
    facts: "the engine says that it stays in a refresh, where nobody is desired",
    given: (one) => {
      one.retain([ID]);
    },
    remove: "removed, called",
    fromRoster: "removed, called",
  },
  {
    facts: "it is desired, and is in",
    given: (one) => {
      one.desire([ID]);
    },
    remove: "failed, not called",
    fromRoster: "desired, not called",
  },
  {
    facts: "it is desired, and is out",
    given: (one) => {
      one.desire([ID]);
    },
    found: "out",
    remove: "removed, not called",
    fromRoster: "desired, not called",
  },
  {
    facts: "it is desired, and nobody can see whether it is in",
    given: (one) => {
      one.desire([ID]);
    },
    found: "not known",
    remove: "failed, not called",
    fromRoster: "desired, not called",
  },
  {
    facts: "another resource is to create it, and a refresh with the program says that the entry stays",
    given: (one) => {
      one.expectCreate([ID], "roster");
      one.retain([ID]);
    },
    remove: "failed, not called",
    fromRoster: "desired, not called",
  },
  {
    facts: "another entry is to get it, and a refresh with the program says that the entry stays",
    given: (one) => {
      one.declareAgain([`${ID}-maria`], [ID]);
      one.retain([ID]);
    },
    remove: "failed, not called",
    fromRoster: "desired, not called",
  },
  {
    facts: "its entry stays",
    given: (one) => {
      one.declareAgain([ID], [ID]);
      one.retain([ID]);
    },
    remove: "owned, not called",
    fromRoster: "owned, not called",
  },
  {
    facts: "it was created",
    given: (one) => {
      one.recordCreated([ID]);
    },
    remove: "owned, not called",
    fromRoster: "owned, not called",
  },
  {
    facts: "a create of the same kind of resource is expected",
    given: (one) => {
      one.expectCreate([ID], "membership");
    },
    remove: "removed, called",
    removeElsewhere: "failed, not called",
    fromRoster: "desired, not called",
  },
  {
    facts: "a create is expected, and the diff before has said that the entry stays, as with --replace",
    given: (one) => {
      one.declareAgain([ID], [ID]);
      one.retain([ID]);
      one.expectCreate([ID], "membership");
    },
    remove: "removed, called",
    removeElsewhere: "owned, not called",
    fromRoster: "owned, not called",
  },
  {
    facts: "its entry is replaced by one of the same id, which deletes first",
    given: (one) => {
      one.declareAgain([ID], [ID]);
      one.recreate([ID]);
    },
    remove: "failed, not called",
    removeElsewhere: "removed, called",
    fromRoster: "desired, not called",
  },
  {
    facts: "its entry was replaced by one of the same id, which deletes first, and the new one is there",
    given: (one) => {
      one.declareAgain([ID], [ID]);
      one.recreate([ID]);
      one.recordCreated([ID]);
    },
    remove: "owned, not called",
    fromRoster: "owned, not called",
  },
  {
    facts: "a refresh says of an entry that the program declares no more that it would be replaced",
    given: (one) => {
      one.desire([ID]);
      one.recreate([ID]);
    },
    remove: "failed, not called",
    fromRoster: "desired, not called",
  },
  {
    facts: "a create of another kind of resource is expected",
    given: (one) => {
      one.expectCreate([ID], "roster");
    },
    remove: "failed, not called",
    fromRoster: "desired, not called",
  },
  {
    facts: "a create is expected, and the entry is being replaced by one of another id",
    given: (one) => {
      one.expectCreate([ID], "membership");
      one.leave([ID]);
    },
    remove: "failed, not called",
    fromRoster: "desired, not called",
  },
  {
    facts: "the entry is being replaced by one of another id, and nobody desires it",
    given: (one) => {
      one.leave([ID]);
    },
    remove: "removed, called",
    fromRoster: "removed, called",
  },
  {
    facts: "the create that was expected has failed",
    given: async (one) => {
      one.expectCreate([ID], "membership");
      await tryToCreate(one);
    },
    remove: "failed, not called",
    fromRoster: "desired, not called",
  },
  {
    facts: "a roster ignores the member",
    given: (one) => {
      one.ignore([ID]);
    },
    remove: "removed, called",
    fromRoster: "ignored, not called",
  },
  {
    facts: "a roster ignores the member, whom an entry has",
    given: (one) => {
      one.ignore([ID]);
      one.recordCreated([ID]);
    },
    remove: "owned, not called",
    fromRoster: "owned, not called",
  },
  {
    facts: "it was created, and removed after that",
    given: async (one) => {
      one.expectCreate([ID], "roster");
      one.retain([ID]);
      await removeNow(one);
    },
    remove: "failed, not called",
    fromRoster: "desired, not called",
  },
  {
    facts: "it was removed, and created after that",
    given: async (one) => {
      await removeNow(one);
      one.recordCreated([ID]);
    },
    remove: "owned, not called",
    fromRoster: "owned, not called",
  },
];

describe("Who is removed", () => {
  let folder: string;
  let own: Ownership;
  let other: Ownership;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "ledgers-"));
    [own, other] = [new Ownership(ENGINE, folder), new Ownership(ENGINE, folder)];
  });
  afterEach(() => {
    for (const one of [own, other]) one.end();
    rmSync(folder, { recursive: true, force: true });
  });

  /** What the process whose knowledge is `own` makes of a removal. */
  const resultOf = async (
    remove: (removal: Removal) => Promise<RemovalOutcome>,
    found: Found,
  ): Promise<Result> => {
    let calls = 0;
    const removal = {
      what: "remove ana",
      remove: () => {
        calls += 1;
        return Promise.resolve();
      },
      find: () =>
        found === "not known" ? Promise.reject(new Error("refused")) : Promise.resolve(there(found)),
    };
    const outcome = await remove(removal).catch((error: unknown) => {
      assert.match((error as Error).message, /^Did not remove ana: another resource of this program/);
      return "failed" as const;
    });
    return `${outcome}, ${calls > 0 ? "called" : "not called"}`;
  };

  for (const { facts, given, found = "in", remove, removeElsewhere = remove, fromRoster } of ROWS) {
    for (const [where, knower, expected] of [
      ["", () => own, remove],
      ["in another process of the deployment ", () => other, removeElsewhere],
    ] as const) {
      it(`where ${where}${facts}: a delete ends as "${expected}"`, async () => {
        await given(knower());
        const result = await resultOf(
          (removal) => own.remove(ID, removal, own.replacementOf([ID], "membership")),
          found,
        );
        assert.equal(result, expected);
      });

      it(`where ${where}${facts}: a roster that goes on ends as "${fromRoster}"`, async () => {
        await given(knower());
        const result = await resultOf((removal) => own.removeFromRoster(ID, removal), found);
        assert.equal(result, fromRoster);
      });
    }
  }

  it("is nobody of a roster that is to be replaced where a part of it would be refused", async () => {
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

  it("is another matter for each id", async () => {
    own.recordCreated([`${ID}-maria`]);
    other.desire([`${ID}-maria`]);
    const result = await resultOf(
      (removal) => own.remove(ID, removal, own.replacementOf([ID], "membership")),
      "in",
    );
    assert.equal(result, "removed, called");
  });

  it("is not known in another deployment", async () => {
    new Ownership("127.0.0.1:50001", folder).recordCreated([ID]);
    const result = await resultOf(
      (removal) => own.remove(ID, removal, own.replacementOf([ID], "membership")),
      "in",
    );
    assert.equal(result, "removed, called");
  });

  it("counts as owned where this process has removed it, and another one has created it since", async () => {
    await removeNow(own);
    other.recordCreated([ID]);
    assert.equal(own.wasCreated(ID), true);
    const result = await resultOf(
      (removal) => own.remove(ID, removal, own.replacementOf([ID], "membership")),
      "in",
    );
    assert.equal(result, "owned, not called");
  });

  it("is known to have been removed in another process, until this one has it", async () => {
    await removeNow(other);
    assert.equal(own.wasRemoved(ID), true);
    own.recordCreated([ID]);
    assert.equal(own.wasRemoved(ID), false);
  });

  for (const [what, removeIt] of [
    ["a delete", (removal: Removal) => own.remove(ID, removal, own.replacementOf([ID], "membership"))],
    ["a roster that goes on", (removal: Removal) => own.removeFromRoster(ID, removal)],
  ] as const) {
    it(`is said to be gone perhaps, where another process has declared it while ${what} called the service`, async () => {
      const { message } = await rejectionOf(
        removeIt({
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

  it("was removed, as far as is known, also where the call failed", async () => {
    const failing = own.remove(ID, {
      what: "remove ana",
      find: () => Promise.resolve(),
      remove: () => Promise.reject(new Error("cut")),
    });
    await assert.rejects(failing, /cut/);
    assert.equal(own.wasRemoved(ID), true);
  });

  it("is removed after a create of the same id has ended, and not meanwhile", async () => {
    const events: string[] = [];
    let finish!: () => void;
    const created = own.holdLocks([ID], async () => {
      await new Promise<void>((resolve) => (finish = resolve));
      events.push("created");
      own.recordCreated([ID]);
    });
    const removed = own.remove(ID, {
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

  it("is known in this process alone without an engine", async () => {
    const alone = new Ownership("");
    alone.desire([ID]);
    assert.equal(
      await resultOf((removal) => alone.removeFromRoster(ID, removal), "in"),
      "desired, not called",
    );
    alone.end();
  });
});

function there(found: Found): object | undefined {
  return found === "in" ? {} : undefined;
}
