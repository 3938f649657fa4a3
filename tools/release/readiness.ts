import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const RELEASE_BRANCH = "main";

/** Checks one condition. Returns the problem, or nothing. */
type Check = (repository: string) => Promise<string | undefined>;

/** The quick checks, run before the long tests. */
const CHECKS: readonly Check[] = [uncommittedFiles, repositoryIsSet, changelogProblem, versionMismatch];

/**
 * The problems that prevent a release of the version in package.json.
 *
 * @param tag The tag that is released. Default: the tag does not exist yet.
 */
export async function releaseProblems(repository: string, tag?: string): Promise<string[]> {
  const ofTag: Check[] =
    tag === undefined
      ? [wrongBranch, existingTag]
      : [(folder) => tagIsOfVersion(folder, tag), commitIsReleased];
  const answers = await Promise.all([...CHECKS, ...ofTag].map((check) => check(repository)));
  return answers.filter((answer) => answer !== undefined);
}

/** The version in package.json. */
export async function versionOf(repository: string): Promise<string> {
  return (await manifestOf(repository)).version;
}

/** The entry of CHANGELOG.md about the version in package.json, without its heading. */
export async function changesIn(repository: string): Promise<string> {
  const version = await versionOf(repository);
  const section = (await changelogSections(repository)).find((text) => isAbout(text, version)) ?? "";
  return section.slice(section.indexOf("\n")).trim();
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

async function tagIsOfVersion(repository: string, tag: string): Promise<string | undefined> {
  const expected = `v${await versionOf(repository)}`;
  return tag === expected ? undefined : `The tag is ${tag}, but package.json has the version of ${expected}.`;
}

/** Without this, a tag on any branch would publish it. */
async function commitIsReleased(repository: string): Promise<string | undefined> {
  const branches = await git(
    repository,
    "branch",
    "--remotes",
    "--contains",
    "HEAD",
    "--format=%(refname:short)",
  );
  return branches.split("\n").includes(`origin/${RELEASE_BRANCH}`)
    ? undefined
    : `Releases are made from ${RELEASE_BRANCH}, but origin/${RELEASE_BRANCH} does not have this commit.`;
}

/** The form in which npm compares the repository with the provenance. */
const REPOSITORY_URL = /^git\+https:\/\/github\.com\/[\w.-]+\/[\w.-]+\.git$/;

async function repositoryIsSet(repository: string): Promise<string | undefined> {
  const { repository: { url = "" } = {} } = await manifestOf(repository);
  if (REPOSITORY_URL.test(url)) return undefined;
  return (
    `package.json has ${url === "" ? "no repository" : `the repository "${url}"`}, but npm needs the repository on GitHub for ` +
    "provenance. Set it for both packages, and commit it: npm pkg set repository.type=git " +
    "repository.url=git+https://github.com/OWNER/NAME.git"
  );
}

async function existingTag(repository: string): Promise<string | undefined> {
  const tag = `v${await versionOf(repository)}`;
  const found = await git(repository, "tag", "--list", tag);
  return found === "" ? undefined : `The tag ${tag} exists. Set a new version in package.json.`;
}

async function changelogProblem(repository: string): Promise<string | undefined> {
  const version = await versionOf(repository);
  const sections = await changelogSections(repository);
  const section = sections.find((text) => isAbout(text, version));
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

async function changelogSections(repository: string): Promise<string[]> {
  const changelog = await readFile(join(repository, "CHANGELOG.md"), "utf8");
  return changelog.split(/^## /m).slice(1);
}

function isAbout(section: string, version: string): boolean {
  return headingOf(section).startsWith(`${version} - `);
}

function headingOf(section: string): string {
  return section.slice(0, section.indexOf("\n")).trim();
}

/** A package.json, as far as a release needs it. */
interface Manifest {
  version: string;
  repository?: { url?: string };
}

async function manifestOf(repository: string, file = "package.json"): Promise<Manifest> {
  return JSON.parse(await readFile(join(repository, file), "utf8")) as Manifest;
}

async function git(repository: string, ...args: string[]): Promise<string> {
  return (await promisify(execFile)("git", args, { cwd: repository })).stdout.trim();
}
