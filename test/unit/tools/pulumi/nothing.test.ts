import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PulumiUnavailableError } from "../../../../tools/pulumi";
import { bundleFolder } from "../../../../tools/pulumi/cache";
import { readPins } from "../../../../tools/pulumi/pins";
import { Sandbox } from "./support/sandbox";

describe("Without any source of a Pulumi CLI", function () {
  this.timeout(20_000);
  let sandbox: Sandbox;
  beforeEach(async () => {
    sandbox = await Sandbox.open();
  });
  afterEach(async () => {
    await sandbox.close();
  });

  it("the error lists the reason for each source and what to do", async () => {
    const pins = readPins();
    const bundle = bundleFolder(pins, sandbox.environment);
    const { host } = new URL(sandbox.tuning.probeUrl ?? "");
    await assert.rejects(sandbox.provide(), (error) => {
      assert.ok(error instanceof PulumiUnavailableError);
      assert.equal(
        error.message,
        `There is no Pulumi CLI on this machine, and it could not be downloaded or built:
  - on PATH: no folder on PATH has an executable pulumi.
  - cached by an earlier run: ${bundle} does not exist.
  - from the official download: ${host} responded with 403.
  - built with Go: no folder on PATH has an executable go.
Do one of the following:
  - Install Pulumi 3.254.0 or newer as described in its documentation, so that it is on PATH.
  - Install Go ${pins.cli.goVersion} or newer, with access to its modules (see \`go env GOPROXY\`), and run this again.
  - Copy ${bundle}
    from a machine with the same operating system and architecture,
    or set PULUMI_CHIME_CACHE to a writable folder that contains a folder with that name.`,
      );
      return true;
    });
    assert.deepEqual(await sandbox.cached(), []);
  });

  it("the error says why the cache folder cannot be created", async () => {
    await writeFile(join(sandbox.folder, "file"), "");
    sandbox.environment["PULUMI_CHIME_CACHE"] = join(sandbox.folder, "file", "cache");
    await assert.rejects(sandbox.provide(), /added to the cache: ENOTDIR: .*\/file\/cache/);
  });
});
