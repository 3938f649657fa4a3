import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PulumiUnavailableError } from "../../../../tools/pulumi";
import { bundleFolder } from "../../../../tools/pulumi/cache";
import { readPins } from "../../../../tools/pulumi/pins";
import { Sandbox } from "./support/sandbox";

describe("A machine where no Pulumi CLI can be had", function () {
  this.timeout(20_000);
  let machine: Sandbox;
  beforeEach(async () => {
    machine = await Sandbox.make();
  });
  afterEach(async () => {
    await machine.remove();
  });

  it("is told why, source by source, and what to do about it", async () => {
    const pins = readPins();
    const bundle = bundleFolder(pins, machine.environment);
    const { host } = new URL(machine.tuning.probeUrl ?? "");
    await assert.rejects(machine.provide(), (error) => {
      assert.ok(error instanceof PulumiUnavailableError);
      assert.equal(
        error.message,
        `There is no Pulumi CLI on this machine, and none could be made:
  - on PATH: no folder of PATH has an executable pulumi.
  - kept from an earlier run: ${bundle} does not exist.
  - from the official download: ${host} answered 403.
  - built with Go: no folder of PATH has an executable go.
Any one of these helps:
  - Install Pulumi 3.254.0 or newer as its official documentation says, so that it is on PATH.
  - Install Go ${pins.cli.goVersion} or newer, with access to its modules (see \`go env GOPROXY\`), and run this again.
  - Copy ${bundle}
    from a machine of the same kind where this worked,
    or point PULUMI_CHIME_CACHE at a folder that may be written and has a folder of that name.`,
      );
      return true;
    });
    assert.deepEqual(await machine.cached(), []);
  });

  it("is told when the cache folder cannot be made", async () => {
    await writeFile(join(machine.folder, "file"), "");
    machine.environment["PULUMI_CHIME_CACHE"] = join(machine.folder, "file", "cache");
    await assert.rejects(machine.provide(), /in the cache folder: ENOTDIR: .*\/file\/cache/);
  });
});
