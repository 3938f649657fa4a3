import { constants } from "node:fs";
import { access, chmod, copyFile, stat } from "node:fs/promises";
import { delimiter, dirname, isAbsolute, join } from "node:path";
import { parse, type SemVer } from "semver";
import { run } from "./run";
import type { Settings } from "./settings";

const WINDOWS = process.platform === "win32";

/** Names of the programs, as files on this platform. */
export const CLI = executable("pulumi");
export const LANGUAGE_HOST = executable("pulumi-language-nodejs");
export const DYNAMIC_PROVIDER = `pulumi-resource-pulumi-nodejs${WINDOWS ? ".cmd" : ""}`;

/** The file name of a compiled program on this platform. */
export function executable(name: string): string {
  return WINDOWS ? `${name}.exe` : name;
}

/** Whether there is a file that may be executed. */
export async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

/** The first program of that name on PATH. Relative entries would mean another folder to each process. */
export async function findOnPath(name: string, environment: NodeJS.ProcessEnv): Promise<string | undefined> {
  for (const folder of (environment["PATH"] ?? "").split(delimiter)) {
    const path = join(folder, name);
    if (isAbsolute(folder) && (await isProgram(path))) return path;
  }
  return undefined;
}

/** What `pulumi version` answers. */
export async function askVersion(command: string, settings: Settings): Promise<SemVer> {
  const answer = await run(command, ["version"], {
    environment: { ...settings.environment, PULUMI_SKIP_UPDATE_CHECK: "true" },
    limitMs: settings.versionLimitMs,
  });
  const version = parse(answer);
  if (version === null)
    throw new Error(`${command} version answered ${JSON.stringify(answer)}, not a version.`);
  return version;
}

/** Rejects, saying what is wrong, unless the folder holds the three programs in the version expected. */
export async function checkBundle(bin: string, expected: string, settings: Settings): Promise<void> {
  for (const name of [CLI, LANGUAGE_HOST, DYNAMIC_PROVIDER]) {
    if (!(await isProgram(join(bin, name)))) throw new Error(`${bin} has no executable ${name}.`);
  }
  const version = await askVersion(join(bin, CLI), settings);
  if (version.version !== expected) {
    throw new Error(`${join(bin, CLI)} is version ${version.version}, not ${expected}.`);
  }
}

/** Puts the script that starts dynamic providers into the folder, if it came without. */
export async function addDynamicProvider(bin: string): Promise<void> {
  const target = join(bin, DYNAMIC_PROVIDER);
  if (await isProgram(target)) return;
  // A copy: a bundle in the cache outlives this checkout's node_modules.
  await copyFile(join(dirname(require.resolve("@pulumi/pulumi/package.json")), DYNAMIC_PROVIDER), target);
  await chmod(target, 0o755);
}
