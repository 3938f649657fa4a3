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

/** A removal that counts how often the service is called. */
function removalThatCounts(): Removal & { calls: number } {
  const removal = {
    calls: 0,
    what: "remove ana",
    remove: (): Promise<void> => {
      removal.calls += 1;
      return Promise.resolve();
    },
    find: () => Promise.resolve({}),
  };
  return removal;
}

function readerOf(engine = ENGINE): OtherLedgers {
  return new OtherLedgers([folder], engine, newLedgerName(engine, "plugin"));
}

function pathOf({ name }: Ledger): string {
  return join(folder, name.file);
}

describe("The folder of ledgers", () => {
  it("is pulumi-chime below PULUMI_HOME, and is made for this user alone", () => {
    const env = { PULUMI_HOME: join(base, "home") };
    assert.equal(ledgerFolder(env), join(base, "home", "pulumi-chime"));
    assert.deepEqual(readdirSync(join(base, "home")), ["pulumi-chime"]);
  });

  it("is pulumi-chime below .pulumi in the user's home where PULUMI_HOME is not set, or empty", () => {
    const giveBack = setEnvironment({ HOME: base });
    try {
      for (const env of [{}, { PULUMI_HOME: "" }])
        assert.equal(ledgerFolder(env), join(base, ".pulumi", "pulumi-chime"));
    } finally {
      giveBack();
    }
  });

  it("may be one that others can read", () => {
    chmodSync(folder, 0o755);
    assert.equal(ledgerFolder({ PULUMI_HOME: base }), folder);
  });

  describe("is in the temporary folder", () => {
    let giveBack: () => void;
    let temporary: string;
    beforeEach(() => {
      temporary = join(base, "tmp");
      mkdirSync(temporary);
      giveBack = setEnvironment({ TMPDIR: temporary });
    });
    afterEach(() => {
      giveBack();
    });
    const fallback = (): string => join(temporary, `pulumi-chime-${process.getuid!()}`);

    for (const [what, spoil] of [
      [
        "is a file",
        () => {
          rmSync(folder, { recursive: true });
          writeFileSync(folder, "");
        },
      ],
      [
        "can be written into by a group",
        () => {
          chmodSync(folder, 0o775);
        },
      ],
      [
        "can be written into by anybody",
        () => {
          chmodSync(folder, 0o757);
        },
      ],
      [
        "is a link",
        () => {
          renameSync(folder, join(base, "elsewhere"));
          symlinkSync(join(base, "elsewhere"), folder);
        },
      ],
    ] as const) {
      it(`where that below Pulumi's home ${what}`, () => {
        spoil();
        assert.equal(ledgerFolder({ PULUMI_HOME: base }), fallback());
      });
    }

    it("where Pulumi's home cannot be made", () => {
      writeFileSync(join(base, "home"), "");
      assert.equal(ledgerFolder({ PULUMI_HOME: join(base, "home") }), fallback());
    });

    it("unless that cannot be used either: then a process goes by what it knows itself", async () => {
      writeFileSync(join(base, "home"), "");
      writeFileSync(fallback(), "");
      assert.equal(ledgerFolder({ PULUMI_HOME: join(base, "home") }), undefined);
      const giveHomeBack = setEnvironment({ PULUMI_HOME: join(base, "home") });
      try {
        const alone = new Ownership(ENGINE);
        alone.declareAgain([ID], [ID]);
        alone.retain([ID]);
        const removal = removalThatCounts();
        assert.equal(await alone.remove(ID, removal), "owned");
        assert.equal(await alone.remove(`${ID}a`, removal), "removed");
        assert.equal(removal.calls, 1);
        alone.end();
      } finally {
        giveHomeBack();
      }
    });
  });
});

describe("A ledger", () => {
  it("is a file that only this user can read, and is gone when the deployment has ended", () => {
    const ledger = new Ledger(ENGINE, "plugin", folder);
    ledger.add("owned", [ID]);
    assert.deepEqual(readdirSync(folder), [ledger.name.file]);
    assert.equal(statSync(pathOf(ledger)).mode & 0o777, 0o600);
    ledger.remove();
    assert.deepEqual(readdirSync(folder), []);
  });

  it("has hashes in the place of ids, and nothing of the address of its engine", () => {
    const ledger = new Ledger(ENGINE, "plugin", folder);
    ledger.addCheck();
    ledger.add("desired", [ID, `${ID}a`]);
    ledger.add("owned", []);
    const text = readFileSync(pathOf(ledger), "utf8");
    assert.match(text, /^checked\ndesired [\w-]{22}\ndesired [\w-]{22}\n$/);
    assert.match(ledger.name.file, /^[0-9a-f]{16}\.plugin\.\d+\.[0-9a-f]{12}$/);
  });

  it("is not written for a process without an engine", () => {
    const giveBack = setEnvironment({ PULUMI_HOME: base });
    try {
      new Ledger("", "plugin").add("owned", [ID]);
      assert.deepEqual(readdirSync(folder), []);
    } finally {
      giveBack();
    }
  });

  it("does not fail what was done where it cannot be written", () => {
    const ledger = new Ledger(ENGINE, "plugin", join(base, "none"));
    ledger.add("owned", [ID]);
    assert.equal(ledger.isMissing, false);
    ledger.remove();
  });

  it("sweeps what killed processes have left a day ago, and nothing else", () => {
    for (const file of ["old", "new"]) writeFileSync(join(folder, file), "");
    mkdirSync(join(folder, "folder"));
    for (const file of ["old", "folder"]) utimesSync(join(folder, file), OLD, OLD);
    const ledger = new Ledger(ENGINE, "plugin", folder);
    assert.deepEqual(readdirSync(folder).sort(), ["folder", "new", ledger.name.file].sort());
  });

  for (const [what, removeEntity] of [
    [
      "it",
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
    it(`has its process remove nobody once somebody has cleaned ${what} away, and say so`, async () => {
      const ownership = new Ownership(ENGINE, folder);
      ownership.recordCreated(["another"]);
      removeEntity(folder);
      // What is written after that makes no new one, which would hide that.
      ownership.recordCreated(["yet another"]);
      ownership.expectCreate(["replaced"], "roster");
      const removal = removalThatCounts();
      for (const id of [ID, "replaced"]) {
        for (const removing of [
          () => ownership.remove(id, removal, ownership.replacementOf([id], "roster")),
          () => ownership.removeFromRoster(id, removal),
        ])
          assert.match((await rejectionOf(removing())).message, /was cleaned up .* nobody was removed/);
      }
      assert.equal(removal.calls, 0);
      // All else goes on.
      assert.deepEqual(
        [ownership.isOwned(ID), ownership.wasCreated("another"), ownership.isIgnored(ID)],
        [false, true, false],
      );
    });
  }
});

describe("The ledgers of others", () => {
  const NOTHING = { desired: false, ignored: false, recreated: false, registered: false, last: undefined };
  /** What is written after one turn is seen in the next one. */
  const nextTurn = (): Promise<void> => Promise.resolve();

  it("are those of the same engine, whichever way its address is written, but not its own", () => {
    const own = new Ledger(ENGINE, "plugin", folder);
    own.add("owned", [ID]);
    assert.deepEqual(new OtherLedgers([folder], ENGINE, own.name).factsOf(ID, true), NOTHING);
    for (const engine of [ENGINE, `dns:${ENGINE}`, `dns:///${ENGINE}`])
      assert.equal(readerOf(engine).factsOf(ID, true).last, "owned", engine);
    assert.deepEqual(readerOf("127.0.0.1:50001").factsOf(ID, true), NOTHING);
  });

  it("are read on, line by line, and a line that is not whole yet when it is", async () => {
    const ledger = new Ledger(ENGINE, "plugin", folder);
    const others = readerOf();
    ledger.add("desired", [ID]);
    assert.deepEqual(others.factsOf(ID, true), { ...NOTHING, desired: true });
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

  it("are read whole where they are long", () => {
    const ledger = new Ledger(ENGINE, "plugin", folder);
    ledger.add(
      "desired",
      Array.from({ length: 5_000 }, (_, index) => `${ID}-${index}`),
    );
    ledger.add("owned", [ID]);
    assert.ok(readFileSync(pathOf(ledger)).length > 65_536);
    const others = readerOf();
    assert.equal(others.factsOf(ID, true).last, "owned");
    for (const index of [0, 2_222, 4_999])
      assert.ok(others.factsOf(`${ID}-${index}`, true).desired, String(index));
  });

  for (const [knowledge, expected] of [
    [["created", "owned"], "created"],
    [["removed", "owned"], "owned"],
    [["removed", "created"], "created"],
    [["removed", undefined], "removed"],
  ] as const) {
    it(`say "${expected}" together where one says "${knowledge[0]}" and another one "${knowledge[1] ?? "nothing"}"`, () => {
      for (const facts of [knowledge, [...knowledge].reverse()]) {
        const ledgers = facts.map((fact) => {
          const ledger = new Ledger(ENGINE, "plugin", folder);
          if (fact) ledger.add(fact, [ID]);
          return ledger;
        });
        assert.equal(readerOf().factsOf(ID, true).last, expected);
        for (const ledger of ledgers) ledger.remove();
      }
    });
  }

  for (const fact of ["owned", "created"] as const) {
    it(`count what a process has ${fact} that has ended unexpectedly as desired only`, () => {
      const ledger = new Ledger(ENGINE, "plugin", folder);
      ledger.add(fact, [ID]);
      ledger.add("removed", ["other"]);
      const { pid } = spawnSync(process.execPath, ["--version"]);
      renameSync(pathOf(ledger), join(folder, ledger.name.file.replace(`.${process.pid}.`, `.${pid}.`)));
      const others = readerOf();
      assert.deepEqual(others.factsOf(ID, true), { ...NOTHING, desired: true });
      assert.equal(others.factsOf("other", true).last, "removed");
    });
  }

  it("are those of a program too, of what is registered only once a plugin was asked for a check, as none is in a destroy", async () => {
    const program = new Ledger(ENGINE, "program", folder);
    program.add("desired", [ID]);
    program.add("owned", ["kept"]);
    const others = readerOf();
    assert.deepEqual(others.factsOf(ID, false), { ...NOTHING, desired: true });
    assert.deepEqual(others.factsOf("kept", false), NOTHING);
    assert.equal(others.factsOf("kept", true).last, "owned");
    program.add("registered", [ID]);
    await nextTurn();
    assert.deepEqual(others.factsOf(ID, false), NOTHING);
    assert.deepEqual(others.factsOf(ID, true), { ...NOTHING, desired: true, registered: true });
    const plugin = new Ledger(ENGINE, "plugin", folder);
    await nextTurn();
    assert.equal(others.factsOf(ID, false).desired, false);
    plugin.addCheck();
    await nextTurn();
    assert.equal(others.factsOf(ID, false).desired, true);
    assert.deepEqual(others.factsOfPlugins(ID), NOTHING);
  });

  it("still count when their process has ended, and stop nobody where they end while they are read", async () => {
    const ledger = new Ledger(ENGINE, "plugin", folder);
    ledger.add("owned", [ID]);
    const others = readerOf();
    assert.equal(others.factsOf(ID, true).last, "owned");
    ledger.remove();
    await nextTurn();
    assert.equal(others.factsOf(ID, true).last, "owned");
    // As a file that is gone when it is to be opened.
    symlinkSync(join(folder, "none"), pathOf(ledger));
    assert.deepEqual(readerOf().factsOf(ID, true), NOTHING);
    rmSync(folder, { recursive: true });
    await nextTurn();
    assert.equal(others.factsOf(ID, true).last, "owned");
  });

  it("have nothing to say in files of others", () => {
    for (const file of ["x", "a.b.c.d", newLedgerName(ENGINE, "plugin").file.replace(".plugin.", ".other.")])
      writeFileSync(join(folder, file), `owned ${hashOf(ID)}\n`);
    assert.deepEqual(readerOf().factsOf(ID, true), NOTHING);
  });
});
