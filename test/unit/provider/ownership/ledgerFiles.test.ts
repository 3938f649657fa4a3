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
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { install, type Clock } from "@sinonjs/fake-timers";

import { hashOf, Ledger } from "../../../../provider/ownership/ledger";
import {
  isRunning,
  ledgerFolder,
  ledgerFolders,
  ledgersIn,
  newLedgerName,
  sweepOld,
} from "../../../../provider/ownership/ledgerFolder";
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

/** Replaces properties of `process` during some work. */
function withProcessProperties(properties: Record<string, unknown>, work: () => void): void {
  const before = Object.keys(properties).map(
    (name) => [name, Object.getOwnPropertyDescriptor(process, name)] as const,
  );
  for (const [name, value] of Object.entries(properties))
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

/** Replaces functions of a module of Node.js during some work. */
function withFunctions<T>(module: string, functions: Record<string, unknown>, work: () => T): T {
  const exported = createRequire(__filename)(module) as Record<string, unknown>;
  const before = Object.fromEntries(Object.keys(functions).map((name) => [name, exported[name]]));
  Object.assign(exported, functions);
  try {
    return work();
  } finally {
    Object.assign(exported, before);
  }
}

function openFiles(): number {
  return readdirSync("/proc/self/fd").length;
}

describe("A ledger file", () => {
  let ledger: Ledger;
  const path = (): string => join(folder, ledger.name.file);
  beforeEach(() => {
    ledger = new Ledger(ENGINE, "plugin", folder);
    ledger.addCheck();
    ledger.add("owned", ["first"]);
  });

  it("counts as missing after it was deleted, even if it was written again", () => {
    assert.equal(ledger.isMissing, false);
    rmSync(path());
    assert.equal(ledger.isMissing, true);
    ledger.add("owned", ["second"]);
    assert.ok(existsSync(path()));
    assert.equal(ledger.isMissing, true);
  });

  for (const [what, remove] of [
    [
      "the file",
      () => {
        rmSync(path());
      },
    ],
    [
      "the folder",
      () => {
        rmSync(folder, { recursive: true });
      },
    ],
  ] as const) {
    it(`is written again completely, for this user only, at the next fact after ${what} was deleted`, () => {
      remove();
      ledger.add("desired", ["second"]);
      const text = `checked\nowned ${hashOf("first")}\ndesired ${hashOf("second")}\n`;
      assert.equal(readFileSync(path(), "utf8"), text);
      assert.equal(statSync(path()).mode & 0o777, 0o600);
      if (what === "the folder") assert.equal(statSync(folder).mode & 0o777, 0o700);
    });
  }

  it("has one line for each record, which plugins of other versions of this package read too", () => {
    ledger.addDeployment("update");
    ledger.addUnknownId();
    ledger.settleUnknownId();
    ledger.addFailure();
    const text = `checked\nowned ${hashOf("first")}\nupdate\nunknown\nsettled\nfailed\n`;
    assert.equal(readFileSync(path(), "utf8"), text);
  });

  it("never replaces the file of another process, even one of the same name", () => {
    const messages: string[] = [];
    const random = Buffer.from(ledger.name.file.split(".")[3]!, "hex");
    const second = withFunctions(
      "node:crypto",
      { randomBytes: () => random },
      () => new Ledger(ENGINE, "plugin", folder, (text) => messages.push(text)),
    );
    assert.equal(second.name.file, ledger.name.file);
    assert.match(messages.join(), /Cannot write .* EEXIST/);
    assert.match(readFileSync(path(), "utf8"), /^checked\n/);
  });

  it("is not written again without a new fact", () => {
    rmSync(path());
    ledger.add("owned", []);
    assert.ok(!existsSync(path()));
  });

  it("is read further after it was deleted and written again", async () => {
    const others = new OtherLedgers([folder], ENGINE, newLedgerName(ENGINE, "plugin"));
    assert.equal(others.factsOf("first", true).last, "owned");
    rmSync(path());
    await Promise.resolve();
    assert.equal(others.factsOf("second", true).last, undefined);
    ledger.add("owned", ["second"]);
    await Promise.resolve();
    assert.equal(others.factsOf("second", true).last, "owned");
  });

  it("of a program may be removed by another process while the last plugin removes it", () => {
    const others = new OtherLedgers([folder], ENGINE, ledger.name);
    const removed = newLedgerName(ENGINE, "program").file;
    withFunctions("node:fs", { readdirSync: () => [removed] }, () => {
      others.removePrograms();
    });
  });

  it("is kept open neither by its writer nor by its readers", async function () {
    if (!existsSync("/proc/self/fd")) this.skip();
    const others = new OtherLedgers([folder], ENGINE, newLedgerName(ENGINE, "plugin"));
    const before = openFiles();
    for (let count = 0; count < 20; count += 1) {
      ledger.add("owned", [String(count)]);
      others.factsOf("first", true);
      await Promise.resolve();
    }
    // Other code in this process opens and closes files too.
    assert.ok(openFiles() < before + 10);
  });
});

describe("A ledger that cannot be written", () => {
  const removal = (): Removal => ({
    kind: "membership",
    what: "remove ana",
    remove: () => Promise.resolve(),
    find: () => Promise.resolve({}),
  });
  let messages: string[];
  const newOwnership = (): Ownership => new Ownership(ENGINE, folder, (text) => messages.push(text));
  beforeEach(() => {
    messages = [];
  });

  /** Makes each write fail, as on a full disk. */
  const withFullDisk = (work: () => void): void => {
    const writeFileSync = (): void => {
      throw new Error("ENOSPC: no space left on device, write");
    };
    withFunctions("node:fs", { writeFileSync }, work);
  };

  for (const [what, role] of [
    ["another plugin", "plugin"],
    ["the program", "program"],
  ] as const) {
    it(`by ${what} is reported once, and makes removals fail`, async () => {
      const [one] = [newOwnership(), newOwnership()];
      const ledger = new Ledger(ENGINE, role, folder, (text) => messages.push(text));
      ledger.addCheck();
      withFullDisk(() => {
        ledger.add("desired", [ID]);
        ledger.add("desired", [ID]);
      });
      assert.equal(messages.length, 1);
      assert.match(messages[0]!, /Cannot write .* ENOSPC: .*, so their removals may fail/);
      assert.ok(readdirSync(folder).includes(`${ledger.name.file}.incomplete`));
      for (const remove of [one.remove(ID, removal()), one.removeFromRoster(ID, removal())]) {
        assert.match((await rejectionOf(remove)).message, /^Did not remove ana: .* could not write /);
      }
      // What this process knows still counts.
      one.recordCreated([ID]);
      assert.equal(await one.remove(ID, removal()), "owned");
    });
  }

  it("by the only plugin does not make its removals fail, and is removed at the end", async () => {
    const one = newOwnership();
    withFullDisk(() => {
      one.check();
    });
    new Ledger(ENGINE, "program", folder).add("desired", ["another"]);
    assert.equal(await one.remove(ID, removal()), "removed");
    one.end();
    assert.deepEqual(readdirSync(folder), []);
  });

  it("by the program does not make removals fail if there is one plugin", async () => {
    const one = newOwnership();
    withFullDisk(() => {
      new Ledger(ENGINE, "program", folder);
      one.desire(["another"]);
    });
    assert.equal(await one.remove(ID, removal()), "removed");
  });

  it("because it could not be created makes the removals of its process fail if there is another plugin", async () => {
    let one!: Ownership;
    withFullDisk(() => (one = newOwnership()));
    assert.equal(messages.length, 1);
    assert.equal(await one.remove(ID, removal()), "removed");
    const other = newOwnership();
    assert.match((await rejectionOf(one.remove(ID, removal()))).message, /could not write/);
    assert.equal(await other.remove(ID, removal()), "removed");
  });

  it("because there is no folder for it is reported", () => {
    const restoreEnvironment = setEnvironment({ PULUMI_HOME: base, TMPDIR: base });
    try {
      withProcessProperties(
        { getuid: () => 4_321 },
        () => new Ownership(ENGINE, undefined, (text) => messages.push(text)),
      );
    } finally {
      restoreEnvironment();
    }
    assert.match(messages.join(), /found no folder that only this user can write to/);
  });
});

describe("newLedgerName", () => {
  it("returns a hash of the engine's address, the role, the process id and a random part", () => {
    const { file, ...rest } = newLedgerName(ENGINE, "program");
    assert.match(file, new RegExp(`^[0-9a-f]{16}\\.program\\.${process.pid}\\.[0-9a-f]{12}$`));
    assert.deepEqual(rest, { role: "program", pid: process.pid, isIncomplete: false });
    assert.notEqual(file, newLedgerName(ENGINE, "program").file);
  });

  it("ignores dns: only at the beginning of an address", () => {
    const [prefix] = newLedgerName("unix:/a/dns:/b", "plugin").file.split(".");
    assert.notEqual(prefix, newLedgerName("unix:/a/b", "plugin").file.split(".")[0]);
  });
});

describe("ledgerFolder", () => {
  it("refuses a folder of another user", () => {
    withProcessProperties({ getuid: () => 4_321 }, () => {
      assert.equal(ledgerFolder({ PULUMI_HOME: base }), undefined);
    });
  });

  it("falls back to a temporary folder named after the user id, or `user` if the system has no user ids", function () {
    const temporary = join(base, "tmp");
    const own = join(temporary, "pulumi-chime-4321");
    mkdirSync(own, { recursive: true, mode: 0o700 });
    writeFileSync(join(base, "home"), "");
    const restoreEnvironment = setEnvironment({ TMPDIR: temporary });
    const env = { PULUMI_HOME: join(base, "home") };
    try {
      withProcessProperties({ getuid: undefined }, () => {
        assert.equal(ledgerFolder(env), join(temporary, "pulumi-chime-user"));
      });
      // Only root can change the owner of a folder.
      if (process.getuid?.() !== 0) return;
      chownSync(own, 4_321, 4_321);
      withProcessProperties({ getuid: () => 4_321 }, () => {
        assert.equal(ledgerFolder(env), own);
      });
    } finally {
      restoreEnvironment();
    }
  });
});

describe("A user whom the system does not know", () => {
  it("has ledgers in PULUMI_HOME and in the temporary folder, because the home folder is unknown", () => {
    const temporary = join(base, `pulumi-chime-${process.getuid?.() ?? "user"}`);
    const homedir = (): never => {
      throw new Error("ENOENT");
    };
    const restoreEnvironment = setEnvironment({ TMPDIR: base });
    try {
      withFunctions("node:os", { homedir }, () => {
        assert.equal(ledgerFolder({}), temporary);
        assert.deepEqual(ledgerFolders({ PULUMI_HOME: base }), [folder, temporary]);
      });
    } finally {
      restoreEnvironment();
    }
  });
});

describe("ledgerFolders", () => {
  it("returns the folder in PULUMI_HOME, the one in the user's home folder and the temporary one", () => {
    const restoreEnvironment = setEnvironment({ HOME: base, TMPDIR: base });
    try {
      const [inHome, temporary] = [join(base, ".pulumi", "pulumi-chime"), join(base, "pulumi-chime-4321")];
      withProcessProperties({ getuid: () => 4_321 }, () => {
        assert.deepEqual(ledgerFolders({ PULUMI_HOME: base }), [folder, inHome, temporary]);
        assert.deepEqual(ledgerFolders({}), [inHome, temporary]);
      });
    } finally {
      restoreEnvironment();
    }
  });
});

describe("ledgersIn", () => {
  it("returns nothing for a folder that does not exist or cannot be read", () => {
    // An endless chain of links.
    symlinkSync(join(base, "loop"), join(base, "loop"));
    assert.deepEqual(ledgersIn([join(base, "none"), join(base, "loop", "pulumi-chime")], ENGINE), []);
  });
});

describe("Old ledgers", () => {
  const AGE_MS = 86_400_000;
  const NOW_MS = 10 * AGE_MS;
  const ledgerOf = (pid: number): string => `hash.plugin.${pid}.random`;
  const ENDED = ledgerOf(999_999_999);
  let clock: Clock;
  beforeEach(() => {
    clock = install({ now: NOW_MS, toFake: ["Date"] });
  });
  afterEach(() => {
    clock.uninstall();
  });

  /** Writes a file that was changed so many milliseconds ago. */
  const writeOld = (file: string, ageMs: number): void => {
    writeFileSync(join(folder, file), "");
    const changed = new Date(NOW_MS - ageMs);
    utimesSync(join(folder, file), changed, changed);
  };

  it("are removed if they are older than a day and their process has ended", () => {
    writeOld(ledgerOf(999_999_998), AGE_MS);
    writeOld(ENDED, AGE_MS + 1_000);
    writeOld(ledgerOf(process.pid), AGE_MS + 1_000);
    sweepOld(folder);
    assert.deepEqual(readdirSync(folder).sort(), [ledgerOf(process.pid), ledgerOf(999_999_998)].sort());
  });

  it("may be removed by another process at the same time", () => {
    sweepOld(join(base, "none"));
    withFunctions("node:fs", { readdirSync: () => [ENDED] }, () => {
      sweepOld(folder);
    });
  });
});

describe("isRunning", () => {
  it("is true for a process of another user, and false if there is no process", () => {
    const refusing = (code: string) => (): never => {
      throw Object.assign(new Error(code), { code });
    };
    withProcessProperties({ kill: refusing("EPERM") }, () => {
      assert.equal(isRunning(1), true);
    });
    withProcessProperties({ kill: refusing("ESRCH") }, () => {
      assert.equal(isRunning(1), false);
    });
    assert.equal(isRunning(process.pid), true);
  });
});
