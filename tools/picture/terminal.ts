import { spawn, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { join, resolve } from "node:path";
import type { Readable } from "node:stream";
import { pathToFileURL } from "node:url";

import type { Browser } from "./browser";

const XTERM = resolve(__dirname, "../../node_modules/@xterm/xterm");

/** The size of a terminal, in characters. */
export interface TerminalSize {
  columns: number;
  rows: number;
}

/** A command in a pseudo-terminal, so that it prints colours and status rows as for a person. */
export class TerminalCommand {
  private output = "";
  private readonly ended: Promise<unknown>;

  private constructor(
    private readonly child: ChildProcessByStdio<null, Readable, null>,
    private readonly size: TerminalSize,
  ) {
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      this.output += text;
    });
    this.ended = once(child, "close");
  }

  /** Starts a command of a POSIX shell. Needs `script` of util-linux, which opens the pseudo-terminal. */
  public static start(
    command: string,
    size: TerminalSize,
    options: { cwd: string; env: NodeJS.ProcessEnv },
  ): TerminalCommand {
    const line = `stty cols ${size.columns} rows ${size.rows}; ${command}`;
    const child = spawn("script", ["--quiet", "--return", "--flush", "--command", line, "/dev/null"], {
      ...options,
      env: { ...options.env, TERM: "xterm-256color" },
      stdio: ["ignore", "pipe", "inherit"],
    });
    return new TerminalCommand(child, size);
  }

  /** Waits until the command has printed the text, or has ended. */
  public async until(text: string): Promise<void> {
    while (!this.output.includes(text)) {
      const more = once(this.child.stdout, "data").then(() => true);
      if (!(await Promise.race([more, this.ended.then(() => false)])))
        throw new Error(`The command did not print "${text}":\n${this.output}`);
    }
  }

  /** Waits until the command has ended. */
  public async end(): Promise<void> {
    await this.ended;
  }

  /** Writes a picture of what the terminal shows now. */
  public async picture(browser: Browser, file: string): Promise<void> {
    const page = await browser.open(pathToFileURL(join(XTERM, "package.json")).href, {
      width: 1600,
      height: 1000,
    });
    await page.setContent('<body style="margin: 0; background: #1e1e1e"><div id="terminal"></div></body>');
    await page.addStyleTag({ path: join(XTERM, "css/xterm.css") });
    await page.addScriptTag({ path: join(XTERM, "lib/xterm.js") });
    await page.evaluate(draw, { output: this.output, ...this.size });
    await page.locator("#terminal .xterm-screen").screenshot({ path: file });
    await page.close();
  }
}

/** Runs in the page. */
function draw({ output, columns, rows }: TerminalSize & { output: string }): Promise<void> {
  const { Terminal, document } = globalThis as unknown as XtermPage;
  const theme = { background: "#1e1e1e", foreground: "#d4d4d4" };
  const terminal = new Terminal({ cols: columns, rows, fontSize: 14, theme });
  terminal.open(document.getElementById("terminal"));
  return new Promise((done) => {
    terminal.write(output, done);
  });
}

interface XtermPage {
  Terminal: new (options: object) => {
    open(element: unknown): void;
    write(text: string, done: () => void): void;
  };
  document: { getElementById(id: string): unknown };
}
