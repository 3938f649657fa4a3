import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";

/** Where a terminal is opened. */
export interface TerminalOptions {
  cwd: string;
  env: NodeJS.ProcessEnv;
}

/** How long a command that was interrupted may take to end. */
const GRACE_MS = 10_000;

/** One shell, in which commands follow one another: a `cd` or an `export` holds for those after it. */
export class Terminal {
  private printed = "";
  private typed = 0;
  private busy = false;
  private readonly closed: Promise<unknown>;

  private constructor(private readonly shell: ChildProcessWithoutNullStreams) {
    this.closed = once(shell, "close");
    shell.stdout.setEncoding("utf8").on("data", (text: string) => {
      this.printed += text;
    });
    // Written to after its end, it would fail the process; the end itself is reported by those who wait.
    shell.stdin.on("error", () => undefined);
    this.shell.stdin.write("exec 2>&1\n");
  }

  public static open({ cwd, env }: TerminalOptions): Terminal {
    // A group of its own, so that what a command starts ends with it. `-e`: a command that fails ends the shell.
    return new Terminal(spawn("sh", ["-e"], { cwd, env, detached: true }));
  }

  /** Runs commands to their end, and returns what they printed. Fails with that when one of them fails. */
  public async run(commands: string): Promise<string> {
    const end = `--- end of ${(this.typed += 1)}, status `;
    // The status is that of an `a && b` whose `a` failed, at which `-e` does not end the shell.
    this.type(`${commands}\n} </dev/null; echo "${end}$? ---"`);
    const [before = "", status] = await this.until(new RegExp(`^([^]*)${end}(\\d+) ---\\n`), commands);
    this.busy = false;
    if (status !== "0") throw new Error(`This ended with ${status}:\n${commands}\n${before}`);
    return before;
  }

  /** Starts a command that goes on by itself, and returns what it has printed when it says that it is ready. */
  public async start(command: string, ready: string): Promise<string> {
    this.type(`${command}\n} </dev/null; exit`);
    const [text = ""] = await this.until(new RegExp(`^([^]*${literally(ready)})`), command);
    return text;
  }

  /** Interrupts what still runs, as Ctrl+C does, and waits for its end. */
  public async close(): Promise<void> {
    this.shell.stdin.end();
    if (this.busy) this.signal("SIGINT");
    const impatience = setTimeout(() => {
      this.signal("SIGKILL");
    }, GRACE_MS);
    await this.closed;
    clearTimeout(impatience);
  }

  private type(commands: string): void {
    this.printed = "";
    this.busy = true;
    this.shell.stdin.write(`{\n${commands}\n`);
  }

  /** The groups of a pattern, as soon as what is printed has it. */
  private async until(pattern: RegExp, commands: string): Promise<string[]> {
    for (;;) {
      const found = pattern.exec(this.printed);
      if (found) return found.slice(1);
      const more = once(this.shell.stdout, "data").then(() => true);
      if (!(await Promise.race([more, this.closed.then(() => false)])))
        throw new Error(`This failed:\n${commands}\n${this.printed}`);
    }
  }

  private signal(signal: NodeJS.Signals): void {
    if (this.shell.exitCode !== null || this.shell.signalCode !== null) return;
    process.kill(-this.shell.pid!, signal);
  }
}

function literally(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
