import { spawn } from "node:child_process";
import { once } from "node:events";

/** A check of a release. */
export interface Step {
  title: string;
  command: readonly [string, ...string[]];
}

/** The checks of a release, the fastest first. None of them publishes. */
export const STEPS: readonly Step[] = [
  { title: "install the dependencies from the lockfile", command: ["npm", "ci"] },
  {
    title: "check the dependencies of users for known vulnerabilities",
    command: ["npm", "audit", "--omit=dev"],
  },
  {
    title: "check types, style, dead code, packages and API reference, run the unit tests",
    command: ["npm", "run", "verify"],
  },
  { title: "run the tests", command: ["npm", "test"] },
  { title: "run the longer tests", command: ["npm", "run", "test:all"] },
  { title: "test the packages in new projects", command: ["npm", "run", "test:package"] },
];

/** Runs the steps in order in a folder. Rejects with the command of the first step that fails. */
export async function runAll(
  steps: readonly Step[],
  folder: string,
  report: (line: string) => void,
): Promise<void> {
  for (const [index, { title, command }] of steps.entries()) {
    report(`\n[${index + 1}/${steps.length}] ${title}: ${command.join(" ")}`);
    await run(command, folder);
  }
}

async function run([file, ...args]: Step["command"], folder: string): Promise<void> {
  const child = spawn(file, args, { cwd: folder, stdio: "inherit" });
  const [code, signal] = (await once(child, "close")) as [number | null, NodeJS.Signals | null];
  if (code !== 0)
    throw new Error(`"${[file, ...args].join(" ")}" ended with ${code ?? signal ?? "an error"}.`);
}
