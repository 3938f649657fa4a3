import assert from "node:assert/strict";

import { provideYamlHost } from "../../../tools/pulumi";
import type { Directive, Snippet } from "../snippets";
import { Terminal } from "./terminal";
import { ReaderMachine } from "./readerMachine";

/** The package of the emulator, which few pages install. */
const EMULATOR = "pulumi-chime-emulator";

/** Settings of a reader's shell that must not matter to the commands of this repository, such as the demo. */
const HOSTILE_SHELL = {
  AWS_PROFILE: "prod",
  AWS_SESSION_TOKEN: "token-of-the-shell",
  AWS_REGION: "eu-central-1",
  AWS_USE_FIPS_ENDPOINT: "true",
  AWS_CA_BUNDLE: "/no/such/file",
  HTTPS_PROXY: "http://127.0.0.1:9",
  NODE_OPTIONS: "--no-warnings",
  PULUMI_STACK: "prod",
};

type Location = NonNullable<Directive["run"]>;

/** The options of a walkthrough. */
export interface WalkthroughOptions {
  /** Whether to run commands that install packages. Default: the packages are already there. */
  install?: boolean;
}

/** Follows the steps of a page in order, as a reader would. */
export class Walkthrough {
  private readonly terminals = new Map<Location, Terminal>();
  /** The terminals of commands that run until the end of the page. */
  private readonly longRunning: Terminal[] = [];
  /** The lines for the shell that a long-running command has printed, for the reader to paste. */
  private shellLines = "";
  private isCloned = false;
  /** The output of the last command. */
  private output = "";

  private constructor(
    private readonly machine: ReaderMachine,
    private readonly options: WalkthroughOptions,
  ) {}

  public static async start(options: WalkthroughOptions = {}): Promise<Walkthrough> {
    return new Walkthrough(await ReaderMachine.open(), options);
  }

  /** Follows a snippet, and checks the result that the page states. */
  public async follow(snippet: Snippet): Promise<void> {
    const { directive } = snippet;
    const text = withReplacements(snippet.text, directive.replace).replaceAll("login --local", this.login);
    if (directive.file !== undefined) await this.write(directive.file, `${text}\n`);
    if (directive.file === "Pulumi.yaml" && /^runtime: yaml$/m.test(text)) await this.addYamlHost();
    if (directive.edit !== undefined) await this.edit(directive.edit, text);
    if (directive.shown === true) assertShown(text, this.output);
    if (directive.run !== undefined) await this.runIn(directive.run, text, directive);
    if (directive.output !== undefined) assert.ok(this.output.includes(directive.output), this.output);
    if (directive.members !== undefined) assert.equal(this.machine.members, directive.members, this.output);
  }

  /** Closes all terminals and removes the files. */
  public async close(): Promise<void> {
    for (const terminal of [...this.terminals.values(), ...this.longRunning]) await terminal.close();
    await this.machine.close();
  }

  private get login(): string {
    return `login ${this.machine.state}`;
  }

  private async runIn(location: Location, text: string, { skip, until }: Directive): Promise<void> {
    if (skip !== undefined && this.options.install !== true) {
      const folder = await this.folder(location);
      await this.machine.addPackagesTo(folder);
      if (text.includes(EMULATOR)) await this.machine.addEmulatorTo(folder);
    } else if (until === undefined) {
      this.output = await (await this.terminal(location)).run(await this.withPackages(text, skip));
    } else {
      const terminal = await this.openIn(location);
      this.longRunning.push(terminal);
      this.output = await terminal.start(text, until);
      this.shellLines = this.output
        .split("\n")
        .filter((line) => /^(?:unset|export) /.test(line))
        .join("\n");
    }
  }

  /** Installs the packages of this repository from tarballs, because they are not published yet. */
  private async withPackages(text: string, skip: string | undefined): Promise<string> {
    let result = text;
    for (const name of ["pulumi-chime", EMULATOR] as const) {
      const pattern = new RegExp(`(?<=\\s)${name}(?=\\s)`, "g");
      if (skip === undefined || !pattern.test(result)) continue;
      result = result.replaceAll(pattern, await this.machine.packageFile(name));
    }
    return result;
  }

  private async write(file: string, text: string): Promise<void> {
    await this.machine.writeFile(await this.folder("project"), file, text);
  }

  // Official releases of Pulumi contain it.
  private async addYamlHost(): Promise<void> {
    const { bin } = await provideYamlHost();
    await (await this.terminal("project")).run(`export PATH="${bin}:$PATH"`);
  }

  private async edit(file: string, diff: string): Promise<void> {
    const folder = await this.folder("project");
    let text = await this.machine.readFile(folder, file);
    for (const line of diff.split("\n")) {
      assert.ok(line.startsWith("-"), `not a removed line of a diff: ${line}`);
      assert.equal(
        text.split(`${line.slice(1)}\n`).length,
        2,
        `${file} does not contain this line exactly once: ${line}`,
      );
      text = text.replace(`${line.slice(1)}\n`, () => "");
    }
    await this.machine.writeFile(folder, file, text);
  }

  private async folder(location: Location): Promise<string> {
    return (await (await this.terminal(location)).run("pwd")).trim();
  }

  private async terminal(location: Location): Promise<Terminal> {
    const open = this.terminals.get(location) ?? (await this.openIn(location));
    this.terminals.set(location, open);
    if (this.shellLines !== "") await open.run(this.shellLines);
    this.shellLines = "";
    return open;
  }

  private async openIn(location: Location): Promise<Terminal> {
    const { awsEnv, project, repository } = this.machine;
    // Another test checks the types of the snippets. With `install`, this test checks them too.
    const transpileOnly = this.options.install === true ? {} : { PULUMI_NODEJS_TRANSPILE_ONLY: "true" };
    const env = { ...this.machine.env, ...transpileOnly };
    if (location === "project") return Terminal.open({ cwd: project, env: { ...env, ...awsEnv } });
    if (!this.isCloned) await this.machine.cloneRepository();
    this.isCloned = true;
    return Terminal.open({ cwd: repository, env: { ...env, ...HOSTILE_SHELL } });
  }
}

function withReplacements(text: string, replacements: Record<string, string> = {}): string {
  return Object.entries(replacements).reduce((result, [placeholder, replacement]) => {
    assert.ok(result.includes(placeholder), `The snippet does not contain ${placeholder}.`);
    return result.replaceAll(placeholder, replacement);
  }, text);
}

/** Asserts that the output contains the expected lines in this order. */
function assertShown(expected: string, output: string): void {
  let remaining = linesOf(output);
  for (const line of linesOf(expected)) {
    const index = remaining.indexOf(line);
    assert.notEqual(index, -1, `The output does not contain "${line}" in this order:\n${output}`);
    remaining = remaining.slice(index + 1);
  }
}

function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim().replaceAll(/\s+/g, " "))
    .filter((line) => line !== "");
}
