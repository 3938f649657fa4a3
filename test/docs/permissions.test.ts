import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { LOOK_UPS, MEMBERSHIPS, ROOMS } from "../../examples/aws/permissions";
import { OTHER_READS } from "../../provider/cli/doctor/channelChecks";
import { OPERATIONS } from "../../schema/operations";
import { REPOSITORY, snippetsOf } from "./snippets";

const PAGE = "docs/guides/getting-started.md";
const CHANNEL_OPERATION = /Channel|AppInstance|Resource|Streaming/;

describe("The IAM permissions in the documentation", () => {
  it("are exactly those that the provider needs for rooms", () => {
    const operations = operationsIn(join(REPOSITORY, "provider/aws")).filter(
      (name) => !CHANNEL_OPERATION.test(name),
    );
    assert.deepEqual(
      [...MEMBERSHIPS, ...ROOMS, ...LOOK_UPS].sort(),
      [...new Set(operations)].map((name) => `chime:${name}`).sort(),
    );
  });

  it("are, in the package schema, exactly those that the provider needs", () => {
    const operations = operationsIn(join(REPOSITORY, "provider/aws"));
    assert.deepEqual(Object.keys(OPERATIONS).sort(), [...new Set(operations)].sort());
  });

  it("are, on the page about security, exactly those that the provider needs for channels", () => {
    const operations = operationsIn(join(REPOSITORY, "provider/aws")).filter((name) =>
      CHANNEL_OPERATION.test(name),
    );
    const page = readFileSync(join(REPOSITORY, "docs/guides/security.md"), "utf8");
    const documented = [...page.matchAll(/`chime:([A-Z]\w+)`/g)]
      .map(([, name = ""]) => name)
      .filter((name) => CHANNEL_OPERATION.test(name));
    assert.deepEqual(documented.sort(), [...new Set(operations)].sort());
  });

  it("are, on the page about the doctor, those of all reads that it tests, and of the list of moderators", async () => {
    const policy = (await snippetsOf("docs/guides/doctor.md")).find(({ language }) => language === "json");
    const { Statement } = JSON.parse(policy?.text ?? "{}") as { Statement: [{ Action: string[] }] };
    const reads = Object.keys(OPERATIONS).filter(
      (name) => /^(Get|List|Describe)/.test(name) && !OTHER_READS.some((other) => other === name),
    );
    assert.deepEqual(
      [...Statement[0].Action].sort(),
      [...reads, "ListChannelModerators"].map((name) => `chime:${name}`).sort(),
    );
  });

  it("are the same in the guide as in the example", async () => {
    const policy = (await snippetsOf(PAGE)).find(({ language }) => language === "json");
    const { Statement } = JSON.parse(policy?.text ?? "{}") as { Statement: [{ Action: string[] }] };
    assert.deepEqual(Statement[0].Action, MEMBERSHIPS);
    const page = readFileSync(join(REPOSITORY, PAGE), "utf8");
    for (const action of [...ROOMS, ...LOOK_UPS]) assert.ok(page.includes(`\`${action}\``), action);
  });
});

/** The names of the operations in the descriptions of calls. */
function operationsIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) => [...readFileSync(join(folder, file), "utf8").matchAll(/operation: "(\w+)"/g)])
    .map(([, name = ""]) => name);
}
