import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { LOOK_UPS, MEMBERSHIPS, ROOMS } from "../../examples/aws/permissions";
import { OPERATIONS } from "../../schema/operations";
import { REPOSITORY, snippetsOf } from "./snippets";

const PAGE = "docs/guides/getting-started.md";
const OF_CHANNELS = /Channel|AppInstance/;

describe("The IAM permissions in the documentation", () => {
  it("are those of the calls that are made for rooms, no more and no fewer", () => {
    const called = operationsIn(join(REPOSITORY, "provider/aws")).filter((name) => !OF_CHANNELS.test(name));
    assert.deepEqual(
      [...MEMBERSHIPS, ...ROOMS, ...LOOK_UPS].sort(),
      [...new Set(called)].map((name) => `chime:${name}`).sort(),
    );
  });

  it("are those of the calls that are made, in the package schema too", () => {
    const called = operationsIn(join(REPOSITORY, "provider/aws"));
    assert.deepEqual(Object.keys(OPERATIONS).sort(), [...new Set(called)].sort());
  });

  it("are on the page about security for channels too, no more and no fewer", () => {
    const called = operationsIn(join(REPOSITORY, "provider/aws")).filter((name) => OF_CHANNELS.test(name));
    const page = readFileSync(join(REPOSITORY, "docs/guides/security.md"), "utf8");
    const named = [...page.matchAll(/`chime:([A-Z]\w+)`/g)]
      .map(([, name = ""]) => name)
      .filter((name) => OF_CHANNELS.test(name));
    assert.deepEqual(named.sort(), [...new Set(called)].sort());
  });

  it("are the same on the page as in the example", async () => {
    const policy = (await snippetsOf(PAGE)).find(({ language }) => language === "json");
    const { Statement } = JSON.parse(policy?.text ?? "{}") as { Statement: [{ Action: string[] }] };
    assert.deepEqual(Statement[0].Action, MEMBERSHIPS);
    const page = readFileSync(join(REPOSITORY, PAGE), "utf8");
    for (const action of [...ROOMS, ...LOOK_UPS]) assert.ok(page.includes(`\`${action}\``), action);
  });
});

/** The operations that calls are described with, which the errors name. */
function operationsIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) => [...readFileSync(join(folder, file), "utf8").matchAll(/operation: "(\w+)"/g)])
    .map(([, name = ""]) => name);
}
