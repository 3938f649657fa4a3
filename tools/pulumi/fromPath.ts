import { realpath } from "node:fs/promises";
import { dirname, join } from "node:path";
import { lt } from "semver";
import { pulumiCli, type PulumiCli } from "./pulumiCli";
import { readVersion, CLI, DYNAMIC_PROVIDER, findOnPath, isProgram, LANGUAGE_HOST } from "./programs";
import type { Settings } from "./settings";

/** The oldest supported CLI. Importing resources from a file requires it. */
export const MINIMUM_VERSION = "3.254.0";

/** The `pulumi` on PATH, if it is new enough and has the plugins for Node.js programs with dynamic resources. */
export async function fromPath(settings: Settings): Promise<PulumiCli> {
  const command = await findOnPath(CLI, settings.environment);
  if (command === undefined) throw new Error(`no folder on PATH has an executable ${CLI}.`);
  const version = await readVersion(command, settings);
  if (lt(version, MINIMUM_VERSION)) {
    throw new Error(`${command} is version ${version.version}, older than ${MINIMUM_VERSION}.`);
  }
  for (const plugin of [LANGUAGE_HOST, DYNAMIC_PROVIDER]) {
    if (!(await hasPlugin(plugin, command, settings.environment))) {
      throw new Error(`${plugin} is neither in the folder of ${command} nor on PATH.`);
    }
  }
  return pulumiCli("PATH", dirname(command), version.version, settings);
}

/** Pulumi looks in the folder of the real file. What package managers put on PATH may be a symbolic link to it. */
async function hasPlugin(name: string, command: string, environment: NodeJS.ProcessEnv): Promise<boolean> {
  const bundled = join(dirname(await realpath(command)), name);
  return (await isProgram(bundled)) || (await findOnPath(name, environment)) !== undefined;
}
