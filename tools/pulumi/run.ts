import { spawn, type ChildProcess } from "node:child_process";
import { duration } from "./heartbeat";
import { onInterrupt } from "./interrupt";

/** How to run a program. */
export interface RunOptions {
  environment: NodeJS.ProcessEnv;
  limitMs: number;
  folder?: string;
}

const ERROR_LINES = 12;

/**
 * Runs a program and returns its stdout. Rejects with the last lines of its stderr if it fails, and if it exceeds the
 * limit. Then the program and its child processes have ended.
 */
export async function run(command: string, args: string[], options: RunOptions): Promise<string> {
  const child = spawn(command, args, {
    env: options.environment,
    ...(options.folder === undefined ? {} : { cwd: options.folder }),
    stdio: ["ignore", "pipe", "pipe"],
    // In its own process group, so that the children of compilers and shells end too.
    detached: process.platform !== "win32",
  });
  const stdout = collect(child.stdout);
  const stderr = collect(child.stderr);
  const { code, timedOut } = await ended(child, options.limitMs);
  if (timedOut) throw new Error(`${command} was stopped after its limit of ${duration(options.limitMs)}.`);
  if (code !== 0)
    throw new Error(`${command} ended with ${code ?? "a signal"}${outputText(stderr() || stdout())}`);
  return stdout();
}

async function ended(
  child: ChildProcess,
  limitMs: number,
): Promise<{ code: number | null; timedOut: boolean }> {
  let timedOut = false;
  const forget = onInterrupt(() => {
    endGroup(child);
  });
  const timer = setTimeout(() => {
    timedOut = true;
    endGroup(child);
  }, limitMs);
  try {
    return await new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code) => {
        resolve({ code, timedOut });
      });
    });
  } finally {
    clearTimeout(timer);
    forget();
  }
}

function endGroup(child: ChildProcess): void {
  // A grandchild that left the group may keep the pipes open.
  child.stdout?.destroy();
  child.stderr?.destroy();
  if (child.pid === undefined) return;
  try {
    if (process.platform === "win32") child.kill("SIGKILL");
    else process.kill(-child.pid, "SIGKILL");
  } catch {
    // It has ended already.
  }
}

function collect(stream: NodeJS.ReadableStream): () => string {
  let text = "";
  stream.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
  return () => text.trim();
}

function outputText(output: string): string {
  if (output === "") return ", without any output.";
  return `:\n${output.split("\n").slice(-ERROR_LINES).join("\n")}`;
}
