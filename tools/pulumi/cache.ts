import { rmSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rename, rm, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, dirname, isAbsolute, join } from "node:path";
import { onInterrupt } from "./interrupt";
import type { Pins } from "./pins";
import type { Settings } from "./settings";

/** Overrides the folder that holds the bundles. */
export const CACHE_VARIABLE = "PULUMI_CHIME_CACHE";

/** Programs that are cached together. */
export interface Bundle {
  /** It may not exist. */
  folder: string;
  /** Throws unless the programs in `bin` are complete. */
  check: (bin: string) => Promise<void>;
}

/** Adds the programs to `root`/bin. May use `scratch`, which is removed afterwards. */
export type Fill = (root: string, scratch: string) => Promise<void>;

/** The folder of the CLI's bundle for these pins and this platform. It may not exist. */
export function bundleFolder(pins: Pins, environment: NodeJS.ProcessEnv): string {
  return folderInCache("pulumi", pins.cli.version, pins.digest, environment);
}

/** The folder of a bundle in the cache. It may not exist. The digest is a hash of all pins. */
export function folderInCache(
  name: string,
  version: string,
  digest: string,
  environment: NodeJS.ProcessEnv,
): string {
  return join(cacheFolder(environment), [name, version, process.platform, process.arch, digest].join("-"));
}

/** Returns the folder of the programs that an earlier run cached. */
export async function fromCache({ folder, check }: Bundle): Promise<string> {
  const bin = join(folder, "bin");
  if (!(await exists(folder))) throw new Error(`${folder} does not exist.`);
  await check(bin);
  return bin;
}

/**
 * Creates a bundle in a scratch folder, checks it, and publishes it with a rename. The caller must hold the lock.
 *
 * @returns The folder of its programs.
 */
export async function addToCache({ folder, check }: Bundle, fill: Fill, settings: Settings): Promise<string> {
  await removeLeftovers(folder, settings);
  const scratch = await mkdtemp(`${scratchPrefix(folder)}${process.pid}-`);
  const unregister = onInterrupt(() => {
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
  });
  try {
    const newBundle = join(scratch, "bundle");
    await mkdir(join(newBundle, "bin"), { recursive: true });
    await fill(newBundle, scratch);
    await check(join(newBundle, "bin"));
    await publish(newBundle, folder, scratch);
    return join(folder, "bin");
  } finally {
    unregister();
    await rm(scratch, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function publish(newBundle: string, bundle: string, scratch: string): Promise<void> {
  // A rename cannot replace a folder with files, so a broken bundle is moved away first.
  if (await exists(bundle)) await rename(bundle, join(scratch, "broken"));
  await rename(newBundle, bundle);
}

/** Removes the scratch folders of killed runs. Only the holder of the lock creates scratch folders. */
async function removeLeftovers(bundle: string, settings: Settings): Promise<void> {
  const prefix = basename(scratchPrefix(bundle));
  for (const name of await readdir(dirname(bundle))) {
    if (!name.startsWith(prefix)) continue;
    const folder = join(dirname(bundle), name);
    // The process that created it may still run, if it lost the lock while it was suspended. But another process may
    // have the same id by now.
    const mayBeInUse = isAlive(Number.parseInt(name.slice(prefix.length), 10));
    if (mayBeInUse && !(await isOlderThan(folder, settings.lockTimeoutMs))) continue;
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function scratchPrefix(bundle: string): string {
  return `${bundle}.tmp-`;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

async function isOlderThan(folder: string, milliseconds: number): Promise<boolean> {
  return Date.now() - (await stat(folder)).mtimeMs > milliseconds;
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function cacheFolder(environment: NodeJS.ProcessEnv): string {
  const configured = environment[CACHE_VARIABLE];
  if (configured !== undefined && configured !== "") {
    if (!isAbsolute(configured))
      throw new Error(`${CACHE_VARIABLE} must be an absolute path, not "${configured}".`);
    return configured;
  }
  return join(userCacheFolder(environment), "pulumi-chime");
}

function userCacheFolder(environment: NodeJS.ProcessEnv): string {
  const xdg = environment["XDG_CACHE_HOME"];
  // The XDG specification says to ignore a relative path.
  if (xdg !== undefined && isAbsolute(xdg)) return xdg;
  const home = environment["HOME"] ?? homedir();
  return process.platform === "darwin" ? join(home, "Library", "Caches") : join(home, ".cache");
}
