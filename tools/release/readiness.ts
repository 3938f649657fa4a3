import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

/** A branch that releases are made from. */
const RELEASE_BRANCH = "main";

/** What has to be so before a release is worth an hour of tests. Each answers what is wrong, or nothing. */
const CONDITIONS: readonly ((repository: string) => Promise<string | undefined>)[] = [
  treeIsClean,
  branchIsRight,
  tagIsFree,
  changelogHasVersion,
  packagesAgree,
];

/** Everything about a checkout that forbids a release of the version in its package.json. */
export async function problemsOf(repository: string): Promise<string[]> {
  const answers = await Promise.all(CONDITIONS.map((condition) => condition(repository)));
  return answers.filter((answer) => answer !== undefined);
}

/** The version that a checkout would release. */
export async function versionOf(repository: string): Promise<string> {
  return (await manifestOf(repository)).version;
}

async function treeIsClean(repository: string): Promise<string | undefined> {
  const changed = await git(repository, "status", "--porcelain");
  return changed === "" ? undefined : `There are files that are not committed:\n${changed}`;
}

async function branchIsRight(repository: string): Promise<string | undefined> {
  const branch = await git(repository, "rev-parse", "--abbrev-ref", "HEAD");
  return branch === RELEASE_BRANCH
    ? undefined
    : `Releases are made from ${RELEASE_BRANCH}, and this is ${branch}.`;
}

async function tagIsFree(repository: string): Promise<string | undefined> {
  const tag = `v${await versionOf(repository)}`;
  const found = await git(repository, "tag", "--list", tag);
  return found === ""
    ? undefined
    : `The tag ${tag} exists: package.json has the version of an earlier release.`;
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
  if (!/^- /m.test(section)) return `CHANGELOG.md says of no change in ${version}.`;
  const unreleased = sections.find((text) => headingOf(text) === "Unreleased");
  return unreleased !== undefined && /^- /m.test(unreleased)
    ? `CHANGELOG.md has changes under "Unreleased", which would be released without a word in ${version}.`
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
