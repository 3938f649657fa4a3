import { execFile } from "node:child_process";

/** How to run a command. */
export interface CommandOptions {
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** The time limit. Default: five minutes. */
  timeoutMs?: number;
}

const FIVE_MINUTES_MS = 300_000;
const OUTPUT_BYTES = 64 * 1024 * 1024;

/** Runs a command and returns its stdout. Rejects with its complete output. */
export function command(
  file: string,
  args: readonly string[],
  { cwd, env, timeoutMs = FIVE_MINUTES_MS }: CommandOptions,
): Promise<string> {
  const options = { cwd, env, timeout: timeoutMs, maxBuffer: OUTPUT_BYTES };
  return new Promise((resolve, reject) => {
    execFile(file, args, options, (error, stdout, stderr) => {
      if (error === null) {
        resolve(stdout);
        return;
      }
      const reason = error.signal ?? error.code ?? "an error";
      reject(new Error(`${[file, ...args].join(" ")} in ${cwd} ended with ${reason}:\n${stdout}\n${stderr}`));
    });
  });
}
