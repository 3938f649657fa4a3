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
  settings.report(`Downloading Pulumi ${version}, with a limit of ${duration(settings.downloadTimeoutMs)}.`);
  await withHeartbeat("downloading", settings, () =>
    run(process.execPath, [settings.installer, version, root], {
      // The scratch folder is removed even if the installer is killed, so its temporary files belong there.
      environment: { ...settings.environment, TMPDIR: scratch, TEMP: scratch, TMP: scratch },
      timeoutMs: settings.downloadTimeoutMs,
    }),
  );
}

/** Checks that the host is reachable. If a firewall drops packets, the installer would wait for minutes. */
async function probe(settings: Settings): Promise<void> {
  const { host } = new URL(settings.probeUrl);
  const response = await request(settings, host);
  await response.body?.cancel();
  if (!response.ok) throw new Error(`${host} responded with ${response.status}.`);
}

async function request(settings: Settings, host: string): Promise<Response> {
  try {
    return await fetch(settings.probeUrl, { signal: AbortSignal.timeout(settings.probeTimeoutMs) });
  } catch (error) {
    if ((error as Error).name === "TimeoutError") {
      throw new Error(`${host} did not respond within ${duration(settings.probeTimeoutMs)}.`, {
        cause: error,
      });
    }
    throw new Error(`${host} cannot be reached (${rootCause(error as Error).message}).`, { cause: error });
  }
}

/** The message of `fetch` itself is always "fetch failed". */
function rootCause(error: Error): Error {
  return error.cause instanceof Error ? rootCause(error.cause) : error;
}
