import { randomBytes } from "node:crypto";
import {
  accessSync,
  chmodSync,
  constants,
  copyFileSync,
  existsSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { setImmediate as turnOfEventLoop } from "node:timers/promises";

/** A file to write. */
export interface OutputFile {
  readonly path: string;
  readonly text: string;
  /** Whether only the user may read the file, because it contains personal data: mode 0600. */
  readonly isPrivate: boolean;
}

/**
 * Checks that the files can be written. Called before any call to AWS.
 *
 * @throws Error that names the files.
 */
export function checkPaths(paths: readonly string[], { force = false }: { force?: boolean }): void {
  for (const path of paths) checkFolder(path);
  const existing = paths.filter((path) => existsSync(path));
  for (const path of existing) {
    if (!statSync(path).isFile())
      throw new Error(`Could not write ${path}: it exists and is not a regular file.`);
  }
  if (existing.length > 0 && !force) throw wouldOverwrite(existing);
}

/**
 * Writes all of the files or none: first to temporary files in the same folders, which then get the final names.
 *
 * Signals are deferred until the end. Then a signal restores the previous files, and ends the process.
 *
 * @param force Whether to replace existing files.
 * @throws Error that names the file, the reason, and which other files were restored.
 */
export async function writeFiles(
  files: readonly OutputFile[],
  { force = false }: { force?: boolean },
): Promise<void> {
  const replacements = files.map((file) => new Replacement(file, force));
  const signals = new DeferredSignals();
  try {
    for (const replacement of replacements) replacement.prepare();
    for (const replacement of replacements) replacement.commit();
    await signals.refuse();
  } catch (error) {
    const undone = [...replacements].reverse().flatMap((replacement) => replacement.undo());
    signals.release();
    throw new Error([messageOf(error), ...undone].join(" "), { cause: error });
  }
  try {
    for (const replacement of replacements) replacement.finish();
  } finally {
    signals.release();
  }
}

function checkFolder(path: string): void {
  const folder = dirname(path);
  try {
    accessSync(folder, constants.W_OK);
  } catch (error) {
    const reason = existsSync(folder) ? "is not writable" : "does not exist";
    throw new Error(`Could not write ${path}: the folder ${folder} ${reason}.`, { cause: error });
  }
}

function wouldOverwrite(paths: readonly string[]): Error {
  return new Error(`${paths.join(" and ")} would be overwritten. Choose another file, or use --force.`);
}

/** One file on its way to its final name. All of it is synchronous, so that no signal comes between two steps. */
class Replacement {
  private readonly target: string;
  private readonly temporary: string;
  private readonly backup: string;
  private previousMode: number | undefined;
  private isDone = false;

  public constructor(
    private readonly file: OutputFile,
    private readonly force: boolean,
  ) {
    const { path } = file;
    // A rename would replace a symbolic link instead of the file.
    this.target = existsSync(path) ? realpathSync(path) : path;
    const hidden = join(dirname(this.target), `.${basename(this.target)}.${randomBytes(4).toString("hex")}`);
    this.temporary = `${hidden}.tmp`;
    this.backup = `${hidden}.old`;
  }

  /** Writes the temporary file, and copies the previous file. */
  public prepare(): void {
    const { path, text, isPrivate } = this.file;
    const exists = existsSync(this.target);
    // Somebody may have created the file since the check.
    if (exists && !this.force) throw wouldOverwrite([path]);
    this.attempt(() => {
      writeFileSync(this.temporary, text, { flag: "wx", mode: isPrivate ? 0o600 : 0o666 });
      if (!exists) return;
      this.previousMode = statSync(this.target).mode;
      copyFileSync(this.target, this.backup, constants.COPYFILE_EXCL);
      if (!isPrivate) chmodSync(this.temporary, this.previousMode);
    });
  }

  /** Gives the temporary file its final name. */
  public commit(): void {
    this.attempt(() => {
      renameSync(this.temporary, this.target);
    });
    this.isDone = true;
  }

  /**
   * Restores the previous state.
   *
   * @returns What was done, as a sentence; empty if the file was unchanged.
   */
  public undo(): string[] {
    const { path } = this.file;
    try {
      const outcome = this.restore();
      this.finish();
      return outcome;
    } catch (error) {
      const where = this.previousMode === undefined ? "" : ` Its previous content is in ${this.backup}.`;
      return [`${path} could not be restored: ${messageOf(error)}.${where}`];
    }
  }

  /** Removes the temporary file and the copy of the previous file. */
  public finish(): void {
    for (const file of [this.temporary, this.backup]) rmSync(file, { force: true });
  }

  private restore(): string[] {
    if (!this.isDone) return [];
    if (this.previousMode === undefined) {
      rmSync(this.target);
      return [`${this.file.path} was removed again.`];
    }
    renameSync(this.backup, this.target);
    return [`${this.file.path} was restored.`];
  }

  private attempt(step: () => void): void {
    try {
      step();
    } catch (error) {
      throw new Error(`Could not write ${this.file.path}: ${messageOf(error)}.`, { cause: error });
    }
  }
}

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Defers the signals that would end the process, from its creation on. */
class DeferredSignals {
  private received: NodeJS.Signals | undefined;
  private readonly record = (signal: NodeJS.Signals): void => {
    this.received ??= signal;
  };

  public constructor() {
    for (const signal of SIGNALS) process.on(signal, this.record);
  }

  /** @throws Error if a signal was received. */
  public async refuse(): Promise<void> {
    // Node.js reports a signal between two turns of its event loop.
    for (let turn = 0; turn < 2; turn += 1) await turnOfEventLoop();
    if (this.received !== undefined) throw new Error(`Stopped by ${this.received}. Nothing was written.`);
  }

  /** Ends the deferral. A signal that was received takes effect now. */
  public release(): void {
    for (const signal of SIGNALS) process.off(signal, this.record);
    if (this.received !== undefined) process.kill(process.pid, this.received);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
