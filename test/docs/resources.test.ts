import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import * as chime from "../../provider";
import { REPOSITORY } from "./snippets";

describe("The page of resources", () => {
  it("names every resource, look-up and provider that a program can import", () => {
    const text = readFileSync(join(REPOSITORY, "docs/guides/resources.md"), "utf8");
    // The `…Output` forms and the lists of values are told of with what they belong to.
    const named = Object.entries(chime)
      .filter(([name, value]) => typeof value === "function" && !name.endsWith("Output"))
      .map(([name]) => name);
    assert.ok(named.length > 8, named.join(", "));
    assert.deepEqual(
      named.filter((name) => !new RegExp(`^## .*\\b${name}\\b|\`[\\w.]*\\b${name}\\b`, "m").test(text)),
      [],
    );
  });
});
