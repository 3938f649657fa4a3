import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";

import type { Log } from "../reporting/log";

/** The file name that stands for standard output. */
export const STANDARD_OUTPUT = "-";

/**
 * Refuses to overwrite files. Called before any call to the service.
 *
 * @throws Error that names the files that exist.
 */
export function refuseExisting(files: readonly string[]): void {
  const existing = files.filter((file) => file !== STANDARD_OUTPUT && existsSync(file));
  if (existing.length === 0) return;
  throw new Error(`${existing.join(" and ")} would be overwritten. Choose another file, or use --force.`);
}

/**
 * Writes to a file, or to standard output.
 *
 * @throws Error that names the file and the reason.
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

/** Prints a message on standard error, so that standard output has only the result. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Standard error as a log. It cannot clear a status, so that each is a line. */
export const ERROR_OUTPUT: Log = {
  status: (message) => {
    if (message !== "") say(message);
  },
  info: say,
  warn: say,
};

/** Ends the process silently when the reader of its output closes the pipe, as `head` does. */
export function exitOnClosedPipe(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
      process.exit(0);
    });
  }
}

// Resolves when a slow reader has taken all of the text.
async function print(text: string): Promise<void> {
  await new Promise<void>((resolve) => {
    process.stdout.write(text, () => {
      resolve();
    });
  });
}
