import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

import { DEFAULT_CREDENTIALS, type Call } from "../../emulator";

/** The name of every person in the tests, so that a leak can be found anywhere. */
export const PERSONAL_NAME = "Somebodys Personal Name";

/** How many characters before and after a leak the message shows. */
const CONTEXT = 60;

/** What must not appear in a state, log, error, import file or journal, as the emulator formats it. */
const SECRETS: Readonly<Record<string, RegExp>> = {
  // The emulator's default addresses have this domain too.
  "an email address": /[\w.+-]+@(?:\w+\.)*example\.com/i,
  "a person's name": new RegExp(PERSONAL_NAME, "i"),
  "a secret key": new RegExp(`${DEFAULT_CREDENTIALS.secretAccessKey}|the-secret-of-|emulated\\+secret\\+`),
  "a session token": /FwoGZXIvYXdzE/,
  "a signature": /Signature=[0-9a-f]{8}|X-Amz-(?:Signature|Security-Token)|Credential=A[KS]IA/i,
};

/** The leaks in a text, with their context. */
function leaksIn(text: string): string[] {
  return Object.entries(SECRETS).flatMap(([what, pattern]) => {
    const found = pattern.exec(text);
    if (!found) return [];
    const end = found.index + found[0].length + CONTEXT;
    return [`${what}: …${text.slice(Math.max(0, found.index - CONTEXT), end)}…`];
  });
}

/**
 * The leaks in the files of a folder and its subfolders.
 *
 * @param except Paths of files that the test itself wrote, relative to the folder. These are not searched.
 */
export async function leaksInFolder(folder: string, except: ReadonlySet<string>): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  // Symbolic links, such as the dependencies, lead outside the folder.
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const searched = files.filter((file) => !except.has(file.slice(folder.length + 1)));
  const found = searched.map(async (file) =>
    leaksIn(withoutDebugging(await readFile(file, "utf8"))).map(
      (leak) => `${file.slice(folder.length + 1)} has ${leak}`,
    ),
  );
  return (await Promise.all(found)).flat();
}

// Pulumi's Node.js SDK writes all arguments of a resource, including secrets, to debug messages. The event log always
// contains them, and the user sees them with --debug. This package cannot prevent that.
function withoutDebugging(text: string): string {
  const lines = text.split("\n");
  return lines.filter((line) => !line.endsWith('"severity":"debug"}}')).join("\n");
}

/** Collects leaks, and fails the test in which they were found. */
export class LeakGuard {
  private readonly found: string[] = [];

  /** Searches a text. `where` describes the text in the error. */
  public search(where: string, text: string): void {
    this.found.push(...leaksIn(text).map((leak) => `${where} has ${leak}`));
  }

  /** Searches every call in a journal from now on. */
  public watch({ journal }: { journal: { onEnd(listener: (call: Call) => void): void } }): void {
    journal.onEnd((call) => {
      this.search("the journal", JSON.stringify(call));
    });
  }

  /** Adds leaks that were found elsewhere. */
  public add(leaks: readonly string[]): void {
    this.found.push(...leaks);
  }

  /** Whether there are leaks that {@link assertNone} has not reported. */
  public get hasFound(): boolean {
    return this.found.length > 0;
  }

  /** @throws Error if leaks were found since the last call. */
  public assertNone(): void {
    const found = this.found.splice(0);
    if (found.length > 0) throw new Error(`Personal data or secrets in the output:\n${found.join("\n")}`);
  }
}
