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

  it("is taken when it is new enough and has its companions beside it", async () => {
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

  it("is not taken when it is older than import by file", async () => {
    await writePulumi(machine.bin, "v3.253.9");
    await assert.rejects(machine.provide(), /pulumi is version 3\.253\.9, older than 3\.254\.0/);
  });

  it("is not taken when it answers with something that is no version", async () => {
    await writePulumi(machine.bin, "hello");
    await assert.rejects(machine.provide(), /answered "hello", not a version/);
  });

  it("is not taken when it fails, and what it wrote is passed on", async () => {
    await writePulumi(machine.bin, "v3.254.0; echo no such shim >&2; exit 3");
    await assert.rejects(machine.provide(), /pulumi ended with 3:\s+no such shim/);
  });

  for (const missing of ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"]) {
    const other = missing.includes("language") ? "pulumi-resource-pulumi-nodejs" : "pulumi-language-nodejs";

    it(`is not taken without ${missing}`, async () => {
      await writePulumi(machine.bin, "v3.300.0", [other]);
      await assert.rejects(machine.provide(), new RegExp(`has no ${missing} beside it`));
    });

    it(`may have ${missing} elsewhere on PATH`, async () => {
      await writePulumi(machine.bin, "v3.300.0", [other]);
      const elsewhere = join(machine.folder, "elsewhere");
      await writeProgram(elsewhere, missing, "#!/bin/sh\n");
      machine.environment["PATH"] = `${machine.bin}:${elsewhere}`;
      assert.equal((await machine.provide()).source, "PATH");
    });
  }

  it("may be a link, with the companions beside what it links to", async () => {
    const installed = join(machine.folder, "installed");
    await writePulumi(installed, "v3.300.0");
    await symlink(join(installed, "pulumi"), join(machine.bin, "pulumi"));
    assert.equal((await machine.provide()).bin, machine.bin);
  });

  it("is looked for behind folders and plain files of that name, and relative entries", async () => {
    const [folder, plain, good] = ["folder", "plain", "good"].map((name) => join(machine.folder, name));
    await mkdir(join(folder!, "pulumi"), { recursive: true });
    await mkdir(plain!);
    await writeFile(join(plain!, "pulumi"), "");
    await writePulumi(good!, "v3.300.0");
    machine.environment["PATH"] = [relative(process.cwd(), good!), "", folder, plain, good].join(":");
    assert.equal((await machine.provide()).bin, good);
  });

  it("is asked for its version without asking the network for a newer one", async () => {
    await writePulumi(machine.bin, '"v3.300.0$([ "$PULUMI_SKIP_UPDATE_CHECK" = true ] || echo - asked)"');
    assert.equal((await machine.provide()).source, "PATH");
  });

  it("is run without leaving a signal handler behind", async () => {
    await writePulumi(machine.bin, "v3.300.0");
    await machine.provide();
    const left = process.listeners("SIGTERM").map((listener) => listener.name);
    assert.ok(!left.includes("interrupted"), left.join());
  });

  it("is given up when it does not answer", async () => {
    await writePulumi(machine.bin, `$(${process.execPath} -e 'setInterval(Date, 1e6)')`);
    machine.tuning.versionLimitMs = 300;
    await assert.rejects(machine.provide(), /pulumi was stopped after/);
  });

  it("is given up even if something that it started escapes and keeps its output open", async () => {
    const outlive = `setInterval(() => fs.existsSync("${machine.folder}") || process.exit(), 20)`;
    const start = `child_process.spawn(process.execPath, ["-e", process.argv[1]], { detached: true, stdio: "inherit" })`;
    await writePulumi(machine.bin, `; exec ${process.execPath} -e '${start}' '${outlive}'`);
    machine.tuning.versionLimitMs = 1_000;
    await assert.rejects(machine.provide(), /pulumi was stopped after/);
  });
});
