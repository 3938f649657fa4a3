import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { changesIn, releaseProblems } from "../../../../tools/release/readiness";

const MANIFEST = {
  version: "1.2.0",
  repository: { type: "git", url: "git+https://github.com/somebody/pulumi-chime.git" },
};

const READY: Record<string, string> = {
  "package.json": JSON.stringify(MANIFEST),
  "package-lock.json": '{"version":"1.2.0"}',
  "packages/emulator/package.json": '{"version":"1.2.0"}',
  "CHANGELOG.md": "# Changelog\n\n## Unreleased\n\n## 1.2.0 - 2026-12-01\n\n### Added\n\n- A thing.\n",
};

describe("A checkout", () => {
  let repository: string;
  beforeEach(() => {
    repository = mkdtempSync(join(tmpdir(), "release-"));
    git("init", "--quiet", "--initial-branch=main");
    mkdirSync(join(repository, "packages/emulator"), { recursive: true });
    commit(READY);
  });
  afterEach(() => {
    rmSync(repository, { recursive: true });
  });

  function git(...args: string[]): void {
    const author = ["-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"];
    execFileSync("git", [...author, ...args], { cwd: repository, stdio: "pipe" });
  }

  function commit(files: Record<string, string>): void {
    for (const [file, text] of Object.entries(files)) writeFileSync(join(repository, file), text);
    git("add", "--all");
    git("commit", "--quiet", "--message", "A change");
  }

  async function assertOnlyProblem(pattern: RegExp): Promise<void> {
    const problems = await releaseProblems(repository);
    assert.equal(problems.length, 1, problems.join("\n"));
    assert.match(problems[0]!, pattern);
  }

  it("that meets all conditions can be released", async () => {
    assert.deepEqual(await releaseProblems(repository), []);
  });

  it("with an uncommitted file cannot be released, and the error names the file", async () => {
    writeFileSync(join(repository, "forgotten.ts"), "");
    await assertOnlyProblem(/not committed:\n.*forgotten\.ts/);
  });

  it("of a branch other than main cannot be released", async () => {
    git("checkout", "--quiet", "-b", "feature");
    await assertOnlyProblem(/made from main, but the current branch is feature/);
  });

  it("whose version already has a tag cannot be released", async () => {
    git("tag", "v1.2.0");
    await assertOnlyProblem(/The tag v1\.2\.0 exists/);
  });

  const changelogs: [string, string, RegExp][] = [
    ["has no section for the version", "## 1.1.0 - 2026-01-01\n\n- A thing.\n", /no section "## 1\.2\.0 - /],
    [
      "has only a section for a prerelease of the version",
      "## 1.2.0-rc.1 - 2026-01-01\n\n- A thing.\n",
      /no section "## 1\.2\.0 - /,
    ],
    [
      "has no date for the version",
      "## 1.2.0 - soon\n\n- A thing.\n",
      /1\.2\.0 in CHANGELOG\.md has no date: "1\.2\.0 - soon"/,
    ],
    [
      "lists no changes for the version",
      "## 1.2.0 - 2026-12-01\n\n## 1.1.0 - 2026-01-01\n\n- A thing.\n",
      /lists no changes for 1/,
    ],
    [
      "still lists unreleased changes",
      "## Unreleased\n\n- Another.\n\n## 1.2.0 - 2026-12-01\n\n- A thing.\n",
      /under "Unreleased"/,
    ],
  ];
  for (const [title, sections, problem] of changelogs) {
    it(`whose changelog ${title} cannot be released`, async () => {
      commit({ "CHANGELOG.md": `# Changelog\n\n${sections}` });
      await assertOnlyProblem(problem);
    });
  }

  for (const file of ["packages/emulator/package.json", "package-lock.json"]) {
    it(`whose ${file} has another version cannot be released`, async () => {
      commit({ [file]: '{"version":"1.1.0"}' });
      await assertOnlyProblem(new RegExp(`${file} has version 1\\.1\\.0, package\\.json 1\\.2\\.0`));
    });
  }

  for (const [title, repository, problem] of [
    ["no repository", undefined, /package\.json has no repository,.*npm pkg set repository\.type=git/],
    [
      "a repository in another form",
      { url: "github:somebody/pulumi-chime" },
      /"github:somebody\/pulumi-chime"/,
    ],
  ] as const) {
    it(`whose package.json has ${title} cannot be released`, async () => {
      commit({ "package.json": JSON.stringify({ ...MANIFEST, repository }) });
      await assertOnlyProblem(problem);
    });
  }

  it("knows the changes of its version, for the release notes", async () => {
    assert.equal(await changesIn(repository), "### Added\n\n- A thing.");
  });

  describe("of a tag", () => {
    const released = (): void => {
      git("update-ref", "refs/remotes/origin/main", "HEAD");
    };

    it("of its version, on main, can be released from any branch", async () => {
      released();
      git("tag", "v1.2.0");
      git("checkout", "--quiet", "v1.2.0");
      assert.deepEqual(await releaseProblems(repository, "v1.2.0"), []);
    });

    it("of another version cannot be released", async () => {
      released();
      const problems = await releaseProblems(repository, "v1.3.0");
      assert.deepEqual(problems, ["The tag is v1.3.0, but package.json has the version of v1.2.0."]);
    });

    it("that is not on main cannot be released", async () => {
      released();
      commit({ "other.ts": "" });
      const [problem = "", ...others] = await releaseProblems(repository, "v1.2.0");
      assert.match(problem, /origin\/main does not have this commit/);
      assert.deepEqual(others, []);
    });
  });

  it("with several problems reports all of them", async () => {
    writeFileSync(join(repository, "forgotten.ts"), "");
    git("tag", "v1.2.0");
    assert.equal((await releaseProblems(repository)).length, 2);
  });
});
