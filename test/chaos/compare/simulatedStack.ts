import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Host } from "../../support/host";
import { MiniEngine } from "../engine/simulatedEngine";
import type { Outcome } from "../engine/deployment";
import type { Plugins } from "../engine/hooks";
import type { Entry } from "../engine/stackState";
import { Recording } from "./recordedCall";
import type { Command } from "./stackCommand";
import { PROVIDERS } from "./drawCommands";
import { textsOf, type CommandResult } from "./commandResult";
import { declaredOf, TEXT } from "./testResource";

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

  public async of(provider = ""): Promise<Host> {
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
export class StandIn {
  private constructor(
    private readonly hosts: RecordingHosts,
    private readonly engine: MiniEngine,
  ) {}

  public static open(hosts: RecordingHosts): StandIn {
    return new StandIn(hosts, newEngine(hosts));
  }

  /** The state. */
  public get entries(): readonly Entry[] {
    return this.engine.state.entries;
  }

  /** Another one in the same state. */
  public copy(): StandIn {
    const engine = newEngine(this.hosts);
    engine.state.rebase(this.engine.state.entries.map((entry) => ({ ...entry })));
    return new StandIn(this.hosts, engine);
  }

  /** @param order Where the engine has a choice. */
  public async run(command: Command, order: number): Promise<CommandResult> {
    const { errors } = await this.deploy(command, order);
    const calls = this.hosts.recording.next();
    return { calls, entries: textsOf(this.engine.state.entries.map(comparable)), errors };
  }

  private deploy(command: Command, order: number): Promise<Outcome> {
    if (command.kind === "import") return this.engine.importAgain(command.name, command.otherName);
    const { kind, programs, runProgram = false } = command;
    const options = { ...command.options, order };
    const program = { resources: programs.flat().map(declaredOf), providers: PROVIDERS };
    if (kind === "refresh") return this.engine.refresh(options);
    if (kind === "destroy") return this.engine.destroy(options, runProgram ? program : undefined);
    return this.engine[kind](program, options);
  }
}

function newEngine(plugins: RecordingHosts): MiniEngine {
  return new MiniEngine(() => Promise.resolve({ plugins, engineAddress: "" }));
}

function comparable({ initErrors, options, ...entry }: Entry): Parameters<typeof textsOf>[0][number] {
  const { provider = "", protect = false, retainOnDelete = false, deletedWith = "" } = options;
  const { name, id, inputs, outputs, dependencies, propertyDependencies, pendingReplacement } = entry;
  return {
    ...{ name, id, inputs, outputs, dependencies, propertyDependencies, pendingReplacement },
    ...{ provider, protect, retainOnDelete, deletedWith },
    delete: entry.delete,
    hasInitErrors: initErrors.length > 0,
  };
}
