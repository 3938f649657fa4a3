import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { ParentSeen } from "../../support/agreement/service";

/** What a deployment begins with: the service, and the folders that hold the state of its stack. */
export interface Snapshot {
  parents: ParentSeen[];
  /** A folder with a copy of {@link STATE_FILES}. */
  folder: string;
}

/** The parts of a scratch project that hold its state: the backend, and the settings of the stack with its key. */
const STATE_FILES = ["state", "Pulumi.test.yaml"];

/** Copies the state of a project, so that other projects can begin with it. */
export async function saveState(projectFolder: string, parent: string): Promise<string> {
  const kept = await mkdtemp(join(parent, "state-"));
  await copyState(projectFolder, kept);
  return kept;
}

/** Gives a project that has no state yet the state that was kept. */
export async function copyState(from: string, to: string): Promise<void> {
  for (const part of STATE_FILES) await cp(join(from, part), join(to, part), { recursive: true });
}

/** A folder for what a run keeps between its parts. */
export async function scratchFolder(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "crash-sweep-"));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
