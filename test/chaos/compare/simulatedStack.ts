import type { Outcome } from "../engine/deployment";
import { SimulatedEngine } from "../engine/simulatedEngine";
import type { Entry } from "../engine/stackState";
import { toTexts, type ComparableEntry, type CommandResult } from "./commandResult";
import { PROVIDERS } from "./programGenerator";
import type { RecordingHosts } from "./recordingHosts";
import type { StackCommand } from "./stackCommand";
import { toDeclaredResource } from "./testResource";

/** A stack of the simulated engine. */
export class SimulatedStack {
  private constructor(
    private readonly hosts: RecordingHosts,
    private readonly engine: SimulatedEngine,
  ) {}

  public static open(hosts: RecordingHosts): SimulatedStack {
    return new SimulatedStack(hosts, newEngine(hosts));
  }

  /** The entries of the state. */
  public get entries(): readonly Entry[] {
    return this.engine.state.entries;
  }

  /** An independent copy with the same state. */
  public copy(): SimulatedStack {
    const engine = newEngine(this.hosts);
    engine.state.rebase(this.entries.map((entry) => ({ ...entry })));
    return new SimulatedStack(this.hosts, engine);
  }

  /** @param order The seed of the order where the real engine has no fixed order. */
  public async run(command: StackCommand, order: number): Promise<CommandResult> {
    const { errors } = await this.deploy(command, order);
    const calls = this.hosts.recording.next();
    return { calls, entries: toTexts(this.entries.map(toComparable)), errors };
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

function toComparable({ initErrors, options, ...entry }: Entry): ComparableEntry {
  const { provider = "", protect = false, retainOnDelete = false, deletedWith = "" } = options;
  const { name, id, inputs, outputs, dependencies, propertyDependencies, pendingReplacement } = entry;
  return {
    ...{ name, id, inputs, outputs, dependencies, propertyDependencies, pendingReplacement },
    ...{ provider, protect, retainOnDelete, deletedWith },
    delete: entry.delete,
    hasInitErrors: initErrors.length > 0,
  };
}
