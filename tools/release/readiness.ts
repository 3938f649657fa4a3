import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

/** The branch of releases. */
const RELEASE_BRANCH = "main";

/** The conditions to check before the long tests. Each returns the problem, or nothing. */
const CONDITIONS: readonly ((repository: string) => Promise<string | undefined>)[] = [
  treeIsClean,
  branchIsRight,
  tagIsFree,
  changelogHasVersion,
  packagesAgree,
];

/** The problems that prevent a release of the version in package.json. */
export async function problemsOf(repository: string): Promise<string[]> {
  const answers = await Promise.all(CONDITIONS.map((condition) => condition(repository)));
  return answers.filter((answer) => answer !== undefined);
}

/** The version in package.json. */
export async function versionOf(repository: string): Promise<string> {
  return (await manifestOf(repository)).version;
}

async function treeIsClean(repository: string): Promise<string | undefined> {
  const changed = await git(repository, "status", "--porcelain");
  return changed === "" ? undefined : `These files are not committed:\n${changed}`;
}

async function branchIsRight(repository: string): Promise<string | undefined> {
  const branch = await git(repository, "rev-parse", "--abbrev-ref", "HEAD");
  return branch === RELEASE_BRANCH
    ? undefined
    : `Releases are made from ${RELEASE_BRANCH}, but this is ${branch}.`;
}

async function tagIsFree(repository: string): Promise<string | undefined> {
  const tag = `v${await versionOf(repository)}`;
  const found = await git(repository, "tag", "--list", tag);
  return found === "" ? undefined : `The tag ${tag} exists. Set a new version in package.json.`;
}

async function changelogHasVersion(repository: string): Promise<string | undefined> {
  const version = await versionOf(repository);
  const changelog = await readFile(join(repository, "CHANGELOG.md"), "utf8");
  const [, ...sections] = changelog.split(/^## /m);
  const section = sections.find((text) => headingOf(text).startsWith(`${version} - `));
  if (section === undefined) return `CHANGELOG.md has no section "## ${version} - YEAR-MONTH-DAY".`;
  if (!/ - \d{4}-\d{2}-\d{2}$/.test(headingOf(section))) {
    return `CHANGELOG.md gives no date for ${version}: "${headingOf(section)}".`;
  }
  if (!/^- /m.test(section)) return `CHANGELOG.md lists no changes in ${version}.`;
  const unreleased = sections.find((text) => headingOf(text) === "Unreleased");
  return unreleased !== undefined && /^- /m.test(unreleased)
    ? `CHANGELOG.md has changes under "Unreleased". Move them to ${version}.`
    : undefined;
}

async function packagesAgree(repository: string): Promise<string | undefined> {
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
