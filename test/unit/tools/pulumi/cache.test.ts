import assert from "node:assert/strict";
import { appendFile, chmod, cp, lstat, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { bundleFolder } from "../../../../tools/pulumi/cache";
import { readPins } from "../../../../tools/pulumi/pins";
import { Compiler } from "./support/compiler";
import { Sandbox, writeProgram } from "./support/sandbox";

const MODULES = join(__dirname, "../../../../tools/pulumi/modules");

describe("The cache of Pulumi CLIs", function () {
  this.timeout(20_000);
  let machine: Sandbox;
  let compiler: Compiler;
  let bin: string;
  beforeEach(async () => {
    machine = await Sandbox.make();
    compiler = await Compiler.in(machine.bin);
    bin = (await machine.provide()).bin;
    machine.progress.length = 0;
  });
  afterEach(async () => {
    await compiler.close();
    await machine.remove();
  });

  it("is used by the second run, which builds nothing and prints no progress", async () => {
    const { source, bin: again } = await machine.provide();
    assert.deepEqual({ source, again }, { source: "cache", again: bin });
    assert.equal(compiler.builds.length, 2);
    assert.deepEqual(machine.progress, []);
  });

  it("has only the bundle, without a lock or a scratch folder", async () => {
    assert.deepEqual(await machine.cached(), [bin.split("/").at(-2)]);
  });

  it("has a copy of the dynamic provider's script, which does not depend on node_modules", async () => {
    const script = join(bin, "pulumi-resource-pulumi-nodejs");
    assert.ok((await lstat(script)).isFile());
    assert.match(await readFile(script, "utf8"), /dynamic-provider/);
  });

  const damages: Record<string, () => Promise<void>> = {
    "has lost the CLI": () => rm(join(bin, "pulumi")),
    "has lost the language host": () => rm(join(bin, "pulumi-language-nodejs")),
    "has lost the dynamic provider": () => rm(join(bin, "pulumi-resource-pulumi-nodejs")),
    "has a CLI that may not be executed": () => chmod(join(bin, "pulumi"), 0o644),
    "has a CLI of another version": () => writeProgram(bin, "pulumi", "#!/bin/sh\necho v3.300.0\n"),
    "has a CLI that is damaged": () => writeProgram(bin, "pulumi", "\0\0\0"),
    "has a CLI that cannot be started": () => writeProgram(bin, "pulumi", "#!/no/such/interpreter\n"),
  };
  for (const [what, damage] of Object.entries(damages)) {
    it(`rebuilds a bundle that ${what}`, async () => {
      await damage();
      assert.equal((await machine.provide()).source, "build");
      assert.equal((await machine.provide()).source, "cache");
      assert.equal((await machine.cached()).length, 1);
      assert.match(machine.progress[1] ?? "", /^No Pulumi CLI cached by an earlier run: /);
    });
  }

  it("keeps a broken bundle if it cannot be rebuilt, and reports what is wrong with it", async () => {
    await rm(join(bin, "pulumi"));
    await rm(join(machine.bin, "go"));
    await assert.rejects(machine.provide(), /cached by an earlier run: .* has no executable pulumi\./);
    assert.equal((await machine.cached()).length, 1);
  });
});

describe("The folder of a bundle", function () {
  this.timeout(20_000);
  const pins = readPins();

  it("is named after version, platform and processor", () => {
    const folder = bundleFolder(pins, { PULUMI_CHIME_CACHE: "/kept" });
    const name = `/kept/pulumi-${pins.cli.version}-${process.platform}-${process.arch}-`;
    assert.ok(folder.startsWith(name), folder);
  });

  for (const module of ["cli", "language-nodejs"]) {
    it(`has another name after the go.mod of ${module} changes`, async () => {
      const machine = await Sandbox.make();
      try {
        await cp(MODULES, machine.folder, { recursive: true });
        assert.equal(readPins(machine.folder).digest, pins.digest);
        await appendFile(join(machine.folder, module, "go.mod"), "// changed\n");
        assert.notEqual(readPins(machine.folder).digest, pins.digest);
      } finally {
        await machine.remove();
      }
    });
  }

  it("is in the user's cache folder unless a variable has another folder", () => {
    const usual = process.platform === "darwin" ? "/home/me/Library/Caches" : "/home/me/.cache";
    const cases: [NodeJS.ProcessEnv, string][] = [
      [{ HOME: "/home/me" }, `${usual}/pulumi-chime/`],
      [{ HOME: "/home/me", XDG_CACHE_HOME: "relative" }, `${usual}/pulumi-chime/`],
      [{ HOME: "/home/me", XDG_CACHE_HOME: "/xdg" }, "/xdg/pulumi-chime/"],
      [{ HOME: "/home/me", XDG_CACHE_HOME: "/xdg", PULUMI_CHIME_CACHE: "/mine" }, "/mine/"],
      [{ HOME: "/home/me", PULUMI_CHIME_CACHE: "" }, `${usual}/pulumi-chime/`],
    ];
    for (const [environment, start] of cases) {
      assert.ok(bundleFolder(pins, environment).startsWith(`${start}pulumi-`), start);
    }
  });

  it("cannot be relative, because that depends on the working directory", () => {
    assert.throws(() => bundleFolder(pins, { PULUMI_CHIME_CACHE: "kept" }), /absolute path, not "kept"/);
  });
});
