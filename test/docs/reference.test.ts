import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { FOLDERS, referencePages } from "../../tools/docs/pages";
import { markdownFiles, REPOSITORY } from "./snippets";

describe("The reference pages", () => {
  it("are what `npm run docs:pages` writes, and no others", async () => {
    const pages = await referencePages();
    const files = markdownFiles(...FOLDERS.map((folder) => `${folder}/*.md`));
    assert.deepEqual(files, [...pages.keys()].sort());
    for (const file of files) {
      const text = readFileSync(join(REPOSITORY, file), "utf8");
      assert.equal(text, pages.get(file), `${file} is not up to date: run \`npm run docs:pages\`.`);
    }
  });
});
