/**
 * Provides a Pulumi CLI: from PATH, from the cache, from the official download, or built from the Go modules that
 * `modules/` pins, in that order.
 */
import { join } from "node:path";

import { addToCache, bundleFolder, fromCache, type Bundle, type Fill } from "./cache";
import { download } from "./download";
import { findOrAdd } from "./findOrAdd";
import { fromPath } from "./fromPath";
import { goBuild } from "./goBuild";
import { readPins, type Pins } from "./pins";
import { addDynamicProvider, checkBundle, CLI, LANGUAGE_HOST } from "./programs";
import { pulumiCli, type PulumiCli, type Source } from "./pulumiCli";
import { PulumiUnavailableError, SourceFailures } from "./sourceFailures";
import { withDefaults, type ProvideOptions, type Settings } from "./settings";

export { CACHE_VARIABLE } from "./cache";
export { MINIMUM_VERSION } from "./fromPath";
export type { PulumiCli, Source } from "./pulumiCli";
export { provideYamlHost } from "./yamlHost";
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
  const bundle: Bundle = {
    folder: bundleFolder(pins, settings.environment),
    check: (bin) => checkBundle(bin, pins.cli.version, settings),
  };
  const failures = new SourceFailures("Pulumi CLI");
  const cached = async (): Promise<PulumiCli> =>
    pulumiCli("cache", await fromCache(bundle), pins.cli.version, settings);
  const sources = {
    onPath: () => fromPath(settings),
    cached,
    add: () => downloadOrBuild(bundle, pins, settings, failures),
    adding: "added to the cache",
  };
  const found = await findOrAdd(bundle, sources, failures, settings);
  if (found === undefined) throw new PulumiUnavailableError(failures.list, bundle.folder, pins);
  return found;
}

async function downloadOrBuild(
  bundle: Bundle,
  pins: Pins,
  settings: Settings,
  failures: SourceFailures,
): Promise<PulumiCli | undefined> {
  const { version } = pins.cli;
  const add = async (name: string, source: Source, fill: Fill): Promise<PulumiCli | undefined> => {
    failures.reportNew(settings.report);
    const complete: Fill = async (root, scratch) => {
      await fill(root, scratch);
      await addDynamicProvider(join(root, "bin"));
    };
    return failures.attempt(name, async () =>
      pulumiCli(source, await addToCache(bundle, complete, settings), version, settings),
    );
  };
  return (
    (await add("from the official download", "download", (root, scratch) =>
      download(root, scratch, version, settings),
    )) ?? (await add("built with Go", "build", (root, scratch) => build(root, scratch, pins, settings)))
  );
}

function build(root: string, scratch: string, pins: Pins, settings: Settings): Promise<void> {
  const programs = [
    // The small module first, so that the build fails early if Go is too old or cannot download modules.
    { module: pins.languageHost, file: LANGUAGE_HOST },
    { module: pins.cli, file: CLI },
  ];
  const activity = { what: `Pulumi ${pins.cli.version}`, takes: "about 5 minutes on two cores" };
  return goBuild(programs, root, scratch, activity, settings);
}
