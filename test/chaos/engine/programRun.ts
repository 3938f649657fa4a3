import type { DeclaredResource } from "./declaredResource";
import type { ProgramLedger } from "./programLedger";
import type { Random } from "./random";
import { Registration } from "./registration";
import { hasUnknown } from "./unknown";

/**
 * A running program. It declares all resources at once, and registers each one when the resources that it refers to are
 * registered. Resources that do not depend on each other are registered in random order.
 */
export class ProgramRun {
  private readonly all: readonly Registration[];
  private readonly unregistered: Set<Registration>;
  private readonly unresolved: Set<Registration>;
  private readonly withUnknownIds = new Set<Registration>();
  private readonly unanswered: Set<Registration>;
  private readonly desired = new Set<string>();
  private readonly ignored = new Set<string>();

  public constructor(
    program: readonly DeclaredResource[],
    private readonly isPreview: boolean,
    private readonly ledger: ProgramLedger,
    private readonly random: Random,
  ) {
    ledger.addDeployment(isPreview ? "preview" : "update");
    this.all = program.map((declared) => new Registration(declared, isPreview));
    this.unregistered = new Set(this.all);
    this.unresolved = new Set(this.all);
    this.unanswered = new Set(this.all);
    this.recordResults();
  }

  /** Whether the engine has answered all registrations. */
  public get isDone(): boolean {
    this.recordResults();
    return this.unanswered.size === 0;
  }

  /** Registers another resource. Returns undefined if all remaining resources wait for an answer. */
  public next(): Registration | undefined {
    this.recordResults();
    const ready = [...this.unregistered].filter((registration) => this.isReady(registration));
    if (ready.length === 0) return undefined;
    const registration = this.random.pick(ready);
    this.unregistered.delete(registration);
    return registration;
  }

  /** Whether the program waits for an output that is part of an id. */
  public get awaitsIds(): boolean {
    return this.withUnknownIds.size > 0;
  }

  /** Records the engine's answers in the ledger, and resolves the inputs that depend on them. */
  public recordResults(): void {
    for (const registration of this.unanswered) {
      if (!registration.result) continue;
      this.unanswered.delete(registration);
      this.recordOwned(registration);
      this.ledger.addRegistered(knownIds(registration.declared.ledgerIds?.desired(registration.inputs)));
    }
    for (const registration of this.unresolved) {
      registration.inputs = this.inputsOf(registration.declared);
      this.recordDeclared(registration);
      this.recordUnknown(registration);
      if (this.isReady(registration)) this.unresolved.delete(registration);
    }
  }

  private recordOwned({ result, declared }: Registration): void {
    if (!result || result.failed || result.id === "") return;
    this.ledger.addOwned(knownIds(declared.ledgerIds?.owned(result.id, result.outputs)));
  }

  // An id is recorded as soon as it is known, even if `dependsOn` or other inputs delay the registration.
  private recordDeclared({ inputs, declared: { ledgerIds } }: Registration): void {
    if (!ledgerIds) return;
    this.ledger.addDesired(withoutRecorded(knownIds(ledgerIds.desired(inputs)), this.desired));
    this.ledger.addIgnored(withoutRecorded(knownIds(ledgerIds.ignored(inputs)), this.ignored));
  }

  // A roster that removes a member waits until all ids are known.
  private recordUnknown(registration: Registration): void {
    const { withUnknownIds, isPreview, ledger } = this;
    const isUnknown = hasAwaitedId(registration);
    if (isUnknown && !withUnknownIds.has(registration)) {
      withUnknownIds.add(registration);
      ledger.addUnknownId();
    }
    if (!withUnknownIds.has(registration)) return;
    if (!isUnknown || (isPreview && this.isReady(registration))) ledger.settleUnknownId();
    else if (this.isReady(registration)) ledger.addFailure();
    else return;
    withUnknownIds.delete(registration);
  }

  private isReady({ declared }: Registration): boolean {
    const { dependencies, propertyDependencies, options } = declared;
    const references = [...dependencies, ...Object.values(propertyDependencies).flat()];
    const names = options?.deletedWith === undefined ? references : [...references, options.deletedWith];
    return names.every((name) => this.find(name)?.result !== undefined || !this.find(name));
  }

  private inputsOf({ inputs }: DeclaredResource): Registration["inputs"] {
    const resolved = inputs((name, property) => this.find(name)?.output(property));
    return Object.fromEntries(Object.entries(resolved).filter(([, value]) => value !== undefined));
  }

  private find(name: string): Registration | undefined {
    return this.all.find((registration) => registration.name === name);
  }
}

function hasAwaitedId({ inputs, declared: { ledgerIds } }: Registration): boolean {
  return (
    ledgerIds !== undefined && ledgerIds.isAwaited !== false && ledgerIds.desired(inputs).some(hasUnknown)
  );
}

function knownIds(ids: readonly string[] = []): string[] {
  return ids.filter((id) => !hasUnknown(id));
}

function withoutRecorded(ids: readonly string[], recorded: Set<string>): string[] {
  const newIds = ids.filter((id) => !recorded.has(id));
  for (const id of newIds) recorded.add(id);
  return newIds;
}
