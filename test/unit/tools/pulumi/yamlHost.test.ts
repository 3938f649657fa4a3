import assert from "node:assert/strict";
import { readFile, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { provideYamlHost } from "../../../../tools/pulumi";
import { readPins, readYamlPins } from "../../../../tools/pulumi/pins";
import { Compiler } from "./support/compiler";
import { Sandbox, writeProgram } from "./support/sandbox";

const HOST = "pulumi-language-yaml";

describe("The language host of YAML programs", function () {
  this.timeout(20_000);
  let sandbox: Sandbox;
  let compiler: Compiler;
  beforeEach(async () => {
    sandbox = await Sandbox.open();
    compiler = await Compiler.in(sandbox.bin);
  });
  afterEach(async () => {
    await compiler.close();
    await sandbox.close();
  });

  const provide = (): ReturnType<typeof provideYamlHost> =>
    provideYamlHost({
      environment: sandbox.environment,
      report: (line) => sandbox.progress.push(line),
      tuning: sandbox.tuning,
    });

  it("is the one on PATH, such as in an official release of Pulumi", async () => {
    await writeProgram(sandbox.bin, HOST, "#!/bin/sh\n");
    assert.deepEqual(await provide(), { source: "PATH", bin: sandbox.bin });
    assert.deepEqual(compiler.builds, []);
  });

  it("is built from its pinned module, and cached under the version beside the CLI", async () => {
    const { yamlHost, digest } = readYamlPins();
    const { source, bin } = await provide();
    assert.equal(source, "build");
    const [build] = compiler.builds;
    assert.equal(build!.folder, yamlHost.folder);
    assert.deepEqual(build!.arguments.slice(0, 2), ["build", "-mod=readonly"]);
    assert.equal(build!.arguments.at(-1), "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml");
    assert.match(
      build!.arguments.join(" "),
      new RegExp(`pulumi-yaml/pkg/version\\.Version=v${yamlHost.version} `),
    );
    const name = ["pulumi-yaml", yamlHost.version, process.platform, process.arch, digest].join("-");
    assert.deepEqual([basename(dirname(bin)), await sandbox.cached()], [name, [name]]);
    assert.match(sandbox.progress.at(-1) ?? "", /^Building pulumi-yaml .* one to two minutes /);
    assert.deepEqual(await provide(), { source: "cache", bin });
    assert.equal(compiler.builds.length, 1);
  });

  it("is built again if the cached one is incomplete", async () => {
    const { bin } = await provide();
    await rm(join(bin, HOST));
    assert.deepEqual(await provide(), { source: "build", bin });
    assert.match(
      sandbox.progress.join("\n"),
      /^No language host for YAML cached by an earlier run: .* has no executable pulumi-language-yaml\.$/m,
    );
  });

  it("cannot be had without Go, and the error says what to do", async () => {
    await rm(join(sandbox.bin, "go"));
    await assert.rejects(provide(), (error: Error) => {
      assert.match(error.message, /^There is no language host for Pulumi programs in YAML on this machine/);
      assert.match(error.message, /on PATH: no folder on PATH has an executable pulumi-language-yaml\./);
      assert.match(error.message, /built with Go: no folder on PATH has an executable go\./);
      assert.match(error.message, /Install Pulumi .*\n.*Install Go 1\.\d+/);
      return true;
    });
    assert.deepEqual(await sandbox.cached(), []);
  });
});

describe("The program that generates SDKs", () => {
  it("has the same version of Pulumi's code as the CLI", async () => {
    const { cli } = readPins();
    const text = await readFile(join(cli.folder, "../gen-sdk/go.mod"), "utf8");
    assert.match(text, new RegExp(`^require github.com/pulumi/pulumi/pkg/v3 v${cli.version}$`, "m"));
  });
});
