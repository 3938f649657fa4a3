import { readdir, readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

import type { ScratchProject } from "../../../tools/project/scratchProject";
import { signalIfThere } from "../../support/signals";

/** Whether the environment of processes can be read. */
export const CAN_FIND_PROCESSES = process.platform === "linux";

/** The ids of all processes of a project: the CLI, its plugins and the program. */
async function processesOf({ folder }: Pick<ScratchProject, "folder">): Promise<number[]> {
  const variable = `PULUMI_HOME=${folder}/home`;
  const found = await Promise.all(
    (await readdir("/proc"))
      .filter((name) => /^\d+$/.test(name))
      .map(async (pid) => {
        // The process may have ended, or belong to another user.
        const environment = await readFile(`/proc/${pid}/environ`, "utf8").catch(() => "");
        return environment.split("\0").includes(variable) ? [Number(pid)] : [];
      }),
  );
  return found.flat();
}

/** Kills all processes of a project, and waits until they have ended. */
export async function killProcesses(project: Pick<ScratchProject, "folder">): Promise<void> {
  for (let left = await processesOf(project); left.length > 0; left = await processesOf(project)) {
    for (const pid of left) signalIfThere(pid, "SIGKILL");
    await sleep(20);
  }
}
