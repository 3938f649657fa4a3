import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";

import { LocalWorkspace, type Stack } from "@pulumi/pulumi/automation";

import { isolatedIn, makeIsolated } from "./isolation";
import { usePulumiCli } from "./pulumiOnPath";

const REPOSITORY = resolve(__dirname, "../..");

/** What a scratch project is made of. */
export interface ScratchOptions {
  /** The project's name. */
  name: string;
  /** The program: texts by file name. */
  files: Record<string, string>;
  /** Stack settings, such as `chime:maxRetries`. */
  config?: Record<string, string>;
  /** Environment of the Pulumi CLI, beside what keeps it to this folder. */
  env: Record<string, string>;
  /** The repository whose build and dependencies the project uses. Default: this one. */
  packageFolder?: string;
}

/** What a command printed. */
export interface Printed {
  stdout: string;
  stderr: string;
}

type FailedCommand = Printed & { code?: number | string; signal?: string };

/** More characters than any command here prints. */
const MOST_PRINTED = 256 * 1024 * 1024;

/** A command that ended with another status than 0. Its message has all that the command printed. */
export class CommandFailure extends Error {
  public override readonly name = "CommandFailure";

  public constructor(args: readonly string[], { code, signal, stdout, stderr }: FailedCommand) {
    super(`pulumi ${args.join(" ")} ended with ${code ?? signal}.\n${stdout}\n${stderr}`);
  }
}

/**
 * A Pulumi project in a folder of its own, which holds its program, its state and Pulumi's home: nothing of the
 * person's own Pulumi or AWS settings is read, and nothing is left behind.
 */
export class ScratchProject {
  /** The files that were written by {@link write}, by their paths in the folder. */
  public readonly written = new Set<string>();

  private constructor(
    public readonly folder: string,
    private readonly env: Record<string, string>,
  ) {}

  /** Lays the project out. Takes minutes where a Pulumi CLI has to be made first. */
  public static async open({
    name,
    files,
    config = {},
    env,
    packageFolder = REPOSITORY,
  }: ScratchOptions): Promise<ScratchProject> {
    await usePulumiCli();
    const folder = await mkdtemp(join(tmpdir(), `${name}-`));
    const project = new ScratchProject(folder, { ...env, ...isolatedIn(folder) });
    try {
      await makeIsolated(folder);
      await symlink(join(packageFolder, "node_modules"), join(folder, "node_modules"), "dir");
      await project.write("package.json", JSON.stringify({ name, private: true }));
      await project.write("Pulumi.yaml", projectFile(name, config));
      for (const [file, text] of Object.entries(files)) await project.write(file, text);
    } catch (error) {
      await project.close();
      throw error;
    }
    return project;
  }

  /** Opens a stack of the project, and makes it where there is none. */
  public stack(stackName: string): Promise<Stack> {
    return LocalWorkspace.createOrSelectStack(
      { stackName, workDir: this.folder },
      { workDir: this.folder, envVars: this.env },
    );
  }

  /** The environment that a command of the project runs in. */
  public get environment(): NodeJS.ProcessEnv {
    return { ...process.env, ...this.env };
  }

  /** Runs the Pulumi CLI in the project, as a person does, and returns what it printed. */
  public async pulumi(args: readonly string[]): Promise<string> {
    return (await this.run(args)).stdout;
  }

  /**
   * Runs the Pulumi CLI in the project, as a person does.
   *
   * @param env Environment beside that of the project.
   * @throws CommandFailure when it ends with another status than 0.
   */
  public async run(args: readonly string[], env: Record<string, string> = {}): Promise<Printed> {
    const options = { cwd: this.folder, env: { ...this.environment, ...env }, maxBuffer: MOST_PRINTED };
    try {
      return await promisify(execFile)("pulumi", [...args, "--non-interactive"], options);
    } catch (error) {
      throw new CommandFailure(args, error as FailedCommand);
    }
  }

  /** Makes every Node.js process of a deployment run this JavaScript first. */
  public async preload(script: string): Promise<void> {
    await this.write("preload.cjs", script);
    this.env["NODE_OPTIONS"] = `--require=${join(this.folder, "preload.cjs")}`;
  }

  /** Writes a file of the program, which may be in a subfolder. */
  public async write(file: string, text: string): Promise<void> {
    await mkdir(dirname(join(this.folder, file)), { recursive: true });
    await writeFile(join(this.folder, file), text);
    this.written.add(file);
  }

  /** Removes the folder and all that is in it. */
  public async close(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

// JSON is YAML.
function projectFile(name: string, config: Record<string, string>): string {
  const settings = Object.entries(config).map(([key, value]): [string, object] => [key, { value }]);
  return JSON.stringify({ name, runtime: "nodejs", config: Object.fromEntries(settings) });
}
