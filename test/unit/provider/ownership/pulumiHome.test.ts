import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Ledger } from "../../../../provider/ownership/ledger";
import { Ownership } from "../../../../provider/ownership/ownership";
import { setEnvironment } from "../../../support/processEnvironment";

const ENGINE = "127.0.0.1:4712";
const ID = "account/room/ana";

// LocalWorkspace's option pulumiHome sets PULUMI_HOME for the CLI and its plugins, but not in the process that runs the program.
describe("The ledger of an inline program with another Pulumi home folder than its plugins", () => {
  let home: string;
  let program: Ledger;
  let plugin: Ownership;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), "pulumi-chime-homes-"));
    program = inEnvironment({ HOME: home, PULUMI_HOME: "" }, () => new Ledger(ENGINE, "program"));
    plugin = inEnvironment({ HOME: home, PULUMI_HOME: join(home, "cli") }, () => new Ownership(ENGINE));
    plugin.check();
  });
  afterEach(() => {
    plugin.end();
    program.remove();
    rmSync(home, { recursive: true });
  });

  it("is read by the plugins, which remove it at the end", () => {
    program.add("desired", [ID]);
    assert.equal(plugin.outcomeInRoster(ID), "desired");
    plugin.end();
    assert.deepEqual(readdirSync(join(home, ".pulumi", "pulumi-chime")), []);
  });

  it("is ignored in a folder that others can write to", () => {
    program.add("desired", [ID]);
    chmodSync(join(home, ".pulumi", "pulumi-chime"), 0o777);
    assert.equal(plugin.outcomeInRoster(ID), "removed");
  });
});

function inEnvironment<T>(env: Record<string, string>, make: () => T): T {
  const restoreEnvironment = setEnvironment(env);
  try {
    return make();
  } finally {
    restoreEnvironment();
  }
}
