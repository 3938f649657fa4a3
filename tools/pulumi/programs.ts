import { constants } from "node:fs";
import { access, chmod, copyFile, stat } from "node:fs/promises";
import { delimiter, dirname, isAbsolute, join } from "node:path";
import { parse, type SemVer } from "semver";
import { run } from "./run";
import type { Settings } from "./settings";

const WINDOWS = process.platform === "win32";

/** The file names of the programs on this platform. */
export const CLI = executable("pulumi");
export const LANGUAGE_HOST = executable("pulumi-language-nodejs");
export const YAML_HOST = executable("pulumi-language-yaml");
export const DYNAMIC_PROVIDER = `pulumi-resource-pulumi-nodejs${WINDOWS ? ".cmd" : ""}`;

/** The file name of a compiled program on this platform. */
export function executable(name: string): string {
  return WINDOWS ? `${name}.exe` : name;
}

/** Whether the path is an executable file. */
export async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

/** The first program with that name on PATH. Skips relative entries, which depend on the working directory. */
export async function findOnPath(name: string, environment: NodeJS.ProcessEnv): Promise<string | undefined> {
  for (const folder of (environment["PATH"] ?? "").split(delimiter)) {
    const path = join(folder, name);
    if (isAbsolute(folder) && (await isProgram(path))) return path;
  }
  return undefined;
}

/** The version that `pulumi version` prints. */
export async function readVersion(command: string, settings: Settings): Promise<SemVer> {
  const output = await run(command, ["version"], {
    environment: { ...settings.environment, PULUMI_SKIP_UPDATE_CHECK: "true" },
    timeoutMs: settings.versionTimeoutMs,
  });
  const version = parse(output);
  if (version === null)
    throw new Error(`${command} version printed ${JSON.stringify(output)}, which is not a version.`);
  return version;
}

/** Throws unless the folder has the three programs and the CLI has the expected version. */
export async function checkBundle(bin: string, expected: string, settings: Settings): Promise<void> {
  for (const name of [CLI, LANGUAGE_HOST, DYNAMIC_PROVIDER]) {
    if (!(await isProgram(join(bin, name)))) throw new Error(`${bin} has no executable ${name}.`);
  }
  const version = await readVersion(join(bin, CLI), settings);
  if (version.version !== expected) {
    throw new Error(`${join(bin, CLI)} is version ${version.version}, not ${expected}.`);
  }
}

/** Adds the script that starts dynamic providers to the folder, if it is missing. */
export async function addDynamicProvider(bin: string): Promise<void> {
  const target = join(bin, DYNAMIC_PROVIDER);
  if (await isProgram(target)) return;
  // A copy, because the cache outlives node_modules.
  await copyFile(join(dirname(require.resolve("@pulumi/pulumi/package.json")), DYNAMIC_PROVIDER), target);
  await chmod(target, 0o755);
}
