import { spawn, type ChildProcess } from "node:child_process";
import { duration } from "./heartbeat";
import { onInterrupt } from "./interrupt";

/** How to run a program. */
export interface RunOptions {
  environment: NodeJS.ProcessEnv;
  timeoutMs: number;
  folder?: string;
}

const ERROR_LINES = 12;

/**
 * Runs a program and returns its stdout. If the program fails, throws its last lines of output. If it exceeds the time
 * limit, kills it with its child processes and throws.
 */
export async function run(command: string, args: string[], options: RunOptions): Promise<string> {
  const child = spawn(command, args, {
    env: options.environment,
    ...(options.folder === undefined ? {} : { cwd: options.folder }),
    stdio: ["ignore", "pipe", "pipe"],
    // A separate process group, so that the child processes of compilers and shells can be killed too.
    detached: process.platform !== "win32",
  });
  const stdout = collect(child.stdout);
  const stderr = collect(child.stderr);
  const { code, timedOut } = await waitForEnd(child, options.timeoutMs);
  if (timedOut)
    throw new Error(`${command} was stopped after its time limit of ${duration(options.timeoutMs)}.`);
  if (code !== 0)
    throw new Error(`${command} ended with ${code ?? "a signal"}${outputText(stderr() || stdout())}`);
  return stdout();
}

async function waitForEnd(
  child: ChildProcess,
  timeoutMs: number,
): Promise<{ code: number | null; timedOut: boolean }> {
  let timedOut = false;
  const unregister = onInterrupt(() => {
    endGroup(child);
  });
  const timer = setTimeout(() => {
    timedOut = true;
    endGroup(child);
  }, timeoutMs);
  try {
    return await new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code) => {
        resolve({ code, timedOut });
      });
    });
  } finally {
    clearTimeout(timer);
    unregister();
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
    // It has already ended.
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
