/** Checks that this checkout can be released, packs both packages and prints how to publish them. Publishes nothing. */
import { mkdir, rm } from "node:fs/promises";
import { join, resolve } from "node:path";

import { PACKAGE_FOLDERS, Tarball } from "../package/tarball";
import { releaseProblems, versionOf } from "./readiness";
import { runAll, STEPS } from "./steps";

const REPOSITORY = resolve(__dirname, "../..");
const OUT = join(REPOSITORY, "release");

async function main(): Promise<void> {
  const problems = await releaseProblems(REPOSITORY);
  if (problems.length > 0) throw new Error(`Not ready for a release:\n- ${problems.join("\n- ")}`);
  await runAll(STEPS, REPOSITORY, console.log);
  // The checks take long enough for a file to change.
  const changed = await releaseProblems(REPOSITORY);
  if (changed.length > 0) throw new Error(`Files changed while the checks ran:\n- ${changed.join("\n- ")}`);
  await rm(OUT, { recursive: true, force: true });
  await mkdir(OUT);
  const tarballs = [];
  for (const packageFolder of PACKAGE_FOLDERS) tarballs.push(await packInto(OUT, packageFolder));
  console.log(howToPublish(await versionOf(REPOSITORY), tarballs));
}

async function packInto(folder: string, packageFolder: string): Promise<string> {
  const tarball = await Tarball.pack(packageFolder);
  try {
    await tarball.copyTo(folder);
    console.log(`${tarball.name}: ${tarball.files.length} files, ${tarball.unpackedSize} bytes unpacked`);
    return tarball.name;
  } finally {
    await tarball.remove();
  }
}

function howToPublish(version: string, tarballs: readonly string[]): string {
  return [
    `\nVersion ${version} passed all checks. Nothing is published yet. To publish it, run:`,
    `  git tag v${version} && git push origin v${version}`,
    ...tarballs.map((name) => `  npm publish release/${name}`),
  ].join("\n");
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
