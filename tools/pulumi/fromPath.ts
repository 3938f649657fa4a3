import { realpath } from "node:fs/promises";
import { dirname, join } from "node:path";
import { lt } from "semver";
import { pulumiCli, type PulumiCli } from "./pulumiCli";
import { askVersion, CLI, DYNAMIC_PROVIDER, findOnPath, isProgram, LANGUAGE_HOST } from "./programs";
import type { Settings } from "./settings";

/** The oldest CLI that is of use: importing resources from a file, as we do, needs it. */
export const MINIMUM_VERSION = "3.254.0";

/** The person's own `pulumi`, when it is new enough and has what a Node.js program with dynamic resources needs. */
export async function fromPath(settings: Settings): Promise<PulumiCli> {
  const command = await findOnPath(CLI, settings.environment);
  if (command === undefined) throw new Error(`no folder of PATH has an executable ${CLI}.`);
  const version = await askVersion(command, settings);
  if (lt(version, MINIMUM_VERSION)) {
    throw new Error(`${command} is version ${version.version}, older than ${MINIMUM_VERSION}.`);
  }
  for (const companion of [LANGUAGE_HOST, DYNAMIC_PROVIDER]) {
    if (!(await isWithin(companion, command, settings.environment))) {
      throw new Error(`${command} has no ${companion} beside it, and there is none on PATH.`);
    }
  }
  return pulumiCli("PATH", dirname(command), version.version, settings);
}

/** Pulumi looks beside the true file, not beside the link that package managers put on PATH. */
async function isWithin(name: string, command: string, environment: NodeJS.ProcessEnv): Promise<boolean> {
  const bundled = join(dirname(await realpath(command)), name);
  return (await isProgram(bundled)) || (await findOnPath(name, environment)) !== undefined;
}
