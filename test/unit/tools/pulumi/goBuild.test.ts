import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { readPins } from "../../../../tools/pulumi/pins";
import { Compiler } from "./support/compiler";
import { Sandbox } from "./support/sandbox";

const pins = readPins();

describe("Building the Pulumi CLI with Go", function () {
  this.timeout(20_000);
  let sandbox: Sandbox;
  let compiler: Compiler;
  beforeEach(async () => {
    sandbox = await Sandbox.open();
    compiler = await Compiler.in(sandbox.bin, "manually");
  });
  afterEach(async () => {
    await compiler.close();
    await sandbox.close();
  });

  it("builds the two pinned programs, and gives the CLI the version in its go.mod", async () => {
    const providing = sandbox.provide();
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

  it("does not change the pins, builds for the current platform, and uses the user's flags", async () => {
    Object.assign(sandbox.environment, { GOFLAGS: "-buildvcs=false", GOOS: "plan9", GOARCH: "riscv64" });
    const providing = sandbox.provide();
    const build = await compiler.next();
    assert.deepEqual(build.arguments.slice(0, 3), ["build", "-mod=readonly", "-trimpath"]);
    const { GOWORK, GOFLAGS, GOOS, GOARCH } = build.environment;
    assert.deepEqual([GOWORK, GOFLAGS, GOOS, GOARCH], ["off", "-buildvcs=false", "", ""]);
    build.finish();
    (await compiler.next()).finish();
    await providing;
  });

  it("publishes the bundle only when it is complete", async () => {
    const providing = sandbox.provide();
    (await compiler.next()).finish();
    const last = await compiler.next();
    for (const name of await sandbox.cached()) assert.match(name, /\.lock$|\.tmp-/);
    assert.ok(last.environment["GOTMPDIR"]?.includes(".tmp-"));
    last.finish();
    const { bin } = await providing;
    assert.deepEqual(await sandbox.cached(), [bin.split("/").at(-2)]);
  });

  it("reports the reason for the build, how long it takes, and its progress", async () => {
    const firstHeartbeat = new Promise<void>((resolve) => {
      sandbox.progress.push = (line) => {
        sandbox.progress[sandbox.progress.length] = line;
        if (line.includes("still building")) resolve();
        return sandbox.progress.length;
      };
    });
    sandbox.tuning.heartbeatMs = 10;
    const providing = sandbox.provide();
    (await compiler.next()).finish();
    const last = await compiler.next();
    await firstHeartbeat;
    last.finish();
    await providing;
    assert.match(sandbox.progress[0] ?? "", /^No Pulumi CLI on PATH: /);
    assert.match(
      sandbox.progress[2] ?? "",
      /^No Pulumi CLI from the official download: 127\.0\.0\.1:\d+ responded with 403/,
    );
    assert.match(sandbox.progress[3] ?? "", /^Building Pulumi .* about 5 minutes .* the limit is 20 min\.$/);
    assert.match(sandbox.progress[4] ?? "", /still building, 0 s so far/);
  });

  it("reports the output of Go if it fails, and leaves nothing in the cache", async () => {
    const providing = sandbox.provide();
    (await compiler.next()).fail("go: go.mod requires go >= 99 (running go 1)");
    await assert.rejects(providing, /built with Go: .*go ended with 1:\s+go: go\.mod requires go >= 99/);
    assert.deepEqual(await sandbox.cached(), []);
  });

  it("reports only the last lines of long output", async () => {
    const providing = sandbox.provide();
    (await compiler.next()).fail(Array.from({ length: 100 }, (_, line) => `line ${line}`).join("\n"));
    await assert.rejects(providing, /ended with 1:\s+line 88\s+line 89[^]*line 99/);
  });

  it("does not cache a CLI whose version is not the pinned one", async () => {
    const providing = sandbox.provide();
    (await compiler.next()).finish();
    (await compiler.next()).finishWithVersion("v3.1.0");
    await assert.rejects(providing, new RegExp(`is version 3\\.1\\.0, not ${pins.cli.version}`));
    assert.deepEqual(await sandbox.cached(), []);
  });

  it("is stopped at its time limit, together with the compiler", async () => {
    sandbox.tuning.buildTimeoutMs = 2_500;
    const providing = sandbox.provide();
    const rejected = assert.rejects(providing, /built with Go: .*go was stopped after its time limit of /);
    const build = await compiler.next();
    await rejected;
    await build.exited;
    assert.deepEqual(await sandbox.cached(), []);
  });

  it("has one time limit for both builds", async () => {
    const { now } = Date;
    try {
      const rejected = assert.rejects(sandbox.provide(), /go was stopped after its time limit of 0 s/);
      const first = await compiler.next();
      Date.now = () => now() + 20 * 60_000;
      first.finish();
      await rejected;
    } finally {
      Date.now = now;
    }
  });
});

describe("The pins", function () {
  this.timeout(20_000);
  it("come from go.mod files that each specify one tool and the version of its module", async () => {
    for (const { folder, version } of [pins.cli, pins.languageHost]) {
      const text = await readFile(join(folder, "go.mod"), "utf8");
      assert.match(text, new RegExp(`github.com/pulumi/pulumi/(pkg|sdk)/v3 v${version} `));
    }
    assert.match(pins.cli.goVersion, /^1\.\d+/);
    const sandbox = await Sandbox.open();
    assert.throws(() => readPins(join(sandbox.folder, "none")), /ENOENT/);
    await sandbox.close();
  });
});
