/**
 * Provides a Pulumi CLI: from PATH, from the cache, from the official download, or built from the Go modules that
 * `modules/` pins, in that order.
 */
import { addToCache, bundleFolder, fromCache, type Fill } from "./cache";
import { download } from "./download";
import { fromPath } from "./fromPath";
import { goBuild } from "./goBuild";
import { whileLocked } from "./lock";
import { readPins, type Pins } from "./pins";
import type { PulumiCli, Source } from "./pulumiCli";
import { PulumiUnavailableError, SourceFailures } from "./sourceFailures";
import { withDefaults, type ProvideOptions, type Settings } from "./settings";

export { CACHE_VARIABLE } from "./cache";
export { MINIMUM_VERSION } from "./fromPath";
export type { PulumiCli, Source } from "./pulumiCli";
export { PulumiUnavailableError, type SourceFailure } from "./sourceFailures";
export type { ProvideOptions, Tuning } from "./settings";

/**
 * Finds, downloads or builds a Pulumi CLI with the plugins for Node.js programs with dynamic resources. A build takes
 * minutes. Every wait has a limit, and progress is reported.
 *
 * @throws {@link PulumiUnavailableError} if no source provides one
 */
export async function providePulumi(options: ProvideOptions = {}): Promise<PulumiCli> {
  const settings = withDefaults(options);
  const pins = readPins();
  const bundle = bundleFolder(pins, settings.environment);
  const failures = new SourceFailures();
  const found =
    (await failures.attempt("on PATH", () => fromPath(settings))) ??
    (await failures.attempt("cached by an earlier run", () => fromCache(bundle, pins, settings))) ??
    (await failures.attempt("added to the cache", () =>
      whileLocked(bundle, settings, () => downloadOrBuild(bundle, pins, settings, failures)),
    ));
  if (found === undefined) throw new PulumiUnavailableError(failures.list, bundle, pins);
  return found;
}

async function downloadOrBuild(
  bundle: string,
  pins: Pins,
  settings: Settings,
  failures: SourceFailures,
): Promise<PulumiCli | undefined> {
  // The previous holder of the lock may have cached it.
  const cached = await fromCache(bundle, pins, settings).catch(() => undefined);
  if (cached !== undefined) return cached;
  const add = async (name: string, source: Source, fill: Fill): Promise<PulumiCli | undefined> => {
    failures.reportNew(settings.report);
    return failures.attempt(name, () => addToCache(bundle, source, fill, pins, settings));
  };
  return (
    (await add("from the official download", "download", (root, scratch) =>
      download(root, scratch, pins.cli.version, settings),
    )) ?? (await add("built with Go", "build", (root, scratch) => goBuild(root, scratch, pins, settings)))
  );
}
