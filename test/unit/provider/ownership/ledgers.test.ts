import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { hashOf, Ledger } from "../../../../provider/ownership/ledger";
import { ledgerFolder, newLedgerName } from "../../../../provider/ownership/ledgerFolder";
import { OtherLedgers } from "../../../../provider/ownership/otherLedgers";
import { Ownership, type Removal } from "../../../../provider/ownership/ownership";
import { rejectionOf } from "../../../support/failures";
import { setEnvironment } from "../../../support/processEnvironment";

const ENGINE = "127.0.0.1:50000";
const ID = "account/room/ana";
const OLD = new Date(Date.now() - 2 * 86_400_000);

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

/** A removal that counts the calls to the service. */
function countingRemoval(): Removal & { calls: number } {
  const removal = {
    calls: 0,
    kind: "membership" as const,
    what: "remove ana",
    remove: (): Promise<void> => {
      removal.calls += 1;
      return Promise.resolve();
    },
    find: () => Promise.resolve({}),
  };
  return removal;
}

function otherLedgers(engine = ENGINE): OtherLedgers {
  return new OtherLedgers([folder], engine, newLedgerName(engine, "plugin"));
}

function pathOf({ name }: Ledger): string {
  return join(folder, name.file);
}

describe("ledgerFolder", () => {
  it("returns pulumi-chime in PULUMI_HOME, created for this user only", () => {
    const env = { PULUMI_HOME: join(base, "home") };
    assert.equal(ledgerFolder(env), join(base, "home", "pulumi-chime"));
    assert.deepEqual(readdirSync(join(base, "home")), ["pulumi-chime"]);
  });

  it("returns .pulumi/pulumi-chime in the user's home folder if PULUMI_HOME is unset or empty", () => {
    const restoreEnvironment = setEnvironment({ HOME: base });
    try {
      for (const env of [{}, { PULUMI_HOME: "" }])
        assert.equal(ledgerFolder(env), join(base, ".pulumi", "pulumi-chime"));
    } finally {
      restoreEnvironment();
    }
  });

  it("accepts a folder that others can read", () => {
    chmodSync(folder, 0o755);
    assert.equal(ledgerFolder({ PULUMI_HOME: base }), folder);
  });

  describe("falls back to the temporary folder", () => {
    let restoreEnvironment: () => void;
    let temporary: string;
    beforeEach(() => {
      temporary = join(base, "tmp");
      mkdirSync(temporary);
      restoreEnvironment = setEnvironment({ TMPDIR: temporary });
    });
    afterEach(() => {
      restoreEnvironment();
    });
    const fallback = (): string => join(temporary, `pulumi-chime-${process.getuid!()}`);

    for (const [what, makeUnusable] of [
      [
        "is a file",
        () => {
          rmSync(folder, { recursive: true });
          writeFileSync(folder, "");
        },
      ],
      [
        "is writable by its group",
        () => {
          chmodSync(folder, 0o775);
        },
      ],
      [
        "is writable by everybody",
        () => {
          chmodSync(folder, 0o757);
        },
      ],
      [
        "is a symbolic link",
        () => {
          renameSync(folder, join(base, "elsewhere"));
          symlinkSync(join(base, "elsewhere"), folder);
        },
      ],
    ] as const) {
      it(`if the folder in Pulumi's home ${what}`, () => {
        makeUnusable();
        assert.equal(ledgerFolder({ PULUMI_HOME: base }), fallback());
      });
    }

    it("if Pulumi's home folder cannot be created", () => {
      writeFileSync(join(base, "home"), "");
      assert.equal(ledgerFolder({ PULUMI_HOME: join(base, "home") }), fallback());
    });

    it("unless that cannot be used either: then each process uses only its own facts", async () => {
      writeFileSync(join(base, "home"), "");
      writeFileSync(fallback(), "");
      assert.equal(ledgerFolder({ PULUMI_HOME: join(base, "home") }), undefined);
      const restoreHome = setEnvironment({ PULUMI_HOME: join(base, "home") });
      try {
        const alone = new Ownership(ENGINE);
        alone.declareAgain("membership", [ID], [ID]);
        alone.retain([ID]);
        const removal = countingRemoval();
        assert.equal(await alone.remove(ID, removal), "owned");
        assert.equal(await alone.remove(`${ID}a`, removal), "removed");
        assert.equal(removal.calls, 1);
        alone.end();
      } finally {
        restoreHome();
      }
    });
  });
});

describe("Ledger", () => {
  it("writes a file that only this user can read, and removes it at the end", () => {
    const ledger = new Ledger(ENGINE, "plugin", folder);
    ledger.add("owned", [ID]);
    assert.deepEqual(readdirSync(folder), [ledger.name.file]);
    assert.equal(statSync(pathOf(ledger)).mode & 0o777, 0o600);
    ledger.remove();
    assert.deepEqual(readdirSync(folder), []);
  });

  it("writes hashes instead of ids, and nothing of the engine's address", () => {
    const ledger = new Ledger(ENGINE, "plugin", folder);
    ledger.addCheck();
    ledger.add("desired", [ID, `${ID}a`]);
    ledger.add("owned", []);
    const text = readFileSync(pathOf(ledger), "utf8");
    assert.match(text, /^checked\ndesired [\w-]{22}\ndesired [\w-]{22}\n$/);
    assert.match(ledger.name.file, /^[0-9a-f]{16}\.plugin\.\d+\.[0-9a-f]{12}$/);
  });

  it("writes nothing without an engine", () => {
    const restoreEnvironment = setEnvironment({ PULUMI_HOME: base });
    try {
      const messages: string[] = [];
      new Ledger("", "plugin", undefined, (text) => messages.push(text)).add("owned", [ID]);
      assert.deepEqual([readdirSync(folder), messages], [[], []]);
    } finally {
      restoreEnvironment();
    }
  });

  it("throws nothing if it cannot write", () => {
    const ledger = new Ledger(ENGINE, "plugin", join(base, "none"));
    ledger.add("owned", [ID]);
    assert.equal(ledger.isMissing, false);
    ledger.remove();
  });

  it("removes files that killed processes left more than a day ago, and nothing else", () => {
    for (const file of ["old", "new"]) writeFileSync(join(folder, file), "");
    mkdirSync(join(folder, "folder"));
    for (const file of ["old", "folder"]) utimesSync(join(folder, file), OLD, OLD);
    const ledger = new Ledger(ENGINE, "plugin", folder);
    assert.deepEqual(readdirSync(folder).sort(), ["folder", "new", ledger.name.file].sort());
  });

  for (const [what, deleteIt] of [
    [
      "its file",
      (ledgers: string) => {
        for (const file of readdirSync(ledgers)) rmSync(join(ledgers, file));
      },
    ],
    [
      "its folder",
      (ledgers: string) => {
        rmSync(ledgers, { recursive: true });
      },
    ],
  ] as const) {
    it(`makes all removals of its process fail after ${what} was deleted`, async () => {
      const ownership = new Ownership(ENGINE, folder);
      ownership.recordCreated(["another"]);
      deleteIt(folder);
      // The file is written again. That must not hide that it was deleted.
      ownership.recordCreated(["yet another"]);
      ownership.expectCreate(["replaced"], "roster");
      const removal = countingRemoval();
      for (const id of [ID, "replaced"]) {
        for (const removing of [
          () => ownership.remove(id, removal, ownership.replacementOf([id], "roster")),
          () => ownership.removeFromRoster(id, removal),
        ])
          assert.match((await rejectionOf(removing())).message, /was cleaned up .* nobody was removed/);
      }
      assert.equal(removal.calls, 0);
      // Everything else works.
      assert.deepEqual(
        [ownership.isOwned(ID), ownership.wasCreated("another"), ownership.isIgnored(ID)],
        [false, true, false],
      );
    });
  }
});

describe("OtherLedgers", () => {
  const NO_FACTS = {
    desired: false,
    ignored: false,
    leaving: false,
    rosterLeaving: false,
    recreated: false,
    contentsDeclared: false,
    contentsKept: false,
    contentsCreated: false,
    createdAgain: false,
    registered: false,
    last: undefined,
  };
  /** All queries of one turn of the event loop share one read. */
  const nextTurn = (): Promise<void> => Promise.resolve();

  it("reads the ledgers of the same engine however its address is written, except its own", () => {
    const own = new Ledger(ENGINE, "plugin", folder);
    own.add("owned", [ID]);
    assert.deepEqual(new OtherLedgers([folder], ENGINE, own.name).factsOf(ID, true), NO_FACTS);
    for (const engine of [ENGINE, `dns:${ENGINE}`, `dns:///${ENGINE}`])
      assert.equal(otherLedgers(engine).factsOf(ID, true).last, "owned", engine);
    assert.deepEqual(otherLedgers("127.0.0.1:50001").factsOf(ID, true), NO_FACTS);
  });

  it("reads appended lines, and an incomplete line only when it is complete", async () => {
    const ledger = new Ledger(ENGINE, "plugin", folder);
    const others = otherLedgers();
    ledger.add("desired", [ID]);
    assert.deepEqual(others.factsOf(ID, true), { ...NO_FACTS, desired: true });
    await nextTurn();
    ledger.add("owned", [ID]);
    const line = readFileSync(pathOf(ledger), "utf8").split("\n")[1]!.replace("owned", "removed");
    appendFileSync(pathOf(ledger), line.slice(0, 12));
    assert.equal(others.factsOf(ID, true).last, "owned");
    appendFileSync(pathOf(ledger), `${line.slice(12)}\n`);
    assert.equal(others.factsOf(ID, true).last, "owned");
    await nextTurn();
    assert.equal(others.factsOf(ID, true).last, "removed");
  });

  it("reads long ledgers completely", () => {
    const ledger = new Ledger(ENGINE, "plugin", folder);
    ledger.add(
      "desired",
      Array.from({ length: 5_000 }, (_, index) => `${ID}-${index}`),
    );
    ledger.add("owned", [ID]);
    assert.ok(readFileSync(pathOf(ledger)).length > 65_536);
    const others = otherLedgers();
    assert.equal(others.factsOf(ID, true).last, "owned");
    for (const index of [0, 2_222, 4_999])
      assert.ok(others.factsOf(`${ID}-${index}`, true).desired, String(index));
  });

  for (const [pair, expected] of [
    [["created", "owned"], "created"],
    [["removed", "owned"], "owned"],
    [["removed", "created"], "created"],
    [["removed", undefined], "removed"],
  ] as const) {
    it(`merges "${pair[0]}" of one process and "${pair[1] ?? "nothing"}" of another to "${expected}"`, () => {
      for (const facts of [pair, [...pair].reverse()]) {
        const ledgers = facts.map((fact) => {
          const ledger = new Ledger(ENGINE, "plugin", folder);
          if (fact) ledger.add(fact, [ID]);
          return ledger;
        });
        assert.equal(otherLedgers().factsOf(ID, true).last, expected);
        for (const ledger of ledgers) ledger.remove();
      }
    });
  }

  for (const fact of ["owned", "created"] as const) {
    it(`counts "${fact}" of a process that ended unexpectedly as desired only`, () => {
      const ledger = new Ledger(ENGINE, "plugin", folder);
      ledger.add(fact, [ID]);
      ledger.add("removed", ["other"]);
      const { pid } = spawnSync(process.execPath, ["--version"]);
      renameSync(pathOf(ledger), join(folder, ledger.name.file.replace(`.${process.pid}.`, `.${pid}.`)));
      const others = otherLedgers();
      assert.deepEqual(others.factsOf(ID, true), { ...NO_FACTS, desired: true });
      assert.equal(others.factsOf("other", true).last, "removed");
    });
  }

  it("ignores what a program registered until the engine asks a plugin for a check, which it does not in a destroy", async () => {
    const program = new Ledger(ENGINE, "program", folder);
    program.add("desired", [ID]);
    program.add("owned", ["kept"]);
    const others = otherLedgers();
    assert.deepEqual(others.factsOf(ID, false), { ...NO_FACTS, desired: true });
    assert.deepEqual(others.factsOf("kept", false), NO_FACTS);
    assert.equal(others.factsOf("kept", true).last, "owned");
    program.add("registered", [ID]);
    await nextTurn();
    assert.deepEqual(others.factsOf(ID, false), NO_FACTS);
    assert.deepEqual(others.factsOf(ID, true), { ...NO_FACTS, desired: true, registered: true });
    const plugin = new Ledger(ENGINE, "plugin", folder);
    await nextTurn();
    assert.equal(others.factsOf(ID, false).desired, false);
    plugin.addCheck();
    await nextTurn();
    assert.equal(others.factsOf(ID, false).desired, true);
    assert.deepEqual(others.factsOfPlugins(ID), NO_FACTS);
  });

  it("keeps what it read from a removed ledger, and ignores a ledger that is removed during a read", async () => {
    const ledger = new Ledger(ENGINE, "plugin", folder);
    ledger.add("owned", [ID]);
    const others = otherLedgers();
    assert.equal(others.factsOf(ID, true).last, "owned");
    ledger.remove();
    await nextTurn();
    assert.equal(others.factsOf(ID, true).last, "owned");
    // Like a file that was removed between the listing and the read.
    symlinkSync(join(folder, "none"), pathOf(ledger));
    assert.deepEqual(otherLedgers().factsOf(ID, true), NO_FACTS);
    rmSync(folder, { recursive: true });
    await nextTurn();
    assert.equal(others.factsOf(ID, true).last, "owned");
  });

  for (const kinds of [
    ["update", "preview"],
    ["preview", "update"],
  ] as const) {
    it(`knows a preview from programs that wrote "${kinds.join('" and "')}", because one may have been left behind`, async () => {
      const others = otherLedgers();
      new Ledger(ENGINE, "plugin", folder).addCheck();
      assert.equal(others.deployment, undefined);
      new Ledger(ENGINE, "program", folder).addDeployment(kinds[0]);
      await nextTurn();
      assert.equal(others.deployment, kinds[0]);
      new Ledger(ENGINE, "program", folder).addDeployment(kinds[1]);
      await nextTurn();
      assert.equal(others.deployment, "preview");
    });
  }

  describe("knows whether the program knows all ids:", () => {
    const knowing = (): Ledger => new Ledger(ENGINE, "program", folder);
    const awaiting = (): Ledger => {
      const ledger = knowing();
      ledger.addUnknownId();
      return ledger;
    };
    const failing = (): void => {
      knowing().addFailure();
    };
    const ended = (): void => {
      const ledger = awaiting();
      const path = join(folder, ledger.name.file.replace(`.${process.pid}.`, ".999999999."));
      renameSync(pathOf(ledger), path);
    };

    for (const [title, expected, programs] of [
      ["there is none", "known", []],
      [
        "it has settled all",
        "known",
        [
          () => {
            awaiting().settleUnknownId();
          },
        ],
      ],
      ["it awaits one", "awaited", [awaiting]],
      ["it ended with an unknown one", "failed", [ended]],
      ["a second program awaits one", "awaited", [knowing, awaiting]],
      ["a second program awaits none", "awaited", [awaiting, knowing]],
      ["one awaits an id, and the other one failed", "failed", [awaiting, failing]],
      ["one failed, and the other one awaits an id", "failed", [failing, awaiting]],
    ] as const) {
      it(`"${expected}" if ${title}`, async () => {
        const others = otherLedgers();
        assert.equal(others.ids, "known");
        for (const run of programs) {
          run();
          await nextTurn();
          assert.ok(others.ids);
        }
        assert.equal(others.ids, expected);
      });
    }
  });

  it("ignores files that are not ledgers", () => {
    for (const file of ["x", "a.b.c.d", newLedgerName(ENGINE, "plugin").file.replace(".plugin.", ".other.")])
      writeFileSync(join(folder, file), `owned ${hashOf(ID)}\n`);
    assert.deepEqual(otherLedgers().factsOf(ID, true), NO_FACTS);
  });
});
