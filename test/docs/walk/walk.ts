import assert from "node:assert/strict";

import type { Directive, Snippet } from "../snippets";
import { Terminal } from "./terminal";
import { Workplace } from "./workplace";

/** The package of the emulator, which few pages install. */
const EMULATOR = "pulumi-chime-emulator";

type Parent = NonNullable<Directive["run"]>;

/** How a page is walked through. */
export interface WalkOptions {
  /** Whether commands that fetch packages run too. Default: the packages are there as if they had run. */
  installing?: boolean;
}

/** A reader who does what a page says, from its first line to its last. */
export class Walk {
  private readonly terminals = new Map<Parent, Terminal>();
  /** Those in which something goes on until the page is done. */
  private readonly busy: Terminal[] = [];
  /** What a command that goes on has told the reader to set. */
  private exports = "";
  private cloned = false;
  private printed = "";

  private constructor(
    private readonly workplace: Workplace,
    private readonly options: WalkOptions,
  ) {}

  public static async begin(options: WalkOptions = {}): Promise<Walk> {
    return new Walk(await Workplace.open(), options);
  }

  /** Does what one snippet says, and checks what the page says of it. */
  public async follow(snippet: Snippet): Promise<void> {
    const { directive } = snippet;
    const text = replaced(snippet.text, directive.replace).replaceAll("login --local", this.login);
    if (directive.file !== undefined) await this.write(directive.file, `${text}\n`);
    if (directive.edit !== undefined) await this.edit(directive.edit, text);
    if (directive.shown === true) assertShown(text, this.printed);
    if (directive.run !== undefined) await this.runIn(directive.run, text, directive);
    if (directive.output !== undefined) assert.ok(this.printed.includes(directive.output), this.printed);
    if (directive.members !== undefined)
      assert.equal(this.workplace.members, directive.members, this.printed);
  }

  /** Closes what is open, and clears away. */
  public async end(): Promise<void> {
    for (const terminal of [...this.terminals.values(), ...this.busy]) await terminal.close();
    await this.workplace.close();
  }

  private get login(): string {
    return `login ${this.workplace.state}`;
  }

  private async runIn(parent: Parent, text: string, { skip, until }: Directive): Promise<void> {
    if (skip !== undefined && this.options.installing !== true) {
      const folder = await this.folder(parent);
      await this.workplace.putPackagesInto(folder);
      if (text.includes(EMULATOR)) await this.workplace.putEmulatorInto(folder);
    } else if (until === undefined) {
      this.printed = await (await this.terminal(parent)).run(await this.withPackages(text, skip));
    } else {
      const terminal = await this.openIn(parent);
      this.busy.push(terminal);
      this.printed = await terminal.start(text, until);
      this.exports = this.printed
        .split("\n")
        .filter((line) => line.startsWith("export "))
        .join("\n");
    }
  }

  /** Nobody has published these packages yet where a test could install them from. */
  private async withPackages(text: string, skip: string | undefined): Promise<string> {
    let result = text;
    for (const name of ["pulumi-chime", EMULATOR] as const) {
      const pattern = new RegExp(`(?<=\\s)${name}(?=\\s)`, "g");
      if (skip === undefined || !pattern.test(result)) continue;
      result = result.replaceAll(pattern, await this.workplace.packageFile(name));
    }
    return result;
  }

  private async write(file: string, text: string): Promise<void> {
    await this.workplace.writeFile(await this.folder("project"), file, text);
  }

  private async edit(file: string, diff: string): Promise<void> {
    const folder = await this.folder("project");
    let text = await this.workplace.readFile(folder, file);
    for (const line of diff.split("\n")) {
      assert.ok(line.startsWith("-"), `Not a line to take out: ${line}`);
      assert.equal(text.split(`${line.slice(1)}\n`).length, 2, `${file} has this not once: ${line}`);
      text = text.replace(`${line.slice(1)}\n`, () => "");
    }
    await this.workplace.writeFile(folder, file, text);
  }

  private async folder(parent: Parent): Promise<string> {
    return (await (await this.terminal(parent)).run("pwd")).trim();
  }

  private async terminal(parent: Parent): Promise<Terminal> {
    const open = this.terminals.get(parent) ?? (await this.openIn(parent));
    this.terminals.set(parent, open);
    if (this.exports !== "") await open.run(this.exports);
    this.exports = "";
    return open;
  }

  private async openIn(parent: Parent): Promise<Terminal> {
    const { awsEnv, project, repository } = this.workplace;
    // The types in the pages are checked by another test, and here where packages are really installed.
    const quickly = this.options.installing === true ? {} : { PULUMI_NODEJS_TRANSPILE_ONLY: "true" };
    const env = { ...this.workplace.env, ...quickly };
    if (parent === "project") return Terminal.open({ cwd: project, env: { ...env, ...awsEnv } });
    if (!this.cloned) await this.workplace.cloneRepository();
    this.cloned = true;
    return Terminal.open({ cwd: repository, env });
  }
}

function replaced(text: string, replacements: Record<string, string> = {}): string {
  return Object.entries(replacements).reduce((now, [theirs, ours]) => {
    assert.ok(now.includes(theirs), `The snippet does not have ${theirs}.`);
    return now.replaceAll(theirs, ours);
  }, text);
}

/** Checks that a command printed each of these lines, in this order. */
function assertShown(shown: string, printed: string): void {
  let rest = linesOf(printed);
  for (const line of linesOf(shown)) {
    const at = rest.indexOf(line);
    assert.notEqual(at, -1, `It does not print "${line}" there:\n${printed}`);
    rest = rest.slice(at + 1);
  }
}

function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim().replaceAll(/\s+/g, " "))
    .filter((line) => line !== "");
}
