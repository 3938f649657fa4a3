import { spawn, type ChildProcess } from "node:child_process";
import { duration } from "./heartbeat";
import { onInterrupt } from "./interrupt";

/** How to run a child process. */
export interface RunOptions {
  environment: NodeJS.ProcessEnv;
  limitMs: number;
  folder?: string;
}

const TELLING_LINES = 12;

/**
 * Runs a program to its end and returns what it wrote to stdout. Rejects, with the last lines of its stderr,
 * when it fails, and when the limit passes; by then it and whatever it started are gone.
 */
export async function run(command: string, args: string[], options: RunOptions): Promise<string> {
  const child = spawn(command, args, {
    env: options.environment,
    ...(options.folder === undefined ? {} : { cwd: options.folder }),
    stdio: ["ignore", "pipe", "pipe"],
    // A group of its own can be ended as a whole: compilers and shells leave children behind otherwise.
    detached: process.platform !== "win32",
  });
  const stdout = collect(child.stdout);
  const stderr = collect(child.stderr);
  const { code, late } = await ended(child, options.limitMs);
  if (late) throw new Error(`${command} was stopped after ${duration(options.limitMs)}, its limit.`);
  if (code !== 0) throw new Error(`${command} ended with ${code ?? "a signal"}${said(stderr() || stdout())}`);
  return stdout();
}

async function ended(child: ChildProcess, limitMs: number): Promise<{ code: number | null; late: boolean }> {
  let late = false;
  const forget = onInterrupt(() => {
    endGroup(child);
  });
  const timer = setTimeout(() => {
    late = true;
    endGroup(child);
  }, limitMs);
  try {
    return await new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code) => {
        resolve({ code, late });
      });
    });
  } finally {
    clearTimeout(timer);
    forget();
  }
}

function endGroup(child: ChildProcess): void {
  // A grandchild that left the group may hold the pipes open, and must not hold us.
  child.stdout?.destroy();
  child.stderr?.destroy();
  if (child.pid === undefined) return;
  try {
    if (process.platform === "win32") child.kill("SIGKILL");
    else process.kill(-child.pid, "SIGKILL");
  } catch {
    // It ended by itself in the meantime.
  }
}

function collect(stream: NodeJS.ReadableStream): () => string {
  let text = "";
  stream.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
  return () => text.trim();
}

function said(output: string): string {
  if (output === "") return ", and wrote nothing about why.";
  return `:\n${output.split("\n").slice(-TELLING_LINES).join("\n")}`;
}
