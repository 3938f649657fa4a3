import { dirname, join } from "node:path";

import { addToCache, folderInCache, fromCache, type Bundle } from "./cache";
import { findOrAdd } from "./findOrAdd";
import { goBuild } from "./goBuild";
import { readYamlPins, type YamlPins } from "./pins";
import { findOnPath, isProgram, YAML_HOST } from "./programs";
import { withDefaults, type ProvideOptions, type Settings } from "./settings";
import { SourceFailures, YamlHostUnavailableError } from "./sourceFailures";

/** The language host of Pulumi programs in YAML. */
export interface YamlHost {
  source: "PATH" | "cache" | "build";
  /** The folder of the program, to add to a PATH. */
  bin: string;
}

/**
 * Finds the language host of YAML programs on PATH or in the cache, or builds it, which takes minutes. Official releases of
 * Pulumi contain it. The CLI that `providePulumi` builds does not.
 *
 * @throws {@link YamlHostUnavailableError} if no source provides it
 */
export async function provideYamlHost(options: ProvideOptions = {}): Promise<YamlHost> {
  const settings = withDefaults(options);
  const pins = readYamlPins();
  const { version } = pins.yamlHost;
  const bundle: Bundle = {
    folder: folderInCache("pulumi-yaml", version, pins.digest, settings.environment),
    check: async (bin) => {
      if (!(await isProgram(join(bin, YAML_HOST)))) throw new Error(`${bin} has no executable ${YAML_HOST}.`);
    },
  };
  const failures = new SourceFailures("language host for YAML");
  const cached = async (): Promise<YamlHost> => ({ source: "cache", bin: await fromCache(bundle) });
  const sources = {
    onPath: () => fromPath(settings),
    cached,
    add: () => build(bundle, pins, settings, failures),
    adding: "built with Go",
  };
  const found = await findOrAdd(bundle, sources, failures, settings);
  if (found === undefined) throw new YamlHostUnavailableError(failures.list, pins);
  return found;
}

async function fromPath({ environment }: Settings): Promise<YamlHost> {
  const program = await findOnPath(YAML_HOST, environment);
  if (program === undefined) throw new Error(`no folder on PATH has an executable ${YAML_HOST}.`);
  return { source: "PATH", bin: dirname(program) };
}

async function build(
  bundle: Bundle,
  { yamlHost }: YamlPins,
  settings: Settings,
  failures: SourceFailures,
): Promise<YamlHost> {
  failures.reportNew(settings.report);
  const programs = [{ module: yamlHost, file: YAML_HOST }];
  const activity = { what: `pulumi-yaml ${yamlHost.version}`, takes: "one to two minutes on two cores" };
  const fill = (root: string, scratch: string): Promise<void> =>
    goBuild(programs, root, scratch, activity, settings);
  return { source: "build", bin: await addToCache(bundle, fill, settings) };
}
