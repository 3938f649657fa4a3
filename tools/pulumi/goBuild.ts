import { join } from "node:path";
import { duration, withHeartbeat } from "./heartbeat";
import type { GoModule } from "./pins";
import { executable, findOnPath } from "./programs";
import { run } from "./run";
import type { Settings } from "./settings";

/** A program to compile. */
export interface GoProgram {
  module: GoModule;
  /** The file name in `root`/bin. */
  file: string;
}

/**
 * Compiles pinned modules into `root`/bin, one after the other.
 *
 * @param activity What is built, and how long it takes, for the user who waits.
 */
export async function goBuild(
  programs: readonly GoProgram[],
  root: string,
  scratch: string,
  activity: { what: string; takes: string },
  settings: Settings,
): Promise<void> {
  const go = await findOnPath(executable("go"), settings.environment);
  if (go === undefined) throw new Error(`no folder on PATH has an executable ${executable("go")}.`);
  const deadline = Date.now() + settings.buildTimeoutMs;
  settings.report(
    `Building ${activity.what} with ${go}. The first build takes ${activity.takes}; ` +
      `the limit is ${duration(settings.buildTimeoutMs)}.`,
  );
  await withHeartbeat("building", settings, async () => {
    for (const { module, file } of programs) {
      await run(go, buildArguments(module, join(root, "bin", file)), {
        folder: module.folder,
        environment: buildEnvironment(settings.environment, scratch),
        timeoutMs: Math.max(deadline - Date.now(), 0),
      });
    }
  });
}

function buildArguments(module: GoModule, output: string): string[] {
  // Without -X, `pulumi version` prints an empty line.
  const ldflags = `-s -w -X ${module.versionVariable}=v${module.version}`;
  return ["build", "-mod=readonly", "-trimpath", "-ldflags", ldflags, "-o", output, module.tool];
}

/** The user's Go settings (proxy, caches, flags), except those that would change what is built. */
function buildEnvironment(environment: NodeJS.ProcessEnv, scratch: string): NodeJS.ProcessEnv {
  return { ...environment, GOWORK: "off", GOOS: "", GOARCH: "", GOTMPDIR: scratch };
}
