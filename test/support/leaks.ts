import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

import { DEFAULT_CREDENTIALS, type Call } from "../../emulator";

/** A person's name as the tests give it, so that it is found wherever it turns up. */
export const PERSONAL_NAME = "Somebodys Personal Name";

/** How much of what is around a finding is shown, in characters. */
const CONTEXT = 60;

/** What may stand in no state, log, error, import file or journal, in the form in which the emulator has it. */
const SECRETS: Readonly<Record<string, RegExp>> = {
  // Who is given no address has one of this domain.
  "an e-mail address": /[\w.+-]+@(?:\w+\.)*example\.com/i,
  "a person's name": new RegExp(PERSONAL_NAME, "i"),
  "a secret key": new RegExp(`${DEFAULT_CREDENTIALS.secretAccessKey}|the-secret-of-|emulated\\+secret\\+`),
  "a session token": /FwoGZXIvYXdzE/,
  "a signature": /Signature=[0-9a-f]{8}|X-Amz-(?:Signature|Security-Token)|Credential=A[KS]IA/i,
};

/** What a text has that it may not have, each with what is around it. */
function leaksIn(text: string): string[] {
  return Object.entries(SECRETS).flatMap(([what, pattern]) => {
    const found = pattern.exec(text);
    if (!found) return [];
    const end = found.index + found[0].length + CONTEXT;
    return [`${what}: …${text.slice(Math.max(0, found.index - CONTEXT), end)}…`];
  });
}

/**
 * What the files of a folder and of those in it have that they may not have.
 *
 * @param except Files that are not looked at, by their paths in the folder: what a test has written there itself.
 */
export async function leaksInFolder(folder: string, except: ReadonlySet<string>): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  // What is linked, such as the dependencies, is not of this folder.
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const looked = files.filter((file) => !except.has(file.slice(folder.length + 1)));
  const found = looked.map(async (file) =>
    leaksIn(withoutDebugging(await readFile(file, "utf8"))).map(
      (leak) => `${file.slice(folder.length + 1)} has ${leak}`,
    ),
  );
  return (await Promise.all(found)).flat();
}

// Pulumi's Node.js SDK writes the arguments of each resource, secret or not, into its messages for debugging, which a log
// of events has always and a person only with --debug. Nothing of ours can keep it from that.
function withoutDebugging(text: string): string {
  const lines = text.split("\n");
  return lines.filter((line) => !line.endsWith('"severity":"debug"}}')).join("\n");
}

/** Collects what should have been nowhere, so that the test fails which it was found in. */
export class LeakGuard {
  private readonly found: string[] = [];

  /** Looks into a text; `where` says what it is. */
  public look(where: string, text: string): void {
    this.found.push(...leaksIn(text).map((leak) => `${where} has ${leak}`));
  }

  /** Looks into every call of a journal from now on. */
  public watch({ journal }: { journal: { onEnd(listener: (call: Call) => void): void } }): void {
    journal.onEnd((call) => {
      this.look("the journal", JSON.stringify(call));
    });
  }

  /** Notes findings of somebody else. */
  public add(leaks: readonly string[]): void {
    this.found.push(...leaks);
  }

  /** Whether something was found since the last time. */
  public get hasFound(): boolean {
    return this.found.length > 0;
  }

  /** @throws Error where something was found since the last time. */
  public refuse(): void {
    const found = this.found.splice(0);
    if (found.length > 0) throw new Error(`What is personal or secret came out:\n${found.join("\n")}`);
  }
}
