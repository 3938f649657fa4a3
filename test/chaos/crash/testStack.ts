import { startEmulator, type Emulator } from "../../../emulator";
import { ScratchProject } from "../../../tools/project/scratchProject";
import { filesOf, type Declared } from "../../support/agreement/program";
import { seedOf } from "../../support/agreement/service";
import { isNative } from "../../support/host";
import { QUICK_PULUMI } from "../../support/pluginProcess";
import { PLUGIN_RECORDER } from "../../support/plugins";
import { addPlugin } from "../../support/projectPlugin";
import { mountSmallDisk } from "./disk";
import { killProcesses } from "./processes";
import type { Scenario } from "./scenarios";
import { copyState, type Snapshot } from "./snapshot";

const SETTINGS = {
  // Short, because a plugin whose CLI was killed continues until its calls have ended.
  "chime:requestTimeoutSeconds": "1",
  "chime:maxRetrySeconds": "10",
  "chime:readConsistencySeconds": "1",
};

/** A project with one stack, and the emulator that it deploys to. */
export interface TestStack {
  emulator: Emulator;
  project: ScratchProject;
  /** Kills its processes, and removes the project and the emulator. */
  close(): Promise<void>;
}

export interface OpenOptions {
  /** Where to start. Default: the start of the scenario. */
  snapshot?: Snapshot;
  /** Whether the state is on a small separate disk. */
  smallDisk?: boolean;
}

export async function openTestStack(
  { people, parents }: Scenario,
  program: Declared,
  { snapshot, smallDisk = false }: OpenOptions = {},
): Promise<TestStack> {
  const emulator = await startEmulator({ seed: seedOf(people, snapshot?.parents ?? parents) });
  const project = await ScratchProject.open({
    name: "crash",
    files: filesOf(program, isNative()),
    config: SETTINGS,
    env: emulator.env,
  });
  let unmount: (() => Promise<void>) | undefined;
  const close = async (): Promise<void> => {
    await killProcesses(project);
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
    if (isNative()) await addPlugin(project);
    if (snapshot) await copyState(snapshot.folder, project.folder);
    else await project.run(["stack", "init", "test"]);
  } catch (error) {
    await close();
    throw error;
  }
  return { emulator, project, close };
}

/** A point with a full disk cannot be tried, because this process must not mount disks. */
export class CannotMountError extends Error {
  public constructor() {
    super("Skipped: only root can mount the disk that becomes full.");
  }
}
