import assert from "node:assert/strict";
import fs, {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { checkPaths, writeFiles, type OutputFile } from "../../../provider/cli/import/outputFiles";

describe("The files that an import writes", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "chime-files-"));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  const path = (name: string): string => join(folder, name);
  const files = (text: string, isPrivate = false): OutputFile[] =>
    ["program", "import"].map((name) => ({ path: path(name), text: `${text} ${name}`, isPrivate }));
  const contents = (): Record<string, string> =>
    Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(path(name), "utf8")]));
  const modeOf = (name: string): number => statSync(path(name)).mode & 0o777;

  /** Makes the n-th rename fail. */
  async function withFailingRename<Result>(nth: number, work: () => Promise<Result>): Promise<Result> {
    const { renameSync } = fs;
    let count = 0;
    fs.renameSync = (from, to) => {
      if ((count += 1) === nth) throw new Error("EIO: i/o error");
      renameSync(from, to);
    };
    try {
      return await work();
    } finally {
      fs.renameSync = renameSync;
    }
  }

  it("have the complete texts, and no temporary file stays", async () => {
    await writeFiles(files("new"), {});
    assert.deepEqual(contents(), { program: "new program", import: "new import" });
    await writeFiles(files("newer"), { force: true });
    assert.deepEqual(contents(), { program: "newer program", import: "newer import" });
  });

  for (const nth of [1, 2]) {
    it(`stay as they were if rename ${nth} of 2 fails`, async () => {
      await writeFiles(files("old"), {});
      chmodSync(path("program"), 0o640);
      const failed = withFailingRename(nth, () => writeFiles(files("new", true), { force: true }));
      const restored = nth === 1 ? "$" : ` .*program was restored\\.$`;
      const name = nth === 1 ? "program" : "import";
      await assert.rejects(
        failed,
        new RegExp(`^Error: Could not write .*${name}: EIO: i/o error\\.${restored}`),
      );
      assert.deepEqual(contents(), { program: "old program", import: "old import" });
      assert.equal(modeOf("program"), 0o640);
    });

    it(`do not exist afterwards if they did not exist before, and rename ${nth} of 2 fails`, async () => {
      const failed = withFailingRename(nth, () => writeFiles(files("new"), {}));
      await assert.rejects(failed, nth === 1 ? /i\/o error\.$/ : /program was removed again\.$/);
      assert.deepEqual(contents(), {});
    });
  }

  it("say where the previous content is if it cannot be restored", async () => {
    await writeFiles(files("old"), {});
    const { renameSync } = fs;
    let count = 0;
    fs.renameSync = (from, to) => {
      if ((count += 1) > 1) throw new Error("EIO: i/o error");
      renameSync(from, to);
    };
    const failed = writeFiles(files("new"), { force: true }).finally(() => {
      fs.renameSync = renameSync;
    });
    const message = await failed.then(String, (error: unknown) => String(error));
    const [, backup = ""] = /program could not be restored: .* Its previous content is in (.*)\.$/.exec(
      message,
    )!;
    assert.equal(readFileSync(backup, "utf8"), "old program");
    assert.deepEqual(Object.keys(contents()).length, 3);
  });

  it("have the mode 0600 if they contain personal data, also if they existed with another mode", async () => {
    await writeFiles(files("old"), {});
    assert.notEqual(modeOf("program"), 0o600);
    await writeFiles(files("new", true), { force: true });
    assert.equal(modeOf("program"), 0o600);
    assert.equal(modeOf("import"), 0o600);
  });

  it("keep their mode if they contain no personal data", async () => {
    await writeFiles(files("old"), {});
    chmodSync(path("import"), 0o664);
    await writeFiles(files("new"), { force: true });
    assert.equal(modeOf("import"), 0o664);
  });

  it("are not replaced without force, even if they appear after the check", async () => {
    checkPaths([path("program"), path("import")], {});
    writeFileSync(path("import"), "of somebody else");
    await assert.rejects(writeFiles(files("new"), {}), /import would be overwritten.*--force/);
    assert.deepEqual(contents(), { import: "of somebody else" });
  });

  it("are written through a symbolic link", async () => {
    mkdirSync(path("elsewhere"));
    writeFileSync(path("elsewhere/real"), "old");
    symlinkSync(path("elsewhere/real"), path("link"));
    await writeFiles([{ path: path("link"), text: "new", isPrivate: false }], { force: true });
    assert.equal(readFileSync(path("elsewhere/real"), "utf8"), "new");
    assert.deepEqual(readdirSync(path("elsewhere")), ["real"]);
    assert.deepEqual(readdirSync(folder).sort(), ["elsewhere", "link"]);
  });

  it("are checked before anything is read: the folder, the kind of file, and whether they exist", () => {
    assert.throws(() => {
      checkPaths([path("none/program")], {});
    }, /Could not write .*none\/program: the folder .*none does not exist\./);
    mkdirSync(path("folder"));
    assert.throws(() => {
      checkPaths([path("folder")], { force: true });
    }, /folder: it exists and is not a regular file\./);
    writeFileSync(path("program"), "");
    assert.throws(() => {
      checkPaths([path("program")], {});
    }, /program would be overwritten\. Choose another file, or use --force\./);
    checkPaths([path("program")], { force: true });
  });
});
