import assert from "node:assert/strict";
import { resolve } from "node:path";

import { command } from "../../tools/package/command";

const EXAMPLE = resolve(__dirname, "../../examples/policy");

describe("examples/policy", () => {
  // Only the types of @pulumi/policy are missing here. test/package/examples.ts compiles the pack and runs it with the CLI.
  it("passes the test that it brings, without @pulumi/policy", async () => {
    const mocha = require.resolve("mocha/bin/mocha.js");
    assert.match(await command(process.execPath, [mocha], { cwd: EXAMPLE, env: process.env }), /6 passing/);
  });
});
