import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { command } from "../package/command";

/**
 * The software bill of materials of a package, as CycloneDX: the package and its dependencies, without the peers.
 *
 * @param packageFolder The folder with its package.json. Without a package-lock.json, npm resolves the newest versions.
 */
export async function sbomOf(packageFolder: string): Promise<string> {
  const scratch = await mkdtemp(join(tmpdir(), "sbom-"));
  try {
    const folder = await copyOf(packageFolder, scratch);
    const npm = (...args: string[]): Promise<string> =>
      command("npm", args, { cwd: folder, env: process.env });
    await npm("install", "--package-lock-only", "--ignore-scripts", "--no-audit", "--no-fund");
    return await npm("sbom", "--sbom-format", "cyclonedx", "--package-lock-only");
  } finally {
    await rm(scratch, { recursive: true });
  }
}

/** A folder with what npm needs, and with the name of the package, because npm names the package by its folder. */
async function copyOf(packageFolder: string, scratch: string): Promise<string> {
  const text = await readFile(join(packageFolder, "package.json"), "utf8");
  // With them, `npm sbom --omit` would also omit the dependencies that they share with the package.
  const others = { devDependencies: {}, peerDependencies: {} };
  const manifest = { ...(JSON.parse(text) as { name: string }), ...others };
  const folder = join(scratch, manifest.name);
  await mkdir(folder);
  await writeFile(join(folder, "package.json"), JSON.stringify(manifest));
  const lockfile = "package-lock.json";
  await cp(join(packageFolder, lockfile), join(folder, lockfile)).catch(ignoreMissing);
  return folder;
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== "ENOENT") throw error;
}
