import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { mkdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { duration, withHeartbeat } from "./heartbeat";
import { onInterrupt } from "./interrupt";
import type { Settings } from "./settings";

const POLL_MS = 250;

type Release = () => Promise<void>;

/**
 * Runs `action` while no other process that uses this cache builds the same bundle. The lock only prevents duplicate
 * builds. If a process loses its lock while it is suspended (a closed laptop), the bundle is built twice, but it is
 * never incomplete, because a rename publishes it.
 */
export async function whileLocked<T>(
  bundle: string,
  settings: Settings,
  action: () => Promise<T>,
): Promise<T> {
  const lock = `${bundle}.lock`;
  await mkdir(dirname(bundle), { recursive: true });
  const release = (await tryLock(lock, settings)) ?? (await waitForLock(lock, settings));
  try {
    return await action();
  } finally {
    // If this fails, the lock becomes stale, and the next run removes it.
    await release().catch(() => undefined);
  }
}

async function waitForLock(lock: string, settings: Settings): Promise<Release> {
  const limit = duration(settings.lockTimeoutMs);
  settings.report(
    `Another run is adding ${basename(lock, ".lock")} to the cache. Waiting for it for up to ${limit}.`,
  );
  const deadline = Date.now() + settings.lockTimeoutMs;
  return withHeartbeat("waiting for the other run", settings, async () => {
    while (Date.now() < deadline) {
      await wait(POLL_MS);
      const release = await tryLock(lock, settings);
      if (release !== undefined) return release;
    }
    throw new Error(
      `another run has held ${lock} for more than ${limit}. If no other run is active, remove that file.`,
    );
  });
}

/** Creates the lock file. Returns undefined if it exists. A stale lock file is removed, for the next attempt. */
async function tryLock(lock: string, settings: Settings): Promise<Release | undefined> {
  const holder = `${process.pid} ${randomUUID()}\n`;
  try {
    // The flag makes this fail if the file exists, so only one of several runs creates it.
    await writeFile(lock, holder, { flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    await removeIfStale(lock, settings.lockStaleMs);
    return undefined;
  }
  return hold(lock, holder, settings);
}

/**
 * Removes the lock of a crashed run, which no longer updates the modification time. The process id is not enough: ids
 * are reused, and mean nothing in another container that shares the cache.
 */
async function removeIfStale(lock: string, staleMs: number): Promise<void> {
  const modified = await stat(lock).then(({ mtimeMs }) => mtimeMs, ignoreMissing);
  if (modified !== undefined && Date.now() - modified > staleMs) {
    await rm(lock, { recursive: true, force: true });
  }
}

function hold(lock: string, holder: string, settings: Settings): Release {
  const isHeld = async (): Promise<boolean> => (await readFile(lock, "utf8").catch(ignoreMissing)) === holder;
  const update = async (): Promise<void> => {
    if (await isHeld()) {
      await utimes(lock, new Date(), new Date());
      return;
    }
    clearInterval(timer);
    settings.report(
      "This run was suspended for so long that another run took over its lock. It continues without the lock.",
    );
  };
  const unregister = onInterrupt(() => {
    rmSync(lock, { force: true });
  });
  // A busy machine can miss several updates before the lock looks stale.
  const timer = setInterval(() => void update().catch(() => undefined), settings.lockStaleMs / 6);
  timer.unref();
  return async () => {
    clearInterval(timer);
    unregister();
    if (await isHeld()) await rm(lock, { force: true });
  };
}

function ignoreMissing(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
}
