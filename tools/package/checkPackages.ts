/** Checks both packages, as npm would publish the current builds, with publint and "are the types wrong?". */
import { resolve } from "node:path";

import { command } from "./command";
import { PACKAGE_FOLDERS, Tarball } from "./tarball";

const REPOSITORY = resolve(__dirname, "../..");
const CHECKS = [["publint"], ["attw", "--format", "ascii"]] as const;

async function check(packageFolder: string): Promise<void> {
  const tarball = await Tarball.pack(packageFolder);
  try {
    for (const [tool, ...options] of CHECKS) {
      const args = ["--no-install", tool, ...options, tarball.path];
      console.log(await command("npx", args, { cwd: REPOSITORY, env: process.env }));
    }
  } finally {
    await tarball.remove();
  }
}

async function main(): Promise<void> {
  for (const packageFolder of PACKAGE_FOLDERS) await check(packageFolder);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
