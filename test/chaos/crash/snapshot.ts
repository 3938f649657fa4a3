import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { ParentSeen } from "../../support/agreement/service";

/** The service and the state before a deployment. */
export interface Snapshot {
  parents: ParentSeen[];
  /** A folder with a copy of {@link STATE_FILES}. */
  folder: string;
}

/**
 * The files of a scratch project with its state: the backend folder, and the stack settings with the encryption key.
 */
const STATE_FILES = ["state", "Pulumi.test.yaml"];

/** Copies the state of a project to a new folder in `parent`. */
export async function saveState(projectFolder: string, parent: string): Promise<string> {
  const folder = await mkdtemp(join(parent, "state-"));
  await copyState(projectFolder, folder);
  return folder;
}

/** Copies the state of a project, or a saved state, to another folder. */
export async function copyState(from: string, to: string): Promise<void> {
  for (const file of STATE_FILES) await cp(join(from, file), join(to, file), { recursive: true });
}

/** Creates a temporary folder for the saved states of a sweep. */
export async function scratchFolder(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "crash-sweep-"));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
