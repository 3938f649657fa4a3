import { execFile } from "node:child_process";
import { open, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Large enough for a state and its backups, and quick to fill. */
const SIZE = "2m";

/**
 * Mounts a small disk at the backend folder of a project.
 *
 * @returns A function that unmounts the disk. Undefined if this process must not mount disks.
 */
export async function mountSmallDisk(projectFolder: string): Promise<(() => Promise<void>) | undefined> {
  const folder = join(projectFolder, "state");
  try {
    await run("mount", ["-t", "tmpfs", "-o", `size=${SIZE}`, "tmpfs", folder]);
  } catch {
    return undefined;
  }
  return async () => {
    await run("umount", ["--lazy", folder]);
  };
}

/** Fills the disk with the backend folder of a project. Returns a function that frees the space. */
export async function fillDisk(projectFolder: string): Promise<() => Promise<void>> {
  const path = join(projectFolder, "state", "filler");
  const file = await open(path, "w");
  try {
    for (let size = 65_536; size >= 1;) {
      try {
        const { bytesWritten } = await file.write(Buffer.alloc(size));
        if (bytesWritten < size) size = Math.floor(size / 2);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
        size = Math.floor(size / 2);
      }
    }
  } finally {
    await file.close();
  }
  return () => rm(path);
}
