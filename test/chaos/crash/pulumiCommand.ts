import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";

import type { ScratchProject } from "../../../tools/project/scratchProject";

/** The result of a command. */
export interface CommandResult {
  /** The exit code. Undefined if a signal ended the command. */
  code: number | undefined;
  /** Everything that it printed to stdout and stderr. */
  output: string;
}

/** A running command of the Pulumi CLI, in its own process group like a command in a shell. */
export class PulumiCommand {
  /** Resolves when the command has ended. */
  public readonly ended: Promise<CommandResult>;
  private output = "";

  private constructor(private readonly child: ChildProcess) {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (data: Buffer) => (this.output += data.toString()));
    }
    // Not "close": plugins that still run keep the streams open.
    this.ended = once(child, "exit").then(([code]) => ({
      code: (code as number | null) ?? undefined,
      output: this.output,
    }));
  }

  /** Starts a command for the stack `test` of a project. */
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

  public get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Waits until the output matches the pattern. */
  public async waitForOutput(pattern: RegExp): Promise<void> {
    while (!pattern.test(this.output)) {
      if (!this.isRunning)
        throw new Error(`The command ended before its output matched ${String(pattern)}:\n${this.output}`);
      await Promise.race([once(this.child.stdout!, "data"), once(this.child.stderr!, "data"), this.ended]);
    }
  }

  /** Kills only the CLI. The processes that it started continue. */
  public kill(): void {
    process.kill(this.pid, "SIGKILL");
  }

  /** Sends SIGINT to the process group, like Ctrl-C. */
  public interrupt(): void {
    process.kill(-this.pid, "SIGINT");
  }
}
