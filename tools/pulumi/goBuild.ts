import { join } from "node:path";
import { duration, withHeartbeat } from "./heartbeat";
import type { GoModule, Pins } from "./pins";
import { CLI, executable, findOnPath, LANGUAGE_HOST } from "./programs";
import { run } from "./run";
import type { Settings } from "./settings";

const VERSION_VARIABLE = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";

/** Compiles the pinned modules into `root`/bin. */
export async function goBuild(root: string, scratch: string, pins: Pins, settings: Settings): Promise<void> {
  const go = await findOnPath(executable("go"), settings.environment);
  if (go === undefined) throw new Error(`no folder on PATH has an executable ${executable("go")}.`);
  const deadline = Date.now() + settings.buildTimeoutMs;
  const build = (module: GoModule, name: string): Promise<string> =>
    run(go, buildArguments(module, join(root, "bin", name)), {
      folder: module.folder,
      environment: buildEnvironment(settings.environment, scratch),
      timeoutMs: Math.max(deadline - Date.now(), 0),
    });
  settings.report(
    `Building Pulumi ${pins.cli.version} with ${go}. The first build takes about 5 minutes on two cores; ` +
      `the limit is ${duration(settings.buildTimeoutMs)}.`,
  );
  await withHeartbeat("building", settings, async () => {
    // The small module first, so that the build fails early if Go is too old or cannot download modules.
    await build(pins.languageHost, LANGUAGE_HOST);
    await build(pins.cli, CLI);
  });
}

function buildArguments(module: GoModule, output: string): string[] {
  // Without -X, `pulumi version` prints an empty line.
  const ldflags = `-s -w -X ${VERSION_VARIABLE}=v${module.version}`;
  return ["build", "-mod=readonly", "-trimpath", "-ldflags", ldflags, "-o", output, module.tool];
}

/** The user's Go settings (proxy, caches, flags), except those that would change what is built. */
function buildEnvironment(environment: NodeJS.ProcessEnv, scratch: string): NodeJS.ProcessEnv {
  return { ...environment, GOWORK: "off", GOOS: "", GOARCH: "", GOTMPDIR: scratch };
}
