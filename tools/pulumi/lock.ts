import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import lockfile from "proper-lockfile";
import { duration, withHeartbeat } from "./heartbeat";
import type { Settings } from "./settings";

const POLL_MS = 250;

type Release = () => Promise<void>;

/**
 * Runs `work` while no other process, of any user of this cache, makes the same bundle. It spares work, and is
 * not what keeps bundles whole: that is the rename that publishes one. So a lock taken from a process that
 * slept too long (a closed laptop) costs a second build and nothing else.
 */
export async function whileLocked<T>(bundle: string, settings: Settings, work: () => Promise<T>): Promise<T> {
  await mkdir(dirname(bundle), { recursive: true });
  const release = (await tryLock(bundle, settings)) ?? (await waitForLock(bundle, settings));
  try {
    return await work();
  } finally {
    // It may be somebody else's by now, or gone.
    await release().catch(() => undefined);
  }
}

async function waitForLock(bundle: string, settings: Settings): Promise<Release> {
  const limit = duration(settings.lockLimitMs);
  settings.say(`Another run is making the Pulumi CLI right now: waiting for it, at most ${limit}.`);
  const deadline = Date.now() + settings.lockLimitMs;
  return withHeartbeat("waiting for the other run", settings, async () => {
    while (Date.now() < deadline) {
      await wait(POLL_MS);
      const release = await tryLock(bundle, settings);
      if (release !== undefined) return release;
    }
    throw new Error(
      `another run has held ${bundle}.lock for more than ${limit}. If none is running, remove that folder.`,
    );
  });
}

async function tryLock(bundle: string, settings: Settings): Promise<Release | undefined> {
  try {
    return await lockfile.lock(bundle, {
      realpath: false,
      stale: settings.lockStaleMs,
      // Often enough that a machine busy compiling misses several before it looks dead.
      update: settings.lockStaleMs / 6,
      onCompromised: () => {
        settings.say(
          "This run stood still for so long that another has taken its place; going on all the same.",
        );
      },
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ELOCKED") return undefined;
    throw error;
  }
}
