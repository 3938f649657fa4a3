import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { whileLocked } from "../../../../tools/pulumi/lock";
import { withDefaults, type Settings, type Tuning } from "../../../../tools/pulumi/settings";

describe("The lock of a bundle", function () {
  this.timeout(20_000);
  let folder: string;
  let bundle: string;
  let lock: string;
  let reports: string[];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "lock-"));
    bundle = join(folder, "cache", "bundle");
    lock = `${bundle}.lock`;
    reports = [];
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  function settings(tuning: Partial<Tuning> = {}): Settings {
    return withDefaults({ report: (line) => reports.push(line), tuning });
  }

  /** Waits until a condition holds, or the test times out. */
  async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
    while (!(await condition())) await setImmediate();
  }

  it("is held by only one of several runs at a time", async () => {
    const order: string[] = [];
    const work = async (): Promise<void> => {
      order.push("start");
      await until(() => reports.length >= 2);
      order.push("end");
    };
    await Promise.all([1, 2, 3].map(() => whileLocked(bundle, settings(), work)));
    assert.deepEqual(order, ["start", "end", "start", "end", "start", "end"]);
  });

  it("is removed afterwards, even if the action fails", async () => {
    const failure = new Error("out of memory");
    await assert.rejects(
      whileLocked(bundle, settings(), () => Promise.reject(failure)),
      failure,
    );
    assert.deepEqual(await readdir(join(folder, "cache")), []);
  });

  it("contains the process id of its holder", async () => {
    const text = await whileLocked(bundle, settings(), () => readFile(lock, "utf8"));
    assert.equal(text.split(" ")[0], String(process.pid));
  });

  const staleLocks: [string, () => Promise<void>][] = [
    ["a crashed run", () => writeFile(lock, "1 of a crashed run")],
    [
      "a crashed run that used a folder as its lock",
      async () => {
        await mkdir(join(lock, "inner"), { recursive: true });
      },
    ],
  ];
  for (const [owner, create] of staleLocks) {
    it(`is taken over from ${owner}`, async () => {
      await mkdir(join(folder, "cache"));
      await create();
      await utimes(lock, 0, 0);
      assert.equal(await whileLocked(bundle, settings(), () => Promise.resolve("done")), "done");
    });
  }

  it("is not taken over while its holder updates it", async () => {
    await whileLocked(bundle, settings({ lockStaleMs: 6_000 }), async () => {
      await utimes(lock, 0, 0);
      await until(async () => (await stat(lock)).mtimeMs > 0);
    });
  });

  it("is left alone if another run took it over, and the action continues", async () => {
    const result = await whileLocked(bundle, settings({ lockStaleMs: 600 }), async () => {
      await writeFile(lock, "2 of another run");
      await until(() => reports.length > 0);
      return "done";
    });
    assert.equal(result, "done");
    assert.match(reports.join("\n"), /another run took over its lock\. It continues without the lock/);
    assert.equal(await readFile(lock, "utf8"), "2 of another run");
  });

  it("is waited for up to a time limit", async () => {
    await mkdir(join(folder, "cache"));
    await writeFile(lock, "");
    const waiting = whileLocked(bundle, settings({ lockTimeoutMs: 300 }), () => Promise.resolve());
    await assert.rejects(waiting, {
      message: `another run has held ${lock} for more than 0 s. If no other run is active, remove that file.`,
    });
  });
});
