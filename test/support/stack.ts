import { readFile } from "node:fs/promises";
import { join } from "node:path";

import type { EngineEvent, OpMap } from "@pulumi/pulumi/automation";

import { CommandFailure, type Printed, type ScratchProject } from "../../tools/project/scratchProject";
import { EventLog } from "./eventLog";
import type { LeakGuard } from "./leaks";

/** The options of a deployment, named after the flags of the CLI. */
export interface DeploymentOptions {
  refresh?: boolean;
  diff?: boolean;
  runProgram?: boolean;
  parallel?: number;
  /** URNs of resources to replace. */
  replace?: string[];
  /** URNs of resources. All others are left out. */
  target?: string[];
  targetDependents?: boolean;
  continueOnError?: boolean;
  clearPendingCreates?: boolean;
  /** Called with each event of the deployment as it happens. */
  onEvent?: (event: EngineEvent) => void;
}

/** What a deployment printed, and what it did. */
export interface Deployment extends Printed {
  summary: {
    /** The number of resources, by operation. */
    resourceChanges?: OpMap;
  };
}

/** An output of a program. A secret has no value here. */
export interface Output {
  value: unknown;
  secret: boolean;
}

/** A resource in the state file. Secrets are encrypted. */
export interface StateResource {
  urn: string;
  type: string;
  id: string;
  inputs: Record<string, unknown>;
  outputs: Record<string, unknown>;
}

/** A state, as `pulumi stack export` prints it. */
export interface ExportedState {
  version: number;
  deployment: { resources?: StateResource[] } & Record<string, unknown>;
}

/**
 * A stack under test. Each method runs the Pulumi CLI once. Pulumi's Automation API runs the CLI three more times after each
 * deployment, to get what this class reads from the event log and the state file.
 */
export class Stack {
  private deployments = 0;

  public constructor(
    private readonly project: ScratchProject,
    private readonly projectName: string,
    public readonly name: string,
    private readonly guard: LeakGuard,
  ) {}

  public async up(
    options: DeploymentOptions = {},
  ): Promise<Deployment & { outputs: Record<string, Output> }> {
    const deployment = await this.deploy(["up", "--yes", "--skip-preview"], options);
    return { ...deployment, outputs: await this.outputs() };
  }

  public async preview(options: DeploymentOptions = {}): Promise<Printed & { changeSummary: OpMap }> {
    const { stdout, stderr, summary } = await this.deploy(["preview"], options);
    return { stdout, stderr, changeSummary: summary.resourceChanges ?? {} };
  }

  public refresh(options: DeploymentOptions = {}): Promise<Deployment> {
    return this.deploy(["refresh", "--yes", "--skip-preview"], options);
  }

  public destroy(options: DeploymentOptions = {}): Promise<Deployment> {
    return this.deploy(["destroy", "--yes", "--skip-preview"], options);
  }

  /** Sets a configuration value of the stack. */
  public async setConfig(
    key: string,
    { value, secret = false }: { value: string; secret?: boolean },
  ): Promise<void> {
    await this.run(["config", "set", key, value, secret ? "--secret" : "--plaintext"]);
  }

  /** Removes a configuration value of the stack. */
  public async removeConfig(key: string): Promise<void> {
    await this.run(["config", "rm", key]);
  }

  /** Removes the lock of an interrupted deployment. */
  public async cancel(): Promise<void> {
    await this.run(["cancel", "--yes"]);
  }

  /** The state with decrypted secrets. This is the only output that may contain them. */
  public async exportStack(): Promise<ExportedState> {
    const { stdout } = await this.runUnguarded(["stack", "export", "--show-secrets"]);
    return JSON.parse(stdout) as ExportedState;
  }

  /** Replaces the state of the stack. */
  public async importStack(state: ExportedState): Promise<void> {
    await this.project.write("import.json", JSON.stringify(state));
    await this.run(["stack", "import", "--file", "import.json"]);
  }

  /** The outputs of the program after the last deployment. */
  public async outputs(): Promise<Record<string, Output>> {
    const root = (await this.resources()).find(({ type }) => type === "pulumi:pulumi:Stack");
    return Object.fromEntries(
      Object.entries(root?.outputs ?? {}).map(([name, value]) => [name, outputOf(value)]),
    );
  }

  /** The resources in the state file. */
  public async resources(): Promise<StateResource[]> {
    const { checkpoint } = JSON.parse(await this.stateText()) as {
      checkpoint: { latest?: { resources?: StateResource[] } };
    };
    return checkpoint.latest?.resources ?? [];
  }

  /** The text of the state file. */
  public stateText(): Promise<string> {
    return readFile(
      join(this.project.folder, "state/.pulumi/stacks", this.projectName, `${this.name}.json`),
      "utf8",
    );
  }

  /**
   * Runs the Pulumi CLI for this stack.
   *
   * @throws Error if personal data or secrets are in its output.
   */
  public async run(args: readonly string[], env: Record<string, string> = {}): Promise<Printed> {
    const where = `what \`pulumi ${args[0]}\` printed`;
    try {
      const printed = await this.runUnguarded(args, env);
      this.guard.search(where, `${printed.stdout}\n${printed.stderr}`);
      return printed;
    } catch (error) {
      if (error instanceof CommandFailure) this.guard.search(where, error.message);
      throw error;
    } finally {
      this.guard.assertNone();
    }
  }

  private runUnguarded(args: readonly string[], env: Record<string, string> = {}): Promise<Printed> {
    return this.project.run([...args, "--stack", this.name], env);
  }

  private async deploy(
    command: readonly string[],
    { onEvent, ...options }: DeploymentOptions,
  ): Promise<Deployment> {
    const summary: Deployment["summary"] = {};
    const file = join(this.project.folder, "tmp", `events-${(this.deployments += 1)}`);
    const log = new EventLog(file, (event) => {
      if (event.summaryEvent) summary.resourceChanges = event.summaryEvent.resourceChanges;
      onEvent?.(event);
    });
    try {
      // The CLI has the flag --event-log only with this variable.
      const env = { PULUMI_DEBUG_COMMANDS: "true" };
      const printed = await this.run([...command, ...flagsOf(options), "--event-log", log.file], env);
      log.readNew();
      return { ...printed, summary };
    } finally {
      log.close();
    }
  }
}

type Flag = boolean | number | string | string[] | undefined;

function flagsOf(options: Omit<DeploymentOptions, "onEvent">): string[] {
  return Object.entries(options).flatMap(([name, value]: [string, Flag]) => {
    const flag = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    if (Array.isArray(value)) return value.map((item) => `${flag}=${item}`);
    return value === undefined ? [] : [`${flag}=${value}`];
  });
}

/** The key that marks a secret in a state: https://www.pulumi.com/docs/iac/concepts/secrets/ */
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

function outputOf(value: unknown): Output {
  const secret = JSON.stringify(value).includes(SECRET);
  return { value: secret ? undefined : value, secret };
}
