import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { CommandFailure, ScratchProject } from "../../../tools/project/scratchProject";
import type { Properties } from "../../support/host";
import { QUICK_PULUMI } from "../../support/pluginProcess";
import { omit } from "../support/omit";
import { toTexts, type CommandResult, type ComparableEntry } from "./commandResult";
import { PROVIDERS } from "./programGenerator";
import { Recording } from "./recording";
import type { StackCommand } from "./stackCommand";
import { inputsOf, isTestType, PROVIDER_TEXT, typeOf, type TestResource } from "./testResource";

const PROJECT = "compare";

/** A resource in a state file. */
interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly inputs?: Properties;
  readonly outputs?: Properties;
  readonly delete?: boolean;
  readonly pendingReplacement?: boolean;
  readonly initErrors?: readonly string[];
  readonly dependencies?: readonly string[];
  readonly propertyDependencies?: Readonly<Record<string, readonly string[] | null>>;
  readonly provider?: string;
  readonly protect?: boolean;
  readonly retainOnDelete?: boolean;
  readonly deletedWith?: string;
}

/** A stack of the real engine. */
export class RealStack {
  private constructor(
    private readonly project: ScratchProject,
    private readonly stack: string,
    private readonly recording: Recording,
  ) {}

  public static async openProject(): Promise<ScratchProject> {
    const program = await readFile(require.resolve("./program.cjs"), "utf8");
    const project = await ScratchProject.open({
      name: PROJECT,
      files: { "index.js": program, "program.json": "{}" },
      env: { PULUMI_DEBUG_COMMANDS: "true" },
    });
    await project.preload(`require(${JSON.stringify(QUICK_PULUMI)});`);
    return project;
  }

  public static async open(project: ScratchProject, stack: string): Promise<RealStack> {
    const file = join(project.folder, `${stack}.calls`);
    await writeFile(file, "");
    await project.run(["stack", "init", stack]);
    return new RealStack(project, stack, new Recording(file));
  }

  public async run(command: StackCommand): Promise<CommandResult> {
    const errors: string[] = [];
    try {
      await this.pulumi(await this.argumentsOf(command));
    } catch (error) {
      if (!(error instanceof CommandFailure)) throw error;
      errors.push(error.message);
    }
    const calls = this.recording.next();
    return { calls, entries: toTexts((await this.resources()).map(toComparable)), errors };
  }

  /** The names of the resources in the state. */
  public async names(): Promise<ReadonlySet<string>> {
    return new Set((await this.resources()).map(({ urn }) => nameOf(urn)));
  }

  /** Removes the stack without deleting its resources. */
  public async close(): Promise<void> {
    await this.pulumi(["stack", "rm", "--yes", "--force"]);
  }

  private async argumentsOf(command: StackCommand): Promise<string[]> {
    if (command.kind === "import") return this.argumentsOfImport(command);
    const { kind, programs, options, runProgram = false } = command;
    await this.project.write(
      "program.json",
      JSON.stringify({
        ...{ text: PROVIDER_TEXT, providers: PROVIDERS },
        resources: programs.flat().map(toProgramResource),
      }),
    );
    const urns = (names: readonly string[] = []): string[] =>
      names.map((name) => `urn:pulumi:${this.stack}::${PROJECT}::${typeOf(name)}::${name}`);
    const lists = { target: options.targets, exclude: options.excludes, replace: options.replaces };
    const switches = {
      "target-dependents": options.targetDependents,
      "exclude-dependents": options.excludeDependents,
      "continue-on-error": options.continueOnError,
      refresh: options.refresh,
      "run-program": runProgram,
    };
    return [
      ...[kind, `--parallel=${options.parallel}`],
      ...(kind === "preview" ? [] : ["--yes", "--skip-preview"]),
      ...Object.entries(lists).flatMap(([flag, names]) => urns(names).map((urn) => `--${flag}=${urn}`)),
      ...Object.entries(switches).flatMap(([flag, isOn]) => (isOn === true ? [`--${flag}`] : [])),
    ];
  }

  private async argumentsOfImport({ name, otherName }: StackCommand & { kind: "import" }): Promise<string[]> {
    const original = (await this.resources()).find(
      ({ urn, delete: isReplaced }) => nameOf(urn) === name && isReplaced !== true,
    );
    const { id, inputs, outputs } = original ?? {};
    const resources = original ? [{ type: typeOf(name), name: otherName, id, inputs, outputs }] : [];
    await this.project.write("import.json", JSON.stringify({ resources }));
    const flags = ["--yes", "--skip-preview", "--generate-code=false", "--protect=false"];
    return ["import", "--file", "import.json", ...flags];
  }

  private async pulumi(args: readonly string[]): Promise<void> {
    await this.project.run([...args, "--stack", this.stack], { RECORDER_LOG: this.recording.file });
  }

  private async resources(): Promise<StateResource[]> {
    const file = join(this.project.folder, "state/.pulumi/stacks", PROJECT, `${this.stack}.json`);
    const { checkpoint } = JSON.parse(await readFile(file, "utf8")) as {
      checkpoint: { latest?: { resources?: StateResource[] } };
    };
    return (checkpoint.latest?.resources ?? []).filter(({ type }) => isTestType(type));
  }
}

function toProgramResource(resource: TestResource): object {
  const { name, dependsOn, options } = resource;
  return { name, type: typeOf(name), args: inputsOf(resource), dependsOn, options };
}

function nameOf(urn: string): string {
  return urn.split("::")[3]!;
}

function toComparable(resource: StateResource): ComparableEntry {
  const { urn, id = "", provider = "", deletedWith = "", initErrors = [], dependencies = [] } = resource;
  const providerName = nameOf(provider);
  return {
    ...{ id, name: nameOf(urn) },
    inputs: omit(resource.inputs ?? {}, "__provider"),
    outputs: omit(resource.outputs ?? {}, "__provider"),
    hasInitErrors: initErrors.length > 0,
    dependencies: dependencies.map(nameOf),
    propertyDependencies: namesByProperty(resource.propertyDependencies),
    provider: providerName.startsWith("default") ? "" : providerName,
    deletedWith: deletedWith === "" ? "" : nameOf(deletedWith),
    ...flagsOf(resource),
  };
}

function flagsOf(
  resource: StateResource,
): Pick<ComparableEntry, "delete" | "pendingReplacement" | "protect" | "retainOnDelete"> {
  return {
    delete: resource.delete ?? false,
    pendingReplacement: resource.pendingReplacement ?? false,
    protect: resource.protect ?? false,
    retainOnDelete: resource.retainOnDelete ?? false,
  };
}

function namesByProperty(urns: StateResource["propertyDependencies"] = {}): Record<string, string[]> {
  const entries = Object.entries(urns);
  return Object.fromEntries(entries.map(([property, list]) => [property, (list ?? []).map(nameOf)]));
}
