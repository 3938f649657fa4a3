import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const RELEASE_BRANCH = "main";

/** Quick checks, run before the long tests. Each returns the problem that it found, or undefined. */
const CHECKS: readonly ((repository: string) => Promise<string | undefined>)[] = [
  uncommittedFiles,
  wrongBranch,
  existingTag,
  changelogProblem,
  versionMismatch,
];

/** The problems that prevent a release of the version in package.json. */
export async function releaseProblems(repository: string): Promise<string[]> {
  const problems = await Promise.all(CHECKS.map((check) => check(repository)));
  return problems.filter((problem) => problem !== undefined);
}

/** The version in package.json. */
export async function versionOf(repository: string): Promise<string> {
  return (await manifestOf(repository)).version;
}

async function uncommittedFiles(repository: string): Promise<string | undefined> {
  const changed = await git(repository, "status", "--porcelain");
  return changed === "" ? undefined : `These files are not committed:\n${changed}`;
}

async function wrongBranch(repository: string): Promise<string | undefined> {
  const branch = await git(repository, "rev-parse", "--abbrev-ref", "HEAD");
  return branch === RELEASE_BRANCH
    ? undefined
    : `Releases are made from ${RELEASE_BRANCH}, but the current branch is ${branch}.`;
}

async function existingTag(repository: string): Promise<string | undefined> {
  const tag = `v${await versionOf(repository)}`;
  const found = await git(repository, "tag", "--list", tag);
  return found === "" ? undefined : `The tag ${tag} exists. Set a new version in package.json.`;
}

async function changelogProblem(repository: string): Promise<string | undefined> {
  const version = await versionOf(repository);
  const changelog = await readFile(join(repository, "CHANGELOG.md"), "utf8");
  const [, ...sections] = changelog.split(/^## /m);
  const section = sections.find((text) => headingOf(text).startsWith(`${version} - `));
  if (section === undefined) return `CHANGELOG.md has no section "## ${version} - YEAR-MONTH-DAY".`;
  if (!/ - \d{4}-\d{2}-\d{2}$/.test(headingOf(section))) {
    return `The heading of ${version} in CHANGELOG.md has no date: "${headingOf(section)}".`;
  }
  if (!/^- /m.test(section)) return `CHANGELOG.md lists no changes for ${version}.`;
  const unreleased = sections.find((text) => headingOf(text) === "Unreleased");
  return unreleased !== undefined && /^- /m.test(unreleased)
    ? `CHANGELOG.md has changes under "Unreleased". Move them to ${version}.`
    : undefined;
}

async function versionMismatch(repository: string): Promise<string | undefined> {
  const version = await versionOf(repository);
  const others = ["packages/emulator/package.json", "package-lock.json"];
  const differing = [];
  for (const file of others) {
    const found = (await manifestOf(repository, file)).version;
    if (found !== version) differing.push(`${file} has version ${found}, package.json ${version}.`);
  }
  return differing.length === 0 ? undefined : differing.join("\n");
}

function headingOf(section: string): string {
  return section.slice(0, section.indexOf("\n")).trim();
}

async function manifestOf(repository: string, file = "package.json"): Promise<{ version: string }> {
  return JSON.parse(await readFile(join(repository, file), "utf8")) as { version: string };
}

async function git(repository: string, ...args: string[]): Promise<string> {
  return (await promisify(execFile)("git", args, { cwd: repository })).stdout.trim();
}
