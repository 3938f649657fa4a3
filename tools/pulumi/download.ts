import { duration, withHeartbeat } from "./heartbeat";
import { run } from "./run";
import type { Settings } from "./settings";

/** Fills `root`/bin with the official release, if the network lets it through. */
export async function download(
  root: string,
  scratch: string,
  version: string,
  settings: Settings,
): Promise<void> {
  await probe(settings);
  settings.say(
    `Downloading Pulumi ${version} from its makers, within ${duration(settings.downloadLimitMs)}.`,
  );
  await withHeartbeat("downloading", settings, () =>
    run(process.execPath, [settings.installer, version, root], {
      // The installer's own temporary files go where they are removed even if it is killed.
      environment: { ...settings.environment, TMPDIR: scratch, TEMP: scratch, TMP: scratch },
      limitMs: settings.downloadLimitMs,
    }),
  );
}

/** The installer would wait for minutes where packets are dropped, so the host is tried first. */
async function probe(settings: Settings): Promise<void> {
  const { host } = new URL(settings.probeUrl);
  const response = await ask(settings, host);
  await response.body?.cancel();
  if (!response.ok) throw new Error(`${host} answered ${response.status}.`);
}

async function ask(settings: Settings, host: string): Promise<Response> {
  try {
    return await fetch(settings.probeUrl, { signal: AbortSignal.timeout(settings.probeLimitMs) });
  } catch (error) {
    if ((error as Error).name === "TimeoutError") {
      throw new Error(`${host} did not answer within ${duration(settings.probeLimitMs)}.`, { cause: error });
    }
    throw new Error(`${host} cannot be reached (${rootCause(error as Error).message}).`, { cause: error });
  }
}

/** `fetch` itself only ever says "fetch failed". */
function rootCause(error: Error): Error {
  return error.cause instanceof Error ? rootCause(error.cause) : error;
}
