import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";

import type { Log } from "../reporting/log";

/** The name that stands for standard output in the place of a file. */
export const STANDARD_OUTPUT = "-";

/**
 * Makes sure that no file is overwritten which nobody meant to be. Called before any work is done.
 *
 * @throws Error that names the files which exist already.
 */
export function refuseExisting(files: readonly string[]): void {
  const existing = files.filter((file) => file !== STANDARD_OUTPUT && existsSync(file));
  if (existing.length === 0) return;
  throw new Error(`${existing.join(" and ")} would be overwritten. Name another file, or add --force.`);
}

/**
 * Writes a text to a file, or to standard output.
 *
 * @throws Error that names the file and says why it could not be written.
 */
export async function writeResult(file: string, text: string, { force }: { force: boolean }): Promise<void> {
  if (file === STANDARD_OUTPUT) {
    await print(text);
    return;
  }
  try {
    await writeFile(file, text, { flag: force ? "w" : "wx" });
  } catch (error) {
    throw new Error(`Could not write ${file}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

/** Says something to the person: on standard error, so that what stands on standard output is the result alone. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Standard error as a log. What was said there cannot be taken back, so that a status is a line of its own. */
export const ERROR_OUTPUT: Log = {
  status: (message) => {
    if (message !== "") say(message);
  },
  info: say,
};

/** Ends the process quietly when whoever reads its output has gone, as with `| head`. */
export function endWithReader(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
      process.exit(0);
    });
  }
}

// Ends when the text has been handed over, however slow its reader is.
async function print(text: string): Promise<void> {
  await new Promise<void>((resolve) => {
    process.stdout.write(text, () => {
      resolve();
    });
  });
}
