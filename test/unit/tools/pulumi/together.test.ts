import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { bundleFolder } from "../../../../tools/pulumi/cache";
import { readPins } from "../../../../tools/pulumi/pins";
import { Compiler } from "./support/compiler";
import { Sandbox } from "./support/sandbox";

describe("Concurrent runs that need a Pulumi CLI", function () {
  this.timeout(20_000);
  let sandbox: Sandbox;
  let compiler: Compiler;
  let bundle: string;
  beforeEach(async () => {
    sandbox = await Sandbox.open();
    compiler = await Compiler.in(sandbox.bin, "manually");
    bundle = bundleFolder(readPins(), sandbox.environment);
  });
  afterEach(async () => {
    await compiler.close();
    await sandbox.close();
  });

  async function finishBoth(): Promise<void> {
    (await compiler.next()).finish();
    (await compiler.next()).finish();
  }

  it("build it once: the second waits for the bundle of the first", async () => {
    const first = sandbox.provideInChild();
    const build = await compiler.next();
    const second = sandbox.provideInChild();
    await second.waitForStderr(`Another run is adding ${basename(bundle)} to the cache. Waiting for it`);
    build.finish();
    (await compiler.next()).finish();
    await Promise.all([first.ended, second.ended]);
    assert.equal(first.stdout, `build ${bundle}/bin\n`);
    assert.equal(second.stdout, `cache ${bundle}/bin\n`);
    assert.equal(compiler.builds.length, 2);
    assert.deepEqual(await sandbox.cached(), [basename(bundle)]);
  });

  it("build it one after the other if a build fails", async () => {
    const first = sandbox.provideInChild();
    const build = await compiler.next();
    const second = sandbox.provideInChild();
    await second.waitForStderr("Waiting for it");
    build.fail("out of memory");
    await first.ended;
    assert.equal(first.child.exitCode, 1);
    await finishBoth();
    await second.ended;
    assert.equal(second.stdout, `build ${bundle}/bin\n`);
  });

  it("are not blocked by a killed run: the next run removes its lock and its scratch folder", async () => {
    sandbox.tuning.lockStaleMs = 2_000;
    const killed = sandbox.provideInChild();
    await compiler.next();
    killed.child.kill("SIGKILL");
    await killed.ended;
    assert.equal((await sandbox.cached()).length, 2, "the lock and the scratch folder remain");
    const next = sandbox.provide();
    await finishBoth();
    assert.equal((await next).source, "build");
    assert.match(sandbox.progress.join("\n"), /Waiting for it/);
    assert.deepEqual(await sandbox.cached(), [basename(bundle)]);
  });

  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    it(`leave no files and no compiler behind after ${signal}`, async () => {
      const interrupted = sandbox.provideInChild();
      const build = await compiler.next();
      interrupted.child.kill(signal);
      await interrupted.ended;
      await build.exited;
      assert.equal(interrupted.child.signalCode, signal);
      assert.deepEqual(await sandbox.cached(), []);
    });
  }

  it("stop waiting after a time limit, with an error that names the lock", async () => {
    await mkdir(sandbox.cache);
    await writeFile(`${bundle}.lock`, "");
    sandbox.tuning.lockTimeoutMs = 300;
    await assert.rejects(sandbox.provide(), new RegExp(`another run has held ${bundle}\\.lock`));
    assert.equal(compiler.builds.length, 0);
  });

  it("keep the scratch folder of a running process, unless it is older than the time limit for waiting", async () => {
    const scratch = join(sandbox.cache, `${basename(bundle)}.tmp-${process.pid}-other`);
    await mkdir(scratch, { recursive: true });
    const building = sandbox.provide();
    (await compiler.next()).finish();
    assert.ok((await sandbox.cached()).includes(basename(scratch)));
    (await compiler.next()).fail("out of memory");
    await assert.rejects(building);
    sandbox.tuning.lockTimeoutMs = 0;
    const again = sandbox.provide();
    await finishBoth();
    await again;
    assert.deepEqual(await sandbox.cached(), [basename(bundle)]);
  });
});
