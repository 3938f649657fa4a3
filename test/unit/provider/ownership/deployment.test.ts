import assert from "node:assert/strict";
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { hashOf, Ledger } from "../../../../provider/ownership/ledger";
import { isRunning, ledgerFolder, newLedgerName } from "../../../../provider/ownership/ledgerFolder";
import { Locks } from "../../../../provider/ownership/locks";
import { OtherLedgers } from "../../../../provider/ownership/otherLedgers";
import { Ownership } from "../../../../provider/ownership/ownership";
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
      one.desire([ID]);
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
      one.own([ID]);
      assert.deepEqual(lines(), [`created ${hashOf(ID)}`]);
      assert.ok(new OtherLedgers(folder, ENGINE, newLedgerName(ENGINE, "plugin")).factsOf(ID, true).last);
    } finally {
      giveBack();
    }
  });

  it("is that an entry has what it keeps, and not what the program only declares", () => {
    const one = new Ownership(ENGINE, folder);
    one.desire([ID]);
    assert.equal(one.isOwnedHere(ID), false);
    one.retain([ID]);
    assert.equal(one.isOwnedHere(ID), true);
  });

  it("is gone with its end, and so is what its program knew, but not what other plugins know", () => {
    const ended = new Ownership(ENGINE, folder);
    const other = new Ledger(ENGINE, "plugin", folder);
    const elsewhere = new Ledger("another engine", "program", folder);
    new Ledger(ENGINE, "program", folder).add("desired", [ID]);
    ended.end();
    assert.deepEqual(readdirSync(folder).sort(), [other.name.file, elsewhere.name.file].sort());
  });
});

describe("A roster's removal of somebody", () => {
  it("waits for a create of the same membership", async () => {
    const one = new Ownership(ENGINE, folder);
    let end!: () => void;
    const created = one.create([ID], async () => {
      await new Promise<void>((resolve) => (end = resolve));
      one.own([ID]);
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
    const others = new OtherLedgers(folder, ENGINE, newLedgerName(ENGINE, "plugin"));
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
    const others = new OtherLedgers(folder, ENGINE, newLedgerName(ENGINE, "plugin"));
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
