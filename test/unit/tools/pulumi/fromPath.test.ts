import assert from "node:assert/strict";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { Sandbox, writeProgram, writePulumi } from "./support/sandbox";

describe("The Pulumi CLI on PATH", function () {
  this.timeout(20_000);
  let sandbox: Sandbox;
  beforeEach(async () => {
    sandbox = await Sandbox.open();
  });
  afterEach(async () => {
    await sandbox.close();
  });

  it("is used if it is new enough and has its plugins in the same folder", async () => {
    await writePulumi(sandbox.bin, "v3.254.0");
    assert.deepEqual(await sandbox.provide(), {
      source: "PATH",
      version: "3.254.0",
      bin: sandbox.bin,
      command: join(sandbox.bin, "pulumi"),
      pathPrefix: `${sandbox.bin}:`,
      env: { PATH: `${sandbox.bin}:${sandbox.bin}` },
    });
    assert.deepEqual(await sandbox.cached(), []);
  });

  it("is not used if it is too old to import from a file", async () => {
    await writePulumi(sandbox.bin, "v3.253.9");
    await assert.rejects(sandbox.provide(), /pulumi is version 3\.253\.9, older than 3\.254\.0/);
  });

  it("is not used if it prints something other than a version", async () => {
    await writePulumi(sandbox.bin, "hello");
    await assert.rejects(sandbox.provide(), /printed "hello", which is not a version/);
  });

  it("is not used if it fails, and the error includes its output", async () => {
    await writePulumi(sandbox.bin, "v3.254.0; echo no such shim >&2; exit 3");
    await assert.rejects(sandbox.provide(), /pulumi ended with 3:\s+no such shim/);
  });

  for (const missing of ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"]) {
    const other = missing.includes("language") ? "pulumi-resource-pulumi-nodejs" : "pulumi-language-nodejs";

    it(`is not used without ${missing}`, async () => {
      await writePulumi(sandbox.bin, "v3.300.0", [other]);
      await assert.rejects(sandbox.provide(), new RegExp(`${missing} is neither in the folder of `));
    });

    it(`can have ${missing} elsewhere on PATH`, async () => {
      await writePulumi(sandbox.bin, "v3.300.0", [other]);
      const elsewhere = join(sandbox.folder, "elsewhere");
      await writeProgram(elsewhere, missing, "#!/bin/sh\n");
      sandbox.environment["PATH"] = `${sandbox.bin}:${elsewhere}`;
      assert.equal((await sandbox.provide()).source, "PATH");
    });
  }

  it("can be a symbolic link, with the plugins in the folder of the target", async () => {
    const installed = join(sandbox.folder, "installed");
    await writePulumi(installed, "v3.300.0");
    await symlink(join(installed, "pulumi"), join(sandbox.bin, "pulumi"));
    assert.equal((await sandbox.provide()).bin, sandbox.bin);
  });

  it("is found after folders and non-executable files with the same name, and after relative entries", async () => {
    const [folder, plain, good] = ["folder", "plain", "good"].map((name) => join(sandbox.folder, name));
    await mkdir(join(folder!, "pulumi"), { recursive: true });
    await mkdir(plain!);
    await writeFile(join(plain!, "pulumi"), "");
    await writePulumi(good!, "v3.300.0");
    sandbox.environment["PATH"] = [relative(process.cwd(), good!), "", folder, plain, good].join(":");
    assert.equal((await sandbox.provide()).bin, good);
  });

  it("is run without an update check to read its version", async () => {
    await writePulumi(sandbox.bin, '"v3.300.0$([ "$PULUMI_SKIP_UPDATE_CHECK" = true ] || echo - asked)"');
    assert.equal((await sandbox.provide()).source, "PATH");
  });

  it("is run without leaving signal handlers behind", async () => {
    await writePulumi(sandbox.bin, "v3.300.0");
    await sandbox.provide();
    const remaining = process.listeners("SIGTERM").map((listener) => listener.name);
    assert.ok(!remaining.includes("onSignal"), remaining.join());
  });

  it("is not used if it does not end within the time limit", async () => {
    await writePulumi(sandbox.bin, `$(${process.execPath} -e 'setInterval(Date, 1e6)')`);
    sandbox.tuning.versionTimeoutMs = 300;
    await assert.rejects(sandbox.provide(), /pulumi was stopped after/);
  });

  it("is not used if it does not end within the time limit, even if a child process keeps its output open", async () => {
    const outlive = `setInterval(() => fs.existsSync("${sandbox.folder}") || process.exit(), 20)`;
    const start = `child_process.spawn(process.execPath, ["-e", process.argv[1]], { detached: true, stdio: "inherit" })`;
    await writePulumi(sandbox.bin, `; exec ${process.execPath} -e '${start}' '${outlive}'`);
    sandbox.tuning.versionTimeoutMs = 1_000;
    await assert.rejects(sandbox.provide(), /pulumi was stopped after/);
  });
});
