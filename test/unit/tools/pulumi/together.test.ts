import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { bundleFolder } from "../../../../tools/pulumi/cache";
import { readPins } from "../../../../tools/pulumi/pins";
import { Compiler } from "./support/compiler";
import { Sandbox } from "./support/sandbox";

describe("Several runs that need a Pulumi CLI", function () {
  this.timeout(20_000);
  let machine: Sandbox;
  let compiler: Compiler;
  let bundle: string;
  beforeEach(async () => {
    machine = await Sandbox.make();
    compiler = await Compiler.in(machine.bin, "when told");
    bundle = bundleFolder(readPins(), machine.environment);
  });
  afterEach(async () => {
    await compiler.close();
    await machine.remove();
  });

  async function finishBoth(): Promise<void> {
    (await compiler.next()).finish();
    (await compiler.next()).finish();
  }

  it("build it once: the second waits and uses the bundle of the first", async () => {
    const first = machine.provideApart();
    const build = await compiler.next();
    const second = machine.provideApart();
    await second.says("Another run is making the Pulumi CLI. Waiting for it");
    build.finish();
    (await compiler.next()).finish();
    await Promise.all([first.ended, second.ended]);
    assert.equal(first.stdout, `build ${bundle}/bin\n`);
    assert.equal(second.stdout, `cache ${bundle}/bin\n`);
    assert.equal(compiler.builds.length, 2);
    assert.deepEqual(await machine.cached(), [basename(bundle)]);
  });

  it("build one after the other if a build fails", async () => {
    const first = machine.provideApart();
    const build = await compiler.next();
    const second = machine.provideApart();
    await second.says("Waiting for it");
    build.fail("out of memory");
    await first.ended;
    assert.equal(first.child.exitCode, 1);
    await finishBoth();
    await second.ended;
    assert.equal(second.stdout, `build ${bundle}/bin\n`);
  });

  it("continue after one is killed: the next removes its lock and its scratch folder", async () => {
    machine.tuning.lockStaleMs = 2_000;
    const killed = machine.provideApart();
    await compiler.next();
    killed.child.kill("SIGKILL");
    await killed.ended;
    assert.equal((await machine.cached()).length, 2, "the lock and the scratch folder remain");
    const next = machine.provide();
    await finishBoth();
    assert.equal((await next).source, "build");
    assert.match(machine.progress.join("\n"), /Waiting for it/);
    assert.deepEqual(await machine.cached(), [basename(bundle)]);
  });

  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    it(`leave no files and no compiler behind after ${signal}`, async () => {
      const told = machine.provideApart();
      const build = await compiler.next();
      told.child.kill(signal);
      await told.ended;
      await build.gone;
      assert.equal(told.child.signalCode, signal);
      assert.deepEqual(await machine.cached(), []);
    });
  }

  it("stop waiting after a limit, with an error that names the lock", async () => {
    await mkdir(machine.cache);
    await writeFile(`${bundle}.lock`, "");
    machine.tuning.lockLimitMs = 300;
    await assert.rejects(machine.provide(), new RegExp(`another run has held ${bundle}\\.lock`));
    assert.equal(compiler.builds.length, 0);
  });

  it("keep the scratch folder of a running process, unless it is older than the limit of a wait", async () => {
    const scratch = join(machine.cache, `${basename(bundle)}.tmp-${process.pid}-other`);
    await mkdir(scratch, { recursive: true });
    const building = machine.provide();
    (await compiler.next()).finish();
    assert.ok((await machine.cached()).includes(basename(scratch)));
    (await compiler.next()).fail("on to the next");
    await assert.rejects(building);
    machine.tuning.lockLimitMs = 0;
    const again = machine.provide();
    await finishBoth();
    await again;
    assert.deepEqual(await machine.cached(), [basename(bundle)]);
  });
});
