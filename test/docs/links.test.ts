import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { markdownFiles, REPOSITORY } from "./snippets";

const REMARK = join(REPOSITORY, "node_modules/.bin/remark");
const CHECK = join(REPOSITORY, "test/docs/links.remarkrc.json");

describe("The links of the documentation", function () {
  this.timeout(60_000);

  it("lead to files and headings that exist", async () => {
    assert.equal(await complaints(REPOSITORY, markdownFiles("*.md")), "");
  });

  it("are complained about where they lead nowhere", async () => {
    const folder = await mkdtemp(join(tmpdir(), "links-"));
    try {
      await mkdir(join(folder, "docs"));
      await writeFile(
        join(folder, "README.md"),
        "[no file](docs/none.md), [no heading](docs/page.md#none)\n",
      );
      await writeFile(
        join(folder, "docs/page.md"),
        "# Page\n\n![no image](none.svg), [good](../README.md)\n",
      );
      const said = await complaints(folder, ["README.md", "docs/page.md"]);
      for (const target of ["file `docs/none.md`", "heading for `#none`", "file `none.svg`"])
        assert.ok(said.includes(target), said);
      assert.match(said, /3 warnings/);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

/** What the checker says; nothing where all is well. */
async function complaints(cwd: string, files: string[]): Promise<string> {
  const args = [
    "--rc-path",
    CHECK,
    "--no-config",
    "--no-ignore",
    "--no-color",
    "--quiet",
    "--no-stdout",
    "--frail",
  ];
  try {
    const { stderr } = await promisify(execFile)(REMARK, [...args, ...files], { cwd });
    return stderr;
  } catch (error) {
    return (error as { stderr: string }).stderr;
  }
}
