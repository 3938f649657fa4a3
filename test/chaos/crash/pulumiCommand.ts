import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";

import type { ScratchProject } from "../../../tools/project/scratchProject";

/** How a command ended. */
export interface CommandResult {
  /** Its exit code; undefined where a signal ended it. */
  code: number | undefined;
  /** All that it printed, on both outputs. */
  output: string;
}

/** A command of the Pulumi CLI under way, in a process group of its own as a shell would start it. */
export class PulumiCommand {
  /** Settles when the command has ended, whichever way. */
  public readonly ended: Promise<CommandResult>;
  private output = "";

  private constructor(private readonly child: ChildProcess) {
    for (const output of [child.stdout, child.stderr]) {
      output?.on("data", (data: Buffer) => (this.output += data.toString()));
    }
    // "exit" and not "close": plugins that live on hold the outputs open.
    this.ended = once(child, "exit").then(([code]) => ({
      code: (code as number | null) ?? undefined,
      output: this.output,
    }));
  }

  /** Starts a command on the stack `test` of a project. */
  public static start(
    project: ScratchProject,
    args: readonly string[],
    env: Record<string, string> = {},
  ): PulumiCommand {
    const options = [...args, "--stack", "test", "--non-interactive", "--color", "never"];
    const child = spawn("pulumi", options, {
      cwd: project.folder,
      env: { ...project.environment, ...env },
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    return new PulumiCommand(child);
  }

  public get pid(): number {
    if (this.child.pid === undefined) throw new Error("The Pulumi CLI could not be started.");
    return this.child.pid;
  }

  /** Whether it is still running. */
  public get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Waits until it has printed something that matches. */
  public async waitForOutput(pattern: RegExp): Promise<void> {
    while (!pattern.test(this.output)) {
      if (!this.isRunning)
        throw new Error(`The command ended before it said ${String(pattern)}:\n${this.output}`);
      await Promise.race([once(this.child.stdout!, "data"), once(this.child.stderr!, "data"), this.ended]);
    }
  }

  /** Ends the CLI alone as `kill -9` does: what it started lives on. */
  public kill(): void {
    process.kill(this.pid, "SIGKILL");
  }

  /** Sends what Ctrl-C sends: SIGINT to the whole process group of the command. */
  public interrupt(): void {
    process.kill(-this.pid, "SIGINT");
  }
}
