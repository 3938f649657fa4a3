import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";

/** The options of a terminal. */
export interface TerminalOptions {
  cwd: string;
  env: NodeJS.ProcessEnv;
}

/** How long an interrupted command may take to end. */
const INTERRUPT_TIMEOUT_MS = 10_000;

/** A shell that runs one command after another, so that a `cd` or an `export` applies to later commands. */
export class Terminal {
  private output = "";
  private commandCount = 0;
  private busy = false;
  private readonly closed: Promise<unknown>;

  private constructor(private readonly shell: ChildProcessWithoutNullStreams) {
    this.closed = once(shell, "close");
    shell.stdout.setEncoding("utf8").on("data", (text: string) => {
      this.output += text;
    });
    // Without a listener, a write to a shell that has ended would end this process. `waitFor` reports the failure.
    shell.stdin.on("error", () => undefined);
    this.shell.stdin.write("exec 2>&1\n");
  }

  public static open({ cwd, env }: TerminalOptions): Terminal {
    // A separate process group, so that child processes can be signalled. `-e` ends the shell if a command fails.
    return new Terminal(spawn("sh", ["-e"], { cwd, env, detached: true }));
  }

  /** Runs commands and returns their output. If one fails, throws with the output. */
  public async run(commands: string): Promise<string> {
    const end = `--- end of ${(this.commandCount += 1)}, status `;
    // The status is checked too, because `-e` does not end the shell if `a` of `a && b` fails.
    this.write(`${commands}\n} </dev/null; echo "${end}$? ---"`);
    const [printed = "", status] = await this.waitFor(new RegExp(`^([^]*)${end}(\\d+) ---\\n`), commands);
    this.busy = false;
    if (status !== "0") throw new Error(`This ended with ${status}:\n${commands}\n${printed}`);
    return printed;
  }

  /** Starts a long-running command, and returns its output when it has printed the text `ready`. */
  public async start(command: string, ready: string): Promise<string> {
    this.write(`${command}\n} </dev/null; exit`);
    const [text = ""] = await this.waitFor(new RegExp(`^([^]*${escapeRegExp(ready)})`), command);
    return text;
  }

  /** Interrupts a running command, as Ctrl+C does, and waits until the shell has ended. */
  public async close(): Promise<void> {
    this.shell.stdin.end();
    if (this.busy) this.signal("SIGINT");
    const killTimer = setTimeout(() => {
      this.signal("SIGKILL");
    }, INTERRUPT_TIMEOUT_MS);
    await this.closed;
    clearTimeout(killTimer);
  }

  private write(commands: string): void {
    this.output = "";
    this.busy = true;
    this.shell.stdin.write(`{\n${commands}\n`);
  }

  /** Waits until the output matches a pattern, and returns its groups. */
  private async waitFor(pattern: RegExp, commands: string): Promise<string[]> {
    for (;;) {
      const found = pattern.exec(this.output);
      if (found) return found.slice(1);
      const more = once(this.shell.stdout, "data").then(() => true);
      if (!(await Promise.race([more, this.closed.then(() => false)])))
        throw new Error(`This failed:\n${commands}\n${this.output}`);
    }
  }

  private signal(signal: NodeJS.Signals): void {
    if (this.shell.exitCode !== null || this.shell.signalCode !== null) return;
    process.kill(-this.shell.pid!, signal);
  }
}

function escapeRegExp(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
