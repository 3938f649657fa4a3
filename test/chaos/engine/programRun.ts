import type { DeclaredResource } from "./declaredResource";
import type { ProgramLedger } from "./programLedger";
import type { Random } from "./random";
import { Registration } from "./registration";

/**
 * A program that runs: it declares everything at once, and registers a resource when those to which it refers are there. In
 * which order those arrive that do not wait for another is up to the machine.
 */
export class ProgramRun {
  private readonly all: readonly Registration[];
  private readonly unregistered: Set<Registration>;
  private readonly unrecordedInputs: Set<Registration>;
  private readonly pending: Set<Registration>;
  private readonly desired = new Set<string>();
  private readonly ignored = new Set<string>();

  public constructor(
    program: readonly DeclaredResource[],
    isPreview: boolean,
    private readonly ledger: ProgramLedger,
    private readonly random: Random,
  ) {
    this.all = program.map((declared) => new Registration(declared, isPreview));
    this.unregistered = new Set(this.all);
    this.unrecordedInputs = new Set(this.all);
    this.pending = new Set(this.all);
    this.recordResults();
  }

  /** Whether all is registered and answered. */
  public get isDone(): boolean {
    this.recordResults();
    return this.pending.size === 0;
  }

  /** Registers another resource; undefined where all wait for an answer. */
  public next(): Registration | undefined {
    this.recordResults();
    const ready = [...this.unregistered].filter((registration) => this.isReady(registration));
    if (ready.length === 0) return undefined;
    const registration = this.random.pick(ready);
    this.unregistered.delete(registration);
    return registration;
  }

  /** Takes note of what the engine has answered. */
  public recordResults(): void {
    for (const registration of this.pending) {
      if (!registration.result) continue;
      this.pending.delete(registration);
      this.recordOwned(registration);
      this.ledger.addRegistered(registration.declared.ledgerIds?.desired(registration.inputs) ?? []);
    }
    for (const registration of this.unrecordedInputs) {
      registration.inputs = this.inputsOf(registration.declared);
      this.recordDeclared(registration);
      if (this.isReady(registration)) this.unrecordedInputs.delete(registration);
    }
  }

  private recordOwned({ result, declared }: Registration): void {
    if (!result || result.failed || result.id === "") return;
    this.ledger.addOwned(declared.ledgerIds?.owned(result.id, result.outputs) ?? []);
  }

  // As soon as an id is known: what `dependsOn` has, and the other arguments, are not waited for.
  private recordDeclared({ inputs, declared: { ledgerIds } }: Registration): void {
    if (!ledgerIds) return;
    this.ledger.addDesired(this.unrecorded(ledgerIds.desired(inputs), this.desired));
    this.ledger.addIgnored(this.unrecorded(ledgerIds.ignored(inputs), this.ignored));
  }

  private unrecorded(ids: readonly string[], known: Set<string>): string[] {
    const news = ids.filter((id) => !known.has(id));
    for (const id of news) known.add(id);
    return news;
  }

  private isReady({ declared }: Registration): boolean {
    const { dependencies, propertyDependencies, options } = declared;
    const referred = [...dependencies, ...Object.values(propertyDependencies).flat()];
    const names = options?.deletedWith === undefined ? referred : [...referred, options.deletedWith];
    return names.every((name) => this.find(name)?.result !== undefined || !this.find(name));
  }

  private inputsOf({ inputs }: DeclaredResource): Registration["inputs"] {
    const given = inputs((name, property) => this.find(name)?.output(property));
    return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  }

  private find(name: string): Registration | undefined {
    return this.all.find((registration) => registration.name === name);
  }
}
