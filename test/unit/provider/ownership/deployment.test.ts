import assert from "node:assert/strict";
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { hashOf, Ledger } from "../../../../provider/ownership/ledger";
import { isRunning, ledgerFolder, newLedgerName } from "../../../../provider/ownership/ledgerFolder";
import { Locks } from "../../../../provider/ownership/locks";
import { OtherLedgers } from "../../../../provider/ownership/otherLedgers";
import { Ownership, type Removal } from "../../../../provider/ownership/ownership";
import { rejectionOf } from "../../../support/failures";
import { setEnvironment } from "../../../support/processEnvironment";

const ENGINE = "127.0.0.1:50000";
const ID = "account/room/ana";

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

/** Has members of `process` be others during some work. */
function withProcess(members: Record<string, unknown>, work: () => void): void {
  const before = Object.keys(members).map(
    (name) => [name, Object.getOwnPropertyDescriptor(process, name)] as const,
  );
  for (const [name, value] of Object.entries(members))
    Object.defineProperty(process, name, { value, configurable: true, writable: true });
  try {
    work();
  } finally {
    for (const [name, descriptor] of before) {
      if (descriptor) Object.defineProperty(process, name, descriptor);
      else Reflect.deleteProperty(process, name);
    }
  }
}

function openFiles(): number {
  return readdirSync("/proc/self/fd").length;
}

/** The lines of the only ledger that there is. */
function lines(): string[] {
  const [file, ...others] = readdirSync(folder);
  assert.deepEqual(others, []);
  return readFileSync(join(folder, file!), "utf8").split("\n").slice(0, -1);
}

describe("What a process of a deployment knows", () => {
  it("is not that the program was checked, until it was, and then that is written down once", () => {
    const one = new Ownership(ENGINE, folder);
    assert.equal(one.wasChecked, false);
    assert.deepEqual(lines(), []);
    one.check();
    assert.deepEqual(lines(), ["checked"]);
    one.check();
    assert.equal(one.wasChecked, true);
    assert.deepEqual(lines(), ["checked"]);
  });

  it("is written down once, however often it is noted", () => {
    const one = new Ownership(ENGINE, folder);
    for (let count = 0; count < 2; count += 1) {
      one.declareAgain([ID], [ID]);
      one.retain([ID]);
      one.ignore([ID]);
    }
    const hash = hashOf(ID);
    assert.deepEqual(lines(), [`desired ${hash}`, `owned ${hash}`, `ignored ${hash}`]);
  });

  it("is written below Pulumi's home where no other folder is named", () => {
    const giveBack = setEnvironment({ PULUMI_HOME: base });
    try {
      const one = new Ownership(ENGINE);
      one.recordCreated([ID]);
      assert.deepEqual(lines(), [`created ${hashOf(ID)}`]);
      assert.ok(new OtherLedgers([folder], ENGINE, newLedgerName(ENGINE, "plugin")).factsOf(ID, true).last);
    } finally {
      giveBack();
    }
  });

  it("is that an entry has what it keeps, and not what the program only declares", () => {
    const one = new Ownership(ENGINE, folder);
    one.declareAgain([ID], [ID]);
    assert.equal(one.isOwnedHere(ID), false);
    one.retain([ID]);
    assert.equal(one.isOwnedHere(ID), true);
  });

  it("is gone with its end, but not what other processes know, until the last plugin has ended", () => {
    const [first, last] = [new Ownership(ENGINE, folder), new Ownership(ENGINE, folder)];
    const elsewhere = new Ledger("another engine", "program", folder);
    const program = new Ledger(ENGINE, "program", folder);
    first.end();
    assert.equal(readdirSync(folder).length, 3);
    assert.ok(readdirSync(folder).includes(program.name.file));
    last.end();
    assert.deepEqual(readdirSync(folder), [elsewhere.name.file]);
  });

  it("does not keep what its program knew where a plugin was killed", () => {
    const ended = new Ownership(ENGINE, folder);
    const killed = new Ledger(ENGINE, "plugin", folder).name.file;
    const dead = killed.replace(`.${process.pid}.`, ".999999999.");
    renameSync(join(folder, killed), join(folder, dead));
    new Ledger(ENGINE, "program", folder).add("desired", [ID]);
    ended.end();
    assert.deepEqual(readdirSync(folder), [dead]);
  });
});

describe("A roster's removal of somebody", () => {
  it("waits for a create of the same membership", async () => {
    const one = new Ownership(ENGINE, folder);
    let end!: () => void;
    const created = one.holdLocks([ID], async () => {
      await new Promise<void>((resolve) => (end = resolve));
      one.recordCreated([ID]);
    });
    const removal = {
      what: "",
      remove: () => Promise.reject(new Error("called")),
      find: () => Promise.resolve(),
    };
    const outcome = one.removeFromRoster(ID, removal);
    await new Promise(setImmediate);
    end();
    await created;
    assert.equal(await outcome, "owned");
  });
});

describe("A ledger that somebody has cleaned away", () => {
  const path = (ledger: Ledger): string => join(folder, ledger.name.file);
  let ledger: Ledger;
  beforeEach(() => {
    ledger = new Ledger(ENGINE, "plugin", folder);
    ledger.addCheck();
    ledger.add("owned", ["first"]);
  });

  it("is missing at once, and stays so when it has been written anew", () => {
    assert.equal(ledger.isMissing, false);
    rmSync(path(ledger));
    assert.equal(ledger.isMissing, true);
    ledger.add("owned", ["second"]);
    assert.ok(existsSync(path(ledger)));
    assert.equal(ledger.isMissing, true);
  });

  for (const [what, clean] of [
    [
      "alone",
      () => {
        rmSync(path(ledger));
      },
    ],
    [
      "with its folder",
      () => {
        rmSync(folder, { recursive: true });
      },
    ],
  ] as const) {
    it(`${what} is written anew whole with the next fact, for this user alone`, () => {
      clean();
      ledger.add("desired", ["second"]);
      const text = `checked\nowned ${hashOf("first")}\ndesired ${hashOf("second")}\n`;
      assert.equal(readFileSync(path(ledger), "utf8"), text);
      assert.equal(statSync(path(ledger)).mode & 0o777, 0o600);
      if (what === "with its folder") assert.equal(statSync(folder).mode & 0o777, 0o700);
    });
  }

  it("is not written anew for nothing", () => {
    rmSync(path(ledger));
    ledger.add("owned", []);
    assert.ok(!existsSync(path(ledger)));
  });

  it("is read on by who has read it before", async () => {
    const others = new OtherLedgers([folder], ENGINE, newLedgerName(ENGINE, "plugin"));
    assert.equal(others.factsOf("first", true).last, "owned");
    rmSync(path(ledger));
    await Promise.resolve();
    assert.equal(others.factsOf("second", true).last, undefined);
    ledger.add("owned", ["second"]);
    await Promise.resolve();
    assert.equal(others.factsOf("second", true).last, "owned");
  });

  it("has been kept open by nobody, neither who writes nor who reads", async function () {
    if (!existsSync("/proc/self/fd")) this.skip();
    const others = new OtherLedgers([folder], ENGINE, newLedgerName(ENGINE, "plugin"));
    const before = openFiles();
    for (let count = 0; count < 20; count += 1) {
      ledger.add("owned", [String(count)]);
      others.factsOf("first", true);
      await Promise.resolve();
    }
    // Files of other work in this process come and go.
    assert.ok(openFiles() < before + 10);
  });
});

describe("A ledger that cannot be written to", () => {
  const removal = (): Removal => ({
    what: "remove ana",
    remove: () => Promise.resolve(),
    find: () => Promise.resolve({}),
  });
  let said: string[];
  const ownership = (): Ownership => new Ownership(ENGINE, folder, (text) => said.push(text));
  beforeEach(() => {
    said = [];
  });

  /** Has each write fail, as on a full disk. */
  const withFullDisk = (work: () => void): void => {
    const fs = createRequire(__filename)("node:fs") as { writeFileSync: unknown };
    const { writeFileSync: write } = fs;
    fs.writeFileSync = () => {
      throw new Error("ENOSPC: no space left on device, write");
    };
    try {
      work();
    } finally {
      fs.writeFileSync = write;
    }
  };

  for (const [what, role] of [
    ["another plugin's", "plugin"],
    ["the program's", "program"],
  ] as const) {
    it(`is said once, and has nobody be removed whom it may declare: ${what}`, async () => {
      const [one] = [ownership(), ownership()];
      const ledger = new Ledger(ENGINE, role, folder, (text) => said.push(text));
      ledger.addCheck();
      withFullDisk(() => {
        ledger.add("desired", [ID]);
        ledger.add("desired", [ID]);
      });
      assert.equal(said.length, 1);
      assert.match(said[0]!, /Cannot write .* ENOSPC: .*, so their removals may fail/);
      for (const remove of [one.remove(ID, removal()), one.removeFromRoster(ID, removal())]) {
        assert.match((await rejectionOf(remove)).message, /^Did not remove ana: .* could not write /);
      }
      // What is known all the same counts.
      one.recordCreated([ID]);
      assert.equal(await one.remove(ID, removal()), "owned");
    });
  }

  it("is not another's to its own process, and is removed in the end", async () => {
    const one = ownership();
    withFullDisk(() => {
      one.check();
    });
    new Ledger(ENGINE, "program", folder).add("desired", ["another"]);
    assert.equal(await one.remove(ID, removal()), "removed");
    one.end();
    assert.deepEqual(readdirSync(folder), []);
  });

  it("stops nobody who has one provider, also where it is the program's", async () => {
    const one = ownership();
    withFullDisk(() => {
      new Ledger(ENGINE, "program", folder);
      one.desire(["another"]);
    });
    assert.equal(await one.remove(ID, removal()), "removed");
  });

  it("has its own process remove nobody where it could not even be made, and there is another plugin", async () => {
    let one!: Ownership;
    withFullDisk(() => (one = ownership()));
    assert.equal(said.length, 1);
    assert.equal(await one.remove(ID, removal()), "removed");
    const other = ownership();
    assert.match((await rejectionOf(one.remove(ID, removal()))).message, /could not write/);
    assert.equal(await other.remove(ID, removal()), "removed");
  });

  it("is said where there is no folder for it", () => {
    const giveBack = setEnvironment({ PULUMI_HOME: base, TMPDIR: base });
    try {
      withProcess({ getuid: () => 4_321 }, () => new Ownership(ENGINE, undefined, (text) => said.push(text)));
    } finally {
      giveBack();
    }
    assert.match(said.join(), /found no folder that only this user can write to/);
  });
});

describe("The name of a ledger", () => {
  it("has a short hash in the place of the engine, the role, the process and what makes it unique", () => {
    const { file } = newLedgerName(ENGINE, "program");
    assert.match(file, new RegExp(`^[0-9a-f]{16}\\.program\\.${process.pid}\\.[0-9a-f]{12}$`));
    assert.notEqual(file, newLedgerName(ENGINE, "program").file);
  });

  it("is another one for an address that has dns: in the middle", () => {
    const [prefix] = newLedgerName("unix:/a/dns:/b", "plugin").file.split(".");
    assert.notEqual(prefix, newLedgerName("unix:/a/b", "plugin").file.split(".")[0]);
  });
});

describe("The folder of ledgers", () => {
  it("is not one of another user", () => {
    withProcess({ getuid: () => 4_321 }, () => {
      assert.equal(ledgerFolder({ PULUMI_HOME: base }), undefined);
    });
  });

  it("is one for the user in the temporary folder, who is named there, or called user where a system names none", function () {
    const temporary = join(base, "tmp");
    const own = join(temporary, "pulumi-chime-4321");
    mkdirSync(own, { recursive: true, mode: 0o700 });
    writeFileSync(join(base, "home"), "");
    const giveBack = setEnvironment({ TMPDIR: temporary });
    const env = { PULUMI_HOME: join(base, "home") };
    try {
      withProcess({ getuid: undefined }, () => {
        assert.equal(ledgerFolder(env), join(temporary, "pulumi-chime-user"));
      });
      // Only root can give a folder away.
      if (process.getuid?.() !== 0) return;
      chownSync(own, 4_321, 4_321);
      withProcess({ getuid: () => 4_321 }, () => {
        assert.equal(ledgerFolder(env), own);
      });
    } finally {
      giveBack();
    }
  });
});

describe("A process", () => {
  it("runs also where it is another user's, and does not where there is none", () => {
    const refusing = (code: string) => (): never => {
      throw Object.assign(new Error(code), { code });
    };
    withProcess({ kill: refusing("EPERM") }, () => {
      assert.equal(isRunning(1), true);
    });
    withProcess({ kill: refusing("ESRCH") }, () => {
      assert.equal(isRunning(1), false);
    });
    assert.equal(isRunning(process.pid), true);
  });
});

describe("A lock", () => {
  const pending = (): { work: () => Promise<void>; end: () => void; began: () => boolean } => {
    let begun = false;
    let end!: () => void;
    const ended = new Promise<void>((resolve) => (end = resolve));
    return {
      work: () => {
        begun = true;
        return ended;
      },
      end,
      began: () => begun,
    };
  };

  it("is held by who waited for it, though who held it before has let it go", async () => {
    const locks = new Locks();
    const [first, second, third] = [pending(), pending(), pending()];
    const works = [locks.hold(["a"], first.work), locks.hold(["a"], second.work)];
    first.end();
    await works[0];
    works.push(locks.hold(["a"], third.work));
    await new Promise(setImmediate);
    assert.deepEqual([second.began(), third.began()], [true, false]);
    second.end();
    await new Promise(setImmediate);
    assert.equal(third.began(), true);
    third.end();
    await Promise.all(works);
  });

  it("is forgotten when nobody holds it: a plugin may see many ids", async () => {
    const locks = new Locks();
    await Promise.all([
      locks.hold(["a", "b"], () => Promise.resolve()),
      locks.hold(["a"], () => Promise.resolve()),
    ]);
    assert.equal((locks as unknown as { last: Map<string, unknown> }).last.size, 0);
  });
});
