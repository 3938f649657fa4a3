import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, posix } from "node:path";

import { markdownFiles, REPOSITORY } from "./snippets";

const INDEX = "docs/README.md";

describe("The index of the documentation", () => {
  it("has every page of it", () => {
    const text = readFileSync(join(REPOSITORY, INDEX), "utf8");
    const links = [...text.matchAll(/\]\(([^)#]+)/g)].map(([, target]) => posix.join("docs", target!));
    const others = markdownFiles("docs/*.md", "docs/**/*.md").filter((page) => page !== INDEX);
    assert.ok(others.length > 15, `only ${others.length} were found`);
    assert.deepEqual(
      others.filter((page) => !links.includes(page)),
      [],
    );
  });
});
