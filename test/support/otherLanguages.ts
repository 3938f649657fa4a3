import { chmod, copyFile, cp, mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";

import { command } from "../../tools/package/command";
import type { ScratchProject } from "../../tools/project/scratchProject";
import { provideYamlHost } from "../../tools/pulumi";
import { goBuild } from "../../tools/pulumi/goBuild";
import { readPins, type GoModule } from "../../tools/pulumi/pins";
import { findOnPath } from "../../tools/pulumi/programs";
import { withDefaults } from "../../tools/pulumi/settings";

const REPOSITORY = resolve(__dirname, "../..");
const SCHEMA = join(REPOSITORY, "dist/native/schema.json");
const SDK_MODULE = "github.com/pulumi/pulumi/sdk/v3";

/** A language other than those of Node.js, and what its programs need. */
export interface OtherLanguage {
  /** The programs without which it cannot be tested. */
  requires: readonly string[];
  /**
   * Makes the language host and the SDK, in an empty folder.
   *
   * @returns The folders to add to PATH.
   */
  prepare(folder: string): Promise<string[]>;
  /** Adds the SDK to a project, as `pulumi package add` does. */
  addSdk(project: ScratchProject, folder: string): Promise<void>;
}

/** The languages, by the names of their examples. */
export const LANGUAGES: Readonly<Record<string, OtherLanguage>> = {
  yaml: {
    requires: [],
    prepare: async () => [(await provideYamlHost()).bin],
    addSdk: () => Promise.resolve(),
  },
  python: {
    requires: ["go", "python3"],
    prepare: async (folder) => {
      // Newer hosts are not on the Go module proxy. This one has the same version as the host of Node.js programs, and does not know
      // the virtual environment of the project: it runs the first Python on PATH.
      const { languageHost } = readPins();
      const tool = `${SDK_MODULE}/python/cmd/pulumi-language-python`;
      await build({ ...languageHost, tool }, "pulumi-language-python", folder);
      await copyPythonStarter(languageHost, join(folder, "bin"));
      await generateSdk("python", folder);
      await run("python3", ["-m", "venv", "venv"], folder);
      const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "./sdk"];
      await run(join(folder, "venv/bin/python"), pip, folder);
      return [join(folder, "venv/bin"), join(folder, "bin")];
    },
    addSdk: () => Promise.resolve(),
  },
  go: {
    requires: ["go"],
    prepare: async (folder) => {
      await generateSdk("go", folder);
      await writeGoHost(join(folder, "bin"));
      return [join(folder, "bin")];
    },
    addSdk: async (project, folder) => {
      await cp(join(folder, "sdk"), join(project.folder, "sdks/chime"), { recursive: true });
      await run("go", ["mod", "tidy"], project.folder);
    },
  },
};

/** Which of the programs that a language needs is missing. */
export async function missingFor({ requires }: OtherLanguage): Promise<string | undefined> {
  for (const program of requires) if ((await findOnPath(program, process.env)) === undefined) return program;
  return undefined;
}

/** Writes the SDK into `folder`/sdk, with the code that Pulumi's own hosts contain. */
async function generateSdk(language: "go" | "python", folder: string): Promise<void> {
  const { cli } = readPins();
  const module = { ...cli, folder: join(cli.folder, "../gen-sdk"), tool: "." };
  await build(module, "gen-sdk", folder);
  await run(join(folder, "bin/gen-sdk"), [language, SCHEMA, "sdk"], folder);
}

async function build(module: GoModule, file: string, folder: string): Promise<void> {
  const scratch = join(folder, "scratch");
  await mkdir(scratch, { recursive: true });
  await mkdir(join(folder, "bin"), { recursive: true });
  const settings = withDefaults({ report: () => undefined });
  await goBuild([{ module, file }], folder, scratch, { what: file, takes: "a minute" }, settings);
}

/** Copies the script with which the host starts a Python program. */
async function copyPythonStarter({ folder }: GoModule, bin: string): Promise<void> {
  const name = "pulumi-language-python-exec";
  const module = await run("go", ["list", "-m", "-f", "{{.Dir}}", SDK_MODULE], folder);
  await copyFile(join(module.trim(), "python/cmd", name), join(bin, name));
  await chmod(join(bin, name), 0o755);
}

async function writeGoHost(bin: string): Promise<void> {
  const file = join(bin, "pulumi-language-go");
  const [tsNode, host] = [require.resolve("ts-node/register/transpile-only"), join(__dirname, "goHost.ts")];
  const lines = [
    `#!${process.execPath}`,
    `process.env.TS_NODE_PROJECT = ${JSON.stringify(join(REPOSITORY, "tsconfig.json"))};`,
    `require(${JSON.stringify(tsNode)});`,
    `require(${JSON.stringify(host)});`,
    "",
  ];
  await writeFile(file, lines.join("\n"), { mode: 0o755 });
}

function run(file: string, args: readonly string[], cwd: string): Promise<string> {
  return command(file, args, { cwd, env: process.env, timeoutMs: 600_000 });
}
