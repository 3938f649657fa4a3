import assert from "node:assert/strict";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { Sandbox, writeProgram, writePulumi } from "./support/sandbox";

describe("The Pulumi CLI on PATH", function () {
  this.timeout(20_000);
  let machine: Sandbox;
  beforeEach(async () => {
    machine = await Sandbox.make();
  });
  afterEach(async () => {
    await machine.remove();
  });

  it("is used if it is new enough and has its plugins in the same folder", async () => {
    await writePulumi(machine.bin, "v3.254.0");
    assert.deepEqual(await machine.provide(), {
      source: "PATH",
      version: "3.254.0",
      bin: machine.bin,
      command: join(machine.bin, "pulumi"),
      pathPrefix: `${machine.bin}:`,
      env: { PATH: `${machine.bin}:${machine.bin}` },
    });
    assert.deepEqual(await machine.cached(), []);
  });

  it("is not used if it does not support import by file", async () => {
    await writePulumi(machine.bin, "v3.253.9");
    await assert.rejects(machine.provide(), /pulumi is version 3\.253\.9, older than 3\.254\.0/);
  });

  it("is not used if it prints something else than a version", async () => {
    await writePulumi(machine.bin, "hello");
    await assert.rejects(machine.provide(), /printed "hello", which is not a version/);
  });

  it("is not used if it fails, and the error has its output", async () => {
    await writePulumi(machine.bin, "v3.254.0; echo no such shim >&2; exit 3");
    await assert.rejects(machine.provide(), /pulumi ended with 3:\s+no such shim/);
  });

  for (const missing of ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"]) {
    const other = missing.includes("language") ? "pulumi-resource-pulumi-nodejs" : "pulumi-language-nodejs";

    it(`is not used without ${missing}`, async () => {
      await writePulumi(machine.bin, "v3.300.0", [other]);
      await assert.rejects(machine.provide(), new RegExp(`${missing} is neither in the folder of `));
    });

    it(`can have ${missing} elsewhere on PATH`, async () => {
      await writePulumi(machine.bin, "v3.300.0", [other]);
      const elsewhere = join(machine.folder, "elsewhere");
      await writeProgram(elsewhere, missing, "#!/bin/sh\n");
      machine.environment["PATH"] = `${machine.bin}:${elsewhere}`;
      assert.equal((await machine.provide()).source, "PATH");
    });
  }

  it("can be a link, with the plugins in the folder of the target", async () => {
    const installed = join(machine.folder, "installed");
    await writePulumi(installed, "v3.300.0");
    await symlink(join(installed, "pulumi"), join(machine.bin, "pulumi"));
    assert.equal((await machine.provide()).bin, machine.bin);
  });

  it("is found after folders and plain files of that name, and after relative entries", async () => {
    const [folder, plain, good] = ["folder", "plain", "good"].map((name) => join(machine.folder, name));
    await mkdir(join(folder!, "pulumi"), { recursive: true });
    await mkdir(plain!);
    await writeFile(join(plain!, "pulumi"), "");
    await writePulumi(good!, "v3.300.0");
    machine.environment["PATH"] = [relative(process.cwd(), good!), "", folder, plain, good].join(":");
    assert.equal((await machine.provide()).bin, good);
  });

  it("is asked for its version without a check for updates", async () => {
    await writePulumi(machine.bin, '"v3.300.0$([ "$PULUMI_SKIP_UPDATE_CHECK" = true ] || echo - asked)"');
    assert.equal((await machine.provide()).source, "PATH");
  });

  it("is run without leaving a signal handler behind", async () => {
    await writePulumi(machine.bin, "v3.300.0");
    await machine.provide();
    const left = process.listeners("SIGTERM").map((listener) => listener.name);
    assert.ok(!left.includes("interrupted"), left.join());
  });

  it("is not used if it does not end within the limit", async () => {
    await writePulumi(machine.bin, `$(${process.execPath} -e 'setInterval(Date, 1e6)')`);
    machine.tuning.versionLimitMs = 300;
    await assert.rejects(machine.provide(), /pulumi was stopped after/);
  });

  it("is not used even if a child process keeps its output open", async () => {
    const outlive = `setInterval(() => fs.existsSync("${machine.folder}") || process.exit(), 20)`;
    const start = `child_process.spawn(process.execPath, ["-e", process.argv[1]], { detached: true, stdio: "inherit" })`;
    await writePulumi(machine.bin, `; exec ${process.execPath} -e '${start}' '${outlive}'`);
    machine.tuning.versionLimitMs = 1_000;
    await assert.rejects(machine.provide(), /pulumi was stopped after/);
  });
});
