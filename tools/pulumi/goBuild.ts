import { join } from "node:path";
import { duration, withHeartbeat } from "./heartbeat";
import type { GoModule, Pins } from "./pins";
import { CLI, executable, findOnPath, LANGUAGE_HOST } from "./programs";
import { run } from "./run";
import type { Settings } from "./settings";

const VERSION_VARIABLE = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";

/** Fills `root`/bin by compiling the pinned modules. */
export async function goBuild(root: string, scratch: string, pins: Pins, settings: Settings): Promise<void> {
  const go = await findOnPath(executable("go"), settings.environment);
  if (go === undefined) throw new Error(`no folder of PATH has an executable ${executable("go")}.`);
  const deadline = Date.now() + settings.buildLimitMs;
  const build = (module: GoModule, name: string): Promise<string> =>
    run(go, buildArguments(module, join(root, "bin", name)), {
      folder: module.folder,
      environment: buildEnvironment(settings.environment, scratch),
      limitMs: Math.max(deadline - Date.now(), 0),
    });
  settings.say(
    `Building Pulumi ${pins.cli.version} with ${go}: about 5 minutes on two cores the first time, ` +
      `at most ${duration(settings.buildLimitMs)}.`,
  );
  await withHeartbeat("building", settings, async () => {
    // The small one first: a Go that is too old or cannot get its modules then says so soon.
    await build(pins.languageHost, LANGUAGE_HOST);
    await build(pins.cli, CLI);
  });
}

function buildArguments(module: GoModule, output: string): string[] {
  // Without its version a CLI built from source answers `pulumi version` with an empty line.
  const ldflags = `-s -w -X ${VERSION_VARIABLE}=v${module.version}`;
  return ["build", "-mod=readonly", "-trimpath", "-ldflags", ldflags, "-o", output, module.tool];
}

/** The person's own Go settings (proxy, caches, flags), less those that would build something else. */
function buildEnvironment(environment: NodeJS.ProcessEnv, scratch: string): NodeJS.ProcessEnv {
  return { ...environment, GOWORK: "off", GOOS: "", GOARCH: "", GOTMPDIR: scratch };
}
