import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { mkdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { duration, withHeartbeat } from "./heartbeat";
import { onInterrupt } from "./interrupt";
import type { Settings } from "./settings";

const POLL_MS = 250;

type Release = () => Promise<void>;

/**
 * Runs `work` while no other process that uses this cache builds the same bundle. The lock only saves work: bundles
 * are kept intact by the rename that publishes them. So if a process sleeps (a closed laptop) and loses its lock, the
 * bundle is built twice, and nothing else happens.
 */
export async function whileLocked<T>(bundle: string, settings: Settings, work: () => Promise<T>): Promise<T> {
  const lock = `${bundle}.lock`;
  await mkdir(dirname(bundle), { recursive: true });
  const release = (await tryLock(lock, settings)) ?? (await waitForLock(lock, settings));
  try {
    return await work();
  } finally {
    // If this fails, the lock becomes stale, and the next run removes it.
    await release().catch(() => undefined);
  }
}

async function waitForLock(lock: string, settings: Settings): Promise<Release> {
  const limit = duration(settings.lockLimitMs);
  settings.report(`Another run is making the Pulumi CLI. Waiting for it, at most ${limit}.`);
  const deadline = Date.now() + settings.lockLimitMs;
  return withHeartbeat("waiting for the other run", settings, async () => {
    while (Date.now() < deadline) {
      await wait(POLL_MS);
      const release = await tryLock(lock, settings);
      if (release !== undefined) return release;
    }
    throw new Error(`another run has held ${lock} for more than ${limit}. If none is running, remove it.`);
  });
}

/** Creates the lock file, unless there is one that its holder keeps up to date. */
async function tryLock(lock: string, settings: Settings): Promise<Release | undefined> {
  const holder = `${process.pid} ${randomUUID()}\n`;
  try {
    // Fails if the file exists, so of two runs that start together only one creates it.
    await writeFile(lock, holder, { flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    await removeIfStale(lock, settings.lockStaleMs);
    return undefined;
  }
  return hold(lock, holder, settings);
}

/**
 * Removes the lock of a run that crashed: a holder updates the modification time. A process id would not do, because
 * it is soon used again and means nothing in another container with the same cache.
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
      "This run was suspended for so long that another run took its lock. It continues anyway.",
    );
  };
  const forget = onInterrupt(() => {
    rmSync(lock, { force: true });
  });
  // Often enough that a busy machine can miss several updates before the lock looks stale.
  const timer = setInterval(() => void update().catch(() => undefined), settings.lockStaleMs / 6);
  timer.unref();
  return async () => {
    clearInterval(timer);
    forget();
    if (await isHeld()) await rm(lock, { force: true });
  };
}

function ignoreMissing(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
}
