import { readdir, readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

import type { ScratchProject } from "../../../tools/project/scratchProject";
import { signalIfThere } from "../../support/signals";

/** Whether processes can be found by their environment, as {@link processesOf} does. */
export const CAN_FIND_PROCESSES = process.platform === "linux";

/** The ids of all processes that run for a project: the CLI, its plugins and the program. */
async function processesOf({ folder }: Pick<ScratchProject, "folder">): Promise<number[]> {
  const mark = `PULUMI_HOME=${folder}/home`;
  const found = await Promise.all(
    (await readdir("/proc"))
      .filter((name) => /^\d+$/.test(name))
      .map(async (pid) => {
        // Gone since, or somebody else's.
        const environment = await readFile(`/proc/${pid}/environ`, "utf8").catch(() => "");
        return environment.split("\0").includes(mark) ? [Number(pid)] : [];
      }),
  );
  return found.flat();
}

/** Ends all processes of a project at once, as the end of the machine does, and waits until they are gone. */
export async function endProcesses(project: Pick<ScratchProject, "folder">): Promise<void> {
  for (let left = await processesOf(project); left.length > 0; left = await processesOf(project)) {
    for (const pid of left) signalIfThere(pid, "SIGKILL");
    await sleep(20);
  }
}
