/**
 * A Pulumi CLI for every machine: the person's own, one kept from an earlier run, the official download, or one
 * built from the Go modules that `modules/` pins, in that order.
 */
import { addToCache, bundleFolder, fromCache, type Fill } from "./cache";
import { download } from "./download";
import { fromPath } from "./fromPath";
import { goBuild } from "./goBuild";
import { whileLocked } from "./lock";
import { readPins, type Pins } from "./pins";
import type { PulumiCli, Source } from "./pulumiCli";
import { PulumiUnavailableError, Refusals } from "./refusals";
import { withDefaults, type ProvideOptions, type Settings } from "./settings";

export { CACHE_VARIABLE } from "./cache";
export { MINIMUM_VERSION } from "./fromPath";
export type { PulumiCli, Source } from "./pulumiCli";
export { PulumiUnavailableError, type Refusal } from "./refusals";
export type { ProvideOptions, Tuning } from "./settings";

/**
 * Finds or makes a Pulumi CLI with what Node.js programs and dynamic resources need. The first time on a machine
 * with neither a CLI nor a download this takes minutes; every wait is bounded, and progress is said.
 * @throws {@link PulumiUnavailableError} when no source has one.
 */
export async function providePulumi(options: ProvideOptions = {}): Promise<PulumiCli> {
  const settings = withDefaults(options);
  const pins = readPins();
  const bundle = bundleFolder(pins, settings.environment);
  const refusals = new Refusals();
  const found =
    (await refusals.attempt("on PATH", () => fromPath(settings))) ??
    (await refusals.attempt("kept from an earlier run", () => fromCache(bundle, pins, settings))) ??
    (await refusals.attempt("in the cache folder", () =>
      whileLocked(bundle, settings, () => make(bundle, pins, settings, refusals)),
    ));
  if (found === undefined) throw new PulumiUnavailableError(refusals.list, bundle, pins);
  return found;
}

async function make(
  bundle: string,
  pins: Pins,
  settings: Settings,
  refusals: Refusals,
): Promise<PulumiCli | undefined> {
  // The run that held the lock before us may have made it.
  const made = await fromCache(bundle, pins, settings).catch(() => undefined);
  if (made !== undefined) return made;
  const add = async (name: string, source: Source, fill: Fill): Promise<PulumiCli | undefined> => {
    refusals.explain(settings.say);
    return refusals.attempt(name, () => addToCache(bundle, source, fill, pins, settings));
  };
  return (
    (await add("from the official download", "download", (root, scratch) =>
      download(root, scratch, pins.cli.version, settings),
    )) ?? (await add("built with Go", "build", (root, scratch) => goBuild(root, scratch, pins, settings)))
  );
}
