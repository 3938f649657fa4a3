import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, posix } from "node:path";

import { markdownFiles, REPOSITORY } from "./snippets";

const INDEX = "docs/README.md";

describe("The index of the documentation", () => {
  it("links to every page", () => {
    const text = readFileSync(join(REPOSITORY, INDEX), "utf8");
    const links = [...text.matchAll(/\]\(([^)#]+)/g)].map(([, target]) => posix.join("docs", target!));
    const pages = markdownFiles("docs/*.md", "docs/**/*.md").filter((page) => page !== INDEX);
    assert.ok(pages.length > 15, `only ${pages.length} were found`);
    assert.deepEqual(
      pages.filter((page) => !links.includes(page)),
      [],
    );
  });
});
