import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { readPins } from "../../../../tools/pulumi/pins";
import { Compiler } from "./support/compiler";
import { Sandbox } from "./support/sandbox";

const pins = readPins();

describe("Building the Pulumi CLI with Go", function () {
  this.timeout(20_000);
  let machine: Sandbox;
  let compiler: Compiler;
  beforeEach(async () => {
    machine = await Sandbox.make();
    compiler = await Compiler.in(machine.bin, "when told");
  });
  afterEach(async () => {
    await compiler.close();
    await machine.remove();
  });

  it("builds the two pinned programs, the CLI with the version that its go.mod pins", async () => {
    const providing = machine.provide();
    (await compiler.next()).finish();
    (await compiler.next()).finish();
    const { source, version } = await providing;
    assert.deepEqual({ source, version }, { source: "build", version: pins.cli.version });
    const [host, cli] = compiler.builds;
    assert.equal(host!.folder, pins.languageHost.folder);
    assert.equal(host!.arguments.at(-1), "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs");
    assert.equal(cli!.folder, pins.cli.folder);
    assert.equal(cli!.arguments.at(-1), "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi");
    assert.match(cli!.arguments.join(" "), new RegExp(`Version=v${pins.cli.version} `));
  });

  it("does not change the pins, builds for this machine, and uses the user's flags", async () => {
    Object.assign(machine.environment, { GOFLAGS: "-buildvcs=false", GOOS: "plan9", GOARCH: "riscv64" });
    const providing = machine.provide();
    const build = await compiler.next();
    assert.deepEqual(build.arguments.slice(0, 3), ["build", "-mod=readonly", "-trimpath"]);
    const { GOWORK, GOFLAGS, GOOS, GOARCH } = build.environment;
    assert.deepEqual([GOWORK, GOFLAGS, GOOS, GOARCH], ["off", "-buildvcs=false", "", ""]);
    build.finish();
    (await compiler.next()).finish();
    await providing;
  });

  it("publishes the bundle only when it is complete", async () => {
    const providing = machine.provide();
    (await compiler.next()).finish();
    const last = await compiler.next();
    for (const name of await machine.cached()) assert.match(name, /\.lock$|\.tmp-/);
    assert.ok(last.environment["GOTMPDIR"]?.includes(".tmp-"));
    last.finish();
    const { bin } = await providing;
    assert.deepEqual(await machine.cached(), [bin.split("/").at(-2)]);
  });

  it("reports why it builds, how long that takes, and its progress", async () => {
    const beat = new Promise<void>((resolve) => {
      machine.progress.push = (line) => {
        machine.progress[machine.progress.length] = line;
        if (line.includes("still building")) resolve();
        return machine.progress.length;
      };
    });
    machine.tuning.heartbeatMs = 10;
    const providing = machine.provide();
    (await compiler.next()).finish();
    const last = await compiler.next();
    await beat;
    last.finish();
    await providing;
    assert.match(machine.progress[0] ?? "", /^No Pulumi CLI on PATH: /);
    assert.match(
      machine.progress[2] ?? "",
      /^No Pulumi CLI from the official download: 127\.0\.0\.1:\d+ answered 403/,
    );
    assert.match(machine.progress[3] ?? "", /^Building Pulumi .* about 5 minutes .* the limit is 20 min\.$/);
    assert.match(machine.progress[4] ?? "", /still building, 0 s so far/);
  });

  it("reports the output of a Go that fails, and leaves nothing in the cache", async () => {
    const providing = machine.provide();
    (await compiler.next()).fail("go: go.mod requires go >= 99 (running go 1)");
    await assert.rejects(providing, /built with Go: .*go ended with 1:\s+go: go\.mod requires go >= 99/);
    assert.deepEqual(await machine.cached(), []);
  });

  it("reports only the last lines of a long output", async () => {
    const providing = machine.provide();
    (await compiler.next()).fail(Array.from({ length: 100 }, (_, line) => `line ${line}`).join("\n"));
    await assert.rejects(providing, /ended with 1:\s+line 88\s+line 89[^]*line 99/);
  });

  it("does not cache a CLI with another version than the pinned one", async () => {
    const providing = machine.provide();
    (await compiler.next()).finish();
    (await compiler.next()).finishWithVersion("v3.1.0");
    await assert.rejects(providing, new RegExp(`is version 3\\.1\\.0, not ${pins.cli.version}`));
    assert.deepEqual(await machine.cached(), []);
  });

  it("is stopped at its limit, together with the compiler", async () => {
    machine.tuning.buildLimitMs = 2_500;
    const providing = machine.provide();
    const refused = assert.rejects(providing, /built with Go: .*go was stopped after its limit of /);
    const build = await compiler.next();
    await refused;
    await build.gone;
    assert.deepEqual(await machine.cached(), []);
  });

  it("has one limit for both builds", async () => {
    const { now } = Date;
    try {
      const refused = assert.rejects(machine.provide(), /go was stopped after its limit of 0 s/);
      const first = await compiler.next();
      Date.now = () => now() + 20 * 60_000;
      first.finish();
      await refused;
    } finally {
      Date.now = now;
    }
  });
});

describe("The pins", function () {
  this.timeout(20_000);
  it("come from go.mod files that name one tool and its module's version each", async () => {
    for (const { folder, version } of [pins.cli, pins.languageHost]) {
      const text = await readFile(join(folder, "go.mod"), "utf8");
      assert.match(text, new RegExp(`github.com/pulumi/pulumi/(pkg|sdk)/v3 v${version} `));
    }
    assert.match(pins.cli.goVersion, /^1\.\d+/);
    const machine = await Sandbox.make();
    assert.throws(() => readPins(join(machine.folder, "none")), /ENOENT/);
    await machine.remove();
  });
});
