/**
 * Checks that this checkout can be released, and writes what a release publishes into release/. Publishes nothing.
 *
 * `--tag v1.2.0` is for the release workflow: the tag exists, and the branch is not checked out.
 */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";

import { PACKAGE_FOLDERS, Tarball } from "../package/tarball";
import { writePlugin } from "../plugin/pluginPackage";
import { copyArchives } from "./pluginArchives";
import { changesIn, releaseProblems, versionOf } from "./readiness";
import { sbomOf } from "./sbom";
import { runAll, STEPS } from "./steps";

const REPOSITORY = resolve(__dirname, "../..");
const OUT = join(REPOSITORY, "release");

async function main(): Promise<void> {
  const { tag } = parseArgs({ options: { tag: { type: "string" } } }).values;
  const problems = await releaseProblems(REPOSITORY, tag);
  if (problems.length > 0) throw new Error(`Not ready for a release:\n- ${problems.join("\n- ")}`);
  await runAll(STEPS, REPOSITORY, console.log);
  // The checks take long enough for somebody to change a file.
  const changed = await releaseProblems(REPOSITORY, tag);
  if (changed.length > 0) throw new Error(`Changed while the checks ran:\n- ${changed.join("\n- ")}`);
  await rm(OUT, { recursive: true, force: true });
  await mkdir(OUT);
  for (const packageFolder of PACKAGE_FOLDERS) await writePackage(packageFolder);
  await writePluginArchives();
  await writeFile(join(OUT, "notes.md"), `${await changesIn(REPOSITORY)}\n`);
  const version = await versionOf(REPOSITORY);
  console.log(`\nVersion ${version} passed all checks. Nothing is published yet.`);
  if (tag === undefined)
    console.log(`To publish it, run:\n  git tag v${version} && git push origin v${version}`);
}

async function writePackage(packageFolder: string): Promise<void> {
  const tarball = await Tarball.pack(packageFolder);
  try {
    await tarball.copyTo(OUT);
    console.log(`${tarball.name}: ${tarball.files.length} files, ${tarball.unpackedSize} bytes unpacked`);
    const sbom = await sbomOf(join(REPOSITORY, packageFolder));
    await writeFile(join(OUT, tarball.name.replace(/\.tgz$/, ".cdx.json")), sbom);
  } finally {
    await tarball.remove();
  }
}

async function writePluginArchives(): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), "plugin-"));
  try {
    const names = await copyArchives(await writePlugin(scratch), OUT);
    console.log(`${names.join(", ")}: the native plugin`);
  } finally {
    await rm(scratch, { recursive: true });
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
