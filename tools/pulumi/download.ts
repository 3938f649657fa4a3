import { duration, withHeartbeat } from "./heartbeat";
import { run } from "./run";
import type { Settings } from "./settings";

/** Downloads the official release into `root`/bin, if the network allows it. */
export async function download(
  root: string,
  scratch: string,
  version: string,
  settings: Settings,
): Promise<void> {
  await probe(settings);
  settings.report(`Downloading Pulumi ${version}, with a limit of ${duration(settings.downloadLimitMs)}.`);
  await withHeartbeat("downloading", settings, () =>
    run(process.execPath, [settings.installer, version, root], {
      // In the scratch folder, the temporary files of the installer are removed even if it is killed.
      environment: { ...settings.environment, TMPDIR: scratch, TEMP: scratch, TMP: scratch },
      limitMs: settings.downloadLimitMs,
    }),
  );
}

/** Tries the host first: if a firewall drops packets, the installer would wait for minutes. */
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

/** The message of `fetch` itself is always "fetch failed". */
function rootCause(error: Error): Error {
  return error.cause instanceof Error ? rootCause(error.cause) : error;
}
