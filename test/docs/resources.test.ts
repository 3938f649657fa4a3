import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import * as chime from "../../provider";
import { REPOSITORY } from "./snippets";

describe("The page about resources", () => {
  it("lists every resource, lookup and provider that a program can import", () => {
    const text = readFileSync(join(REPOSITORY, "docs/guides/resources.md"), "utf8");
    // Except the `…Output` forms and the lists of values, which the page describes with the function or resource.
    const exported = Object.entries(chime)
      .filter(([name, value]) => typeof value === "function" && !name.endsWith("Output"))
      .map(([name]) => name);
    assert.ok(exported.length > 8, exported.join(", "));
    assert.deepEqual(
      exported.filter((name) => !new RegExp(`^## .*\\b${name}\\b|\`[\\w.]*\\b${name}\\b`, "m").test(text)),
      [],
    );
  });
});
