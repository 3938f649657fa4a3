import { ScratchProject } from "../../../tools/project/scratchProject";
import { startEmulator, type Emulator } from "../../../emulator";
import { QUICK_PULUMI } from "../../support/pluginProcess";
import { PLUGIN_RECORDER } from "../../support/plugins";
import { mountSmallDisk } from "./disk";
import { endProcesses } from "./processes";
import { PROGRAM, type Declared } from "../../support/agreement/program";
import { seedOf } from "../../support/agreement/service";
import type { Scenario } from "./scenarios";
import { copyState, type Snapshot } from "./snapshot";

const SETTINGS = {
  // What lives on after the CLI was killed must come to its end soon.
  "chime:requestTimeoutSeconds": "1",
  "chime:maxRetrySeconds": "10",
  "chime:readConsistencySeconds": "1",
};

/** A service and a project that deploys to it. */
export interface TestStack {
  emulator: Emulator;
  project: ScratchProject;
  /** Ends all that runs for it, and removes it. */
  close(): Promise<void>;
}

/** How a deployment begins. */
export interface OpenOptions {
  /** Default: as the scenario begins. */
  snapshot?: Snapshot;
  /** Whether the state lies on a small disk of its own. */
  smallDisk?: boolean;
}

/** Opens a service and a project. */
export async function openTestStack(
  { people, parents }: Scenario,
  program: Declared,
  { snapshot, smallDisk = false }: OpenOptions = {},
): Promise<TestStack> {
  const emulator = await startEmulator({ seed: seedOf(people, snapshot?.parents ?? parents) });
  const project = await ScratchProject.open({
    name: "crash",
    files: { "index.js": PROGRAM, "program.json": JSON.stringify(program) },
    config: SETTINGS,
    env: emulator.env,
  });
  let unmount: (() => Promise<void>) | undefined;
  const close = async (): Promise<void> => {
    await endProcesses(project);
    await emulator.stop();
    await unmount?.();
    await project.close();
  };
  try {
    if (smallDisk) {
      unmount = await mountSmallDisk(project.folder);
      if (!unmount) throw new CannotMountError();
    }
    await project.preload(`require(${JSON.stringify(QUICK_PULUMI)});\n${PLUGIN_RECORDER}`);
    if (snapshot) await copyState(snapshot.folder, project.folder);
    else await project.run(["stack", "init", "test"]);
  } catch (error) {
    await close();
    throw error;
  }
  return { emulator, project, close };
}

/** This process may not mount a disk: what needs a full one cannot be tried. */
export class CannotMountError extends Error {
  public constructor() {
    super("NOT TRIED: a full disk needs a mount, which needs root.");
  }
}
