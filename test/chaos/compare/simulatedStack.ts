import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Host } from "../../support/host";
import { SimulatedEngine } from "../engine/simulatedEngine";
import type { Outcome } from "../engine/deployment";
import type { Plugins } from "../engine/hooks";
import type { Entry } from "../engine/stackState";
import { Recording } from "./recordedCall";
import type { StackCommand } from "./stackCommand";
import { PROVIDERS } from "./drawCommands";
import { toTexts, type CommandResult } from "./commandResult";
import { toDeclaredResource, TEXT } from "./testResource";

/** Pulumi's own hosts with the recorder in them, for the stand-in: what it remembers of a deployment is nothing. */
export class RecordingHosts implements Plugins {
  private readonly hosts = new Map<string, Promise<Host>>();

  private constructor(
    private readonly folder: string,
    public readonly recording: Recording,
  ) {}

  public static async start(): Promise<RecordingHosts> {
    const folder = await mkdtemp(join(tmpdir(), "recording-"));
    const file = join(folder, "calls");
    await writeFile(file, "");
    return new RecordingHosts(folder, new Recording(file));
  }

  public async hooksFor(provider = ""): Promise<Host> {
    const host = this.hosts.get(provider) ?? this.start(provider);
    this.hosts.set(provider, host);
    return host;
  }

  public async stop(): Promise<void> {
    for (const host of this.hosts.values()) await (await host).stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  private async start(provider: string): Promise<Host> {
    const host = await Host.start({
      process: true,
      chime: { env: {} },
      config: provider === "" ? {} : { "rec:name": provider },
      env: { RECORDER_LOG: this.recording.file },
    });
    return host.withText(TEXT);
  }
}

/** A stack of the stand-in, whose programs declare things. */
export class SimulatedStack {
  private constructor(
    private readonly hosts: RecordingHosts,
    private readonly engine: SimulatedEngine,
  ) {}

  public static open(hosts: RecordingHosts): SimulatedStack {
    return new SimulatedStack(hosts, newEngine(hosts));
  }

  /** The state. */
  public get entries(): readonly Entry[] {
    return this.engine.state.entries;
  }

  /** Another one in the same state. */
  public copy(): SimulatedStack {
    const engine = newEngine(this.hosts);
    engine.state.rebase(this.engine.state.entries.map((entry) => ({ ...entry })));
    return new SimulatedStack(this.hosts, engine);
  }

  /** @param order Where the engine has a choice. */
  public async run(command: StackCommand, order: number): Promise<CommandResult> {
    const { errors } = await this.deploy(command, order);
    const calls = this.hosts.recording.next();
    return { calls, entries: toTexts(this.engine.state.entries.map(comparable)), errors };
  }

  private deploy(command: StackCommand, order: number): Promise<Outcome> {
    if (command.kind === "import") return this.engine.importDuplicate(command.name, command.otherName);
    const { kind, programs, runProgram = false } = command;
    const options = { ...command.options, order };
    const program = { resources: programs.flat().map(toDeclaredResource), providers: PROVIDERS };
    if (kind === "refresh") return this.engine.refresh(options);
    if (kind === "destroy") return this.engine.destroy(options, runProgram ? program : undefined);
    return this.engine[kind](program, options);
  }
}

function newEngine(plugins: RecordingHosts): SimulatedEngine {
  return new SimulatedEngine(() => Promise.resolve({ plugins, engineAddress: "" }));
}

function comparable({ initErrors, options, ...entry }: Entry): Parameters<typeof toTexts>[0][number] {
  const { provider = "", protect = false, retainOnDelete = false, deletedWith = "" } = options;
  const { name, id, inputs, outputs, dependencies, propertyDependencies, pendingReplacement } = entry;
  return {
    ...{ name, id, inputs, outputs, dependencies, propertyDependencies, pendingReplacement },
    ...{ provider, protect, retainOnDelete, deletedWith },
    delete: entry.delete,
    hasInitErrors: initErrors.length > 0,
  };
}
