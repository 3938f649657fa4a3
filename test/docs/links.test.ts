import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { markdownFiles, REPOSITORY } from "./snippets";

const REMARK = join(REPOSITORY, "node_modules/.bin/remark");
const CONFIG = join(REPOSITORY, "test/docs/links.remarkrc.json");

describe("The links of the documentation", function () {
  this.timeout(60_000);

  it("lead to existing files and headings", async () => {
    assert.equal(await warnings(REPOSITORY, markdownFiles("*.md")), "");
  });

  it("are reported if their targets do not exist", async () => {
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
      const output = await warnings(folder, ["README.md", "docs/page.md"]);
      for (const target of ["file `docs/none.md`", "heading for `#none`", "file `none.svg`"])
        assert.ok(output.includes(target), output);
      assert.match(output, /3 warnings/);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

/** The warnings of the link checker. Empty if there are none. */
async function warnings(cwd: string, files: string[]): Promise<string> {
  const args = [
    "--rc-path",
    CONFIG,
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
