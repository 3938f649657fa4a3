import type { Declared } from "./declaredResource";
import type { ProgramLedger } from "./programLedger";
import type { Random } from "./random";
import { Registration } from "./registration";

/**
 * A program that runs: it declares everything at once, and registers a resource when those to which it refers are there. In
 * which order those arrive that do not wait for another is up to the machine.
 */
export class ProgramRun {
  private readonly all: readonly Registration[];
  private readonly waiting: Set<Registration>;
  private readonly undeclared: Set<Registration>;
  private readonly unanswered: Set<Registration>;
  private readonly desired = new Set<string>();
  private readonly ignored = new Set<string>();

  public constructor(
    program: readonly Declared[],
    isPreview: boolean,
    private readonly ledger: ProgramLedger,
    private readonly random: Random,
  ) {
    this.all = program.map((declared) => new Registration(declared, isPreview));
    this.waiting = new Set(this.all);
    this.undeclared = new Set(this.all);
    this.unanswered = new Set(this.all);
    this.look();
  }

  /** Whether all is registered and answered. */
  public get isOver(): boolean {
    this.look();
    return this.unanswered.size === 0;
  }

  /** Registers another resource; undefined where all wait for an answer. */
  public next(): Registration | undefined {
    this.look();
    const ready = [...this.waiting].filter((registration) => this.isReady(registration));
    if (ready.length === 0) return undefined;
    const registration = this.random.pick(ready);
    this.waiting.delete(registration);
    return registration;
  }

  /** Takes note of what the engine has answered. */
  public look(): void {
    for (const registration of this.unanswered) {
      if (!registration.answered) continue;
      this.unanswered.delete(registration);
      this.own(registration);
      this.ledger.register(registration.declared.about?.desired(registration.inputs) ?? []);
    }
    for (const registration of this.undeclared) {
      registration.inputs = this.inputsOf(registration.declared);
      this.desire(registration);
      if (this.isReady(registration)) this.undeclared.delete(registration);
    }
  }

  private own({ answered, declared }: Registration): void {
    if (!answered || answered.failed || answered.id === "") return;
    this.ledger.own(declared.about?.owned(answered.id, answered.outputs) ?? []);
  }

  // As soon as an id is known: what `dependsOn` has, and the other arguments, are not waited for.
  private desire({ inputs, declared: { about } }: Registration): void {
    if (!about) return;
    this.ledger.desire(this.news(about.desired(inputs), this.desired));
    this.ledger.ignore(this.news(about.ignored(inputs), this.ignored));
  }

  private news(ids: readonly string[], known: Set<string>): string[] {
    const news = ids.filter((id) => !known.has(id));
    for (const id of news) known.add(id);
    return news;
  }

  private isReady({ declared }: Registration): boolean {
    const { dependencies, propertyDependencies, options } = declared;
    const referred = [...dependencies, ...Object.values(propertyDependencies).flat()];
    const names = options?.deletedWith === undefined ? referred : [...referred, options.deletedWith];
    return names.every((name) => this.named(name)?.answered !== undefined || !this.named(name));
  }

  private inputsOf({ inputs }: Declared): Registration["inputs"] {
    const given = inputs((name, property) => this.named(name)?.output(property));
    return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  }

  private named(name: string): Registration | undefined {
    return this.all.find((registration) => registration.name === name);
  }
}
