import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";

import { LocalWorkspace, type Stack } from "@pulumi/pulumi/automation";

import { isolatedIn, makeIsolated } from "./isolation";
import { usePulumiCli } from "./pulumiOnPath";

const REPOSITORY = resolve(__dirname, "../..");

/** The options of a scratch project. */
export interface ScratchOptions {
  /** The project's name. */
  name: string;
  /** The files of the program, by name. */
  files: Record<string, string>;
  /** Stack settings, such as `chime:maxRetries`. */
  config?: Record<string, string>;
  /** Environment variables of the Pulumi CLI, in addition to or instead of those that isolate the project. */
  env: Record<string, string>;
  /** The folder of the package whose build and dependencies the project uses. Default: this repository. */
  packageFolder?: string;
}

/** The output of a command. */
export interface Printed {
  stdout: string;
  stderr: string;
}

type FailedCommand = Printed & { code?: number | string; signal?: string };

/** Larger than the output of any command. */
const MAX_OUTPUT_BYTES = 256 * 1024 * 1024;

/** A command failed. The message contains its complete output. */
export class CommandFailure extends Error {
  public override readonly name = "CommandFailure";

  public constructor(args: readonly string[], { code, signal, stdout, stderr }: FailedCommand) {
    super(`pulumi ${args.join(" ")} ended with ${code ?? signal}.\n${stdout}\n${stderr}`);
  }
}

/**
 * A Pulumi project in a temporary folder, together with its state and Pulumi's home folder. It does not read the user's
 * Pulumi and AWS settings.
 */
export class ScratchProject {
  /** The paths of the files that {@link write} has written, relative to the folder. */
  public readonly written = new Set<string>();

  private constructor(
    public readonly folder: string,
    private readonly env: Record<string, string>,
  ) {}

  /** Creates the project. Takes minutes if the Pulumi CLI must be built. */
  public static async open({
    name,
    files,
    config = {},
    env,
    packageFolder = REPOSITORY,
  }: ScratchOptions): Promise<ScratchProject> {
    await usePulumiCli();
    const folder = await mkdtemp(join(tmpdir(), `${name}-`));
    const project = new ScratchProject(folder, { ...isolatedIn(folder), ...env });
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

  /** Creates or selects a stack of the project. */
  public stack(stackName: string): Promise<Stack> {
    return LocalWorkspace.createOrSelectStack(
      { stackName, workDir: this.folder },
      { workDir: this.folder, envVars: this.env },
    );
  }

  /** The environment of commands in the project. */
  public get environment(): NodeJS.ProcessEnv {
    return { ...process.env, ...this.env };
  }

  /** Runs the Pulumi CLI in the project and returns its stdout. */
  public async pulumi(args: readonly string[]): Promise<string> {
    return (await this.run(args)).stdout;
  }

  /**
   * Runs the Pulumi CLI in the project and returns its output.
   *
   * @param env Additional environment variables.
   * @throws CommandFailure if it fails.
   */
  public async run(args: readonly string[], env: Record<string, string> = {}): Promise<Printed> {
    const options = { cwd: this.folder, env: { ...this.environment, ...env }, maxBuffer: MAX_OUTPUT_BYTES };
    try {
      return await promisify(execFile)("pulumi", [...args, "--non-interactive"], options);
    } catch (error) {
      throw new CommandFailure(args, error as FailedCommand);
    }
  }

  /** Preloads a script into every Node.js process of a deployment. */
  public async preload(script: string): Promise<void> {
    await this.write("preload.cjs", script);
    this.env["NODE_OPTIONS"] = `--require=${join(this.folder, "preload.cjs")}`;
  }

  /** Writes a file of the program, possibly in a subfolder. */
  public async write(file: string, text: string): Promise<void> {
    await mkdir(dirname(join(this.folder, file)), { recursive: true });
    await writeFile(join(this.folder, file), text);
    this.written.add(file);
  }

  /** Removes the folder. */
  public async close(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

// YAML is a superset of JSON.
function projectFile(name: string, config: Record<string, string>): string {
  const settings = Object.entries(config).map(([key, value]): [string, object] => [key, { value }]);
  return JSON.stringify({ name, runtime: "nodejs", config: Object.fromEntries(settings) });
}
