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
  let sandbox: Sandbox;
  let compiler: Compiler;
  let bin: string;
  beforeEach(async () => {
    sandbox = await Sandbox.open();
    compiler = await Compiler.in(sandbox.bin);
    bin = (await sandbox.provide()).bin;
    sandbox.progress.length = 0;
  });
  afterEach(async () => {
    await compiler.close();
    await sandbox.close();
  });

  it("is used by a second run, which builds nothing and prints no progress", async () => {
    const { source, bin: again } = await sandbox.provide();
    assert.deepEqual({ source, again }, { source: "cache", again: bin });
    assert.equal(compiler.builds.length, 2);
    assert.deepEqual(sandbox.progress, []);
  });

  it("contains only the bundle, and no lock or scratch folder", async () => {
    assert.deepEqual(await sandbox.cached(), [bin.split("/").at(-2)]);
  });

  it("contains a copy of the dynamic provider's script, so that it does not depend on node_modules", async () => {
    const script = join(bin, "pulumi-resource-pulumi-nodejs");
    assert.ok((await lstat(script)).isFile());
    assert.match(await readFile(script, "utf8"), /dynamic-provider/);
  });

  const damages: Record<string, () => Promise<void>> = {
    "has lost the CLI": () => rm(join(bin, "pulumi")),
    "has lost the language host": () => rm(join(bin, "pulumi-language-nodejs")),
    "has lost the dynamic provider": () => rm(join(bin, "pulumi-resource-pulumi-nodejs")),
    "has a CLI without execute permission": () => chmod(join(bin, "pulumi"), 0o644),
    "has a CLI with another version": () => writeProgram(bin, "pulumi", "#!/bin/sh\necho v3.300.0\n"),
    "has a corrupt CLI": () => writeProgram(bin, "pulumi", "\0\0\0"),
    "has a CLI that cannot be started": () => writeProgram(bin, "pulumi", "#!/no/such/interpreter\n"),
  };
  for (const [title, damage] of Object.entries(damages)) {
    it(`rebuilds a bundle that ${title}`, async () => {
      await damage();
      assert.equal((await sandbox.provide()).source, "build");
      assert.equal((await sandbox.provide()).source, "cache");
      assert.equal((await sandbox.cached()).length, 1);
      assert.match(sandbox.progress[1] ?? "", /^No Pulumi CLI cached by an earlier run: /);
    });
  }

  it("keeps a broken bundle if it cannot be rebuilt, and reports what is wrong with it", async () => {
    await rm(join(bin, "pulumi"));
    await rm(join(sandbox.bin, "go"));
    await assert.rejects(sandbox.provide(), /cached by an earlier run: .* has no executable pulumi\./);
    assert.equal((await sandbox.cached()).length, 1);
  });
});

describe("The folder of a bundle", function () {
  this.timeout(20_000);
  const pins = readPins();

  it("is named after the version, the platform and the processor", () => {
    const folder = bundleFolder(pins, { PULUMI_CHIME_CACHE: "/cache" });
    const name = `/cache/pulumi-${pins.cli.version}-${process.platform}-${process.arch}-`;
    assert.ok(folder.startsWith(name), folder);
  });

  for (const module of ["cli", "language-nodejs"]) {
    it(`gets another name when the go.mod of ${module} changes`, async () => {
      const sandbox = await Sandbox.open();
      try {
        await cp(MODULES, sandbox.folder, { recursive: true });
        assert.equal(readPins(sandbox.folder).digest, pins.digest);
        await appendFile(join(sandbox.folder, module, "go.mod"), "// changed\n");
        assert.notEqual(readPins(sandbox.folder).digest, pins.digest);
      } finally {
        await sandbox.close();
      }
    });
  }

  it("is in the user's cache folder, unless a variable sets another folder", () => {
    const defaultFolder = process.platform === "darwin" ? "/home/me/Library/Caches" : "/home/me/.cache";
    const cases: [NodeJS.ProcessEnv, string][] = [
      [{ HOME: "/home/me" }, `${defaultFolder}/pulumi-chime/`],
      [{ HOME: "/home/me", XDG_CACHE_HOME: "relative" }, `${defaultFolder}/pulumi-chime/`],
      [{ HOME: "/home/me", XDG_CACHE_HOME: "/xdg" }, "/xdg/pulumi-chime/"],
      [{ HOME: "/home/me", XDG_CACHE_HOME: "/xdg", PULUMI_CHIME_CACHE: "/mine" }, "/mine/"],
      [{ HOME: "/home/me", PULUMI_CHIME_CACHE: "" }, `${defaultFolder}/pulumi-chime/`],
    ];
    for (const [environment, start] of cases) {
      assert.ok(bundleFolder(pins, environment).startsWith(`${start}pulumi-`), start);
    }
  });

  it("must be absolute, so that it does not depend on the working directory", () => {
    assert.throws(
      () => bundleFolder(pins, { PULUMI_CHIME_CACHE: "relative" }),
      /absolute path, not "relative"/,
    );
  });
});
