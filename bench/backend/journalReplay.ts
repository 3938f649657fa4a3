import { newManifest, type Deployment, type Operation, type Resource } from "./deployment";
import { JOURNAL_VERSION, KIND, type JournalEntry } from "./journalEntry";
import { withoutDanglingReferences } from "./references";

/** What the entries change in the state before the deployment, by the index of a resource. */
class OldResources {
  public readonly removed = new Set<number>();
  public readonly replaced = new Map<number, Resource>();
  public readonly deleted = new Set<number>();
  public readonly pendingReplacement = new Set<number>();

  /** The resources that remain. A replaced resource has the flags of its new state. */
  public apply(resources: readonly Resource[]): Resource[] {
    return resources.flatMap((resource, index) => {
      if (this.removed.has(index)) return [];
      const replacement = this.replaced.get(index);
      if (replacement !== undefined) return [replacement];
      return [
        {
          ...resource,
          ...(this.deleted.has(index) ? { delete: true } : {}),
          ...(this.pendingReplacement.has(index) ? { pendingReplacement: true } : {}),
        },
      ];
    });
  }
}

/**
 * Makes the state of a stack from the state before a deployment and the journal of the deployment, as Pulumi does in
 * `pkg/backend/journal.go`. Fails if an entry, or a resource, has something that it does not support.
 */
export class JournalReplay {
  private old = new OldResources();
  /** The resources of this deployment, by the operation that created them, in the order of their operations' ends. */
  private created = new Map<number, Resource>();
  private begun = new Map<number, Operation | undefined>();
  private hasRefresh = false;
  private readonly seen = new Set<number>();

  private readonly byKind: Readonly<Partial<Record<number, (entry: JournalEntry) => void>>> = {
    [KIND.begin]: ({ operationID, operation }) => {
      this.begun.set(operationID, operation);
    },
    [KIND.success]: (entry) => {
      this.begun.delete(entry.operationID);
      this.succeed(entry);
    },
    [KIND.failure]: ({ operationID }) => {
      this.begun.delete(operationID);
    },
    [KIND.refreshSuccess]: (entry) => {
      this.begun.delete(entry.operationID);
      this.hasRefresh = true;
      this.replaceOrRemove(entry);
    },
    [KIND.outputs]: (entry) => {
      if (entry.state !== undefined) this.replaceOrRemove(entry);
    },
    [KIND.write]: (entry) => {
      this.base = required(entry, "newSnapshot");
    },
    [KIND.secretsManager]: (entry) => {
      this.base = { ...this.base, secrets_providers: required(entry, "secretsProvider") };
    },
    [KIND.rebuiltBaseState]: () => {
      this.base = this.deployment();
      this.old = new OldResources();
      this.created = new Map();
      this.begun = new Map();
    },
  };

  public constructor(private base: Deployment) {}

  /** Adds an entry. Ignores one that was added already, because the CLI repeats a request without a reply. */
  public add(entry: JournalEntry): void {
    if (this.seen.has(entry.sequenceID)) return;
    this.seen.add(entry.sequenceID);
    checkIsSupported(entry);
    const apply = this.byKind[entry.kind];
    if (apply === undefined)
      throw new Error(`The backend does not support journal entries of kind ${entry.kind}.`);
    apply(entry);
  }

  /** The state after the entries that were added. */
  public deployment(): Deployment {
    const resources = [...this.created.values(), ...this.old.apply(this.base.resources ?? [])];
    const operations = [...this.begun.values()].filter((operation) => operation !== undefined);
    // Only a user can tell whether these created anything, so that they stay until the user clears them.
    const creates = (this.base.pending_operations ?? []).filter(({ type }) => type === "creating");
    return {
      ...this.base,
      manifest: newManifest(),
      resources: this.hasRefresh ? withoutDanglingReferences(resources) : resources,
      pending_operations: [...operations, ...creates],
    };
  }

  private succeed(entry: JournalEntry): void {
    const { old, created } = this;
    if (entry.state !== undefined) created.set(entry.operationID, entry.state);
    if (isSet(entry.removeOld)) old.removed.add(entry.removeOld);
    if (isSet(entry.removeNew)) {
      this.createdBy(entry.removeNew);
      created.delete(entry.removeNew);
    }
    if (isSet(entry.deleteOld)) old.deleted.add(entry.deleteOld);
    if (isSet(entry.deleteNew)) this.createdBy(entry.deleteNew).delete = true;
    if (isSet(entry.pendingReplacementOld)) old.pendingReplacement.add(entry.pendingReplacementOld);
    if (isSet(entry.pendingReplacementNew))
      this.createdBy(entry.pendingReplacementNew).pendingReplacement = true;
    if (entry.isRefresh === true) this.hasRefresh = true;
  }

  private replaceOrRemove({ removeOld, removeNew, state }: JournalEntry): void {
    if (isSet(removeOld)) {
      if (state === undefined) this.old.removed.add(removeOld);
      else this.old.replaced.set(removeOld, state);
    }
    if (isSet(removeNew)) {
      this.createdBy(removeNew);
      if (state === undefined) this.created.delete(removeNew);
      else this.created.set(removeNew, state);
    }
  }

  private createdBy(operationID: number): Resource {
    const resource = this.created.get(operationID);
    if (resource === undefined)
      throw new Error(`The journal refers to a resource of operation ${operationID}, which created none.`);
    return resource;
  }
}

/** Properties of a resource that need a newer format of deployments, or that Pulumi resolves when it replays. */
const UNSUPPORTED = [
  "aliases",
  "extensionRef",
  "refreshBeforeUpdate",
  "replaceWith",
  "resourceHooks",
  "snippetID",
  "taint",
  "viewOf",
];

function checkIsSupported({ version, state, requiresByteString }: JournalEntry): void {
  if (version !== JOURNAL_VERSION)
    throw new Error(`The backend does not support version ${version} of the journal.`);
  if (requiresByteString === true)
    throw new Error("The backend does not support strings that are not UTF-8.");
  const property = UNSUPPORTED.find((name) => state?.[name] !== undefined);
  if (property !== undefined)
    throw new Error(`The backend does not support ${property}, which ${state?.urn} has.`);
}

function required<Name extends keyof JournalEntry>(
  entry: JournalEntry,
  name: Name,
): NonNullable<JournalEntry[Name]> {
  const value = entry[name];
  if (value === undefined || value === null)
    throw new Error(`The journal has an entry of kind ${entry.kind} without ${name}.`);
  return value;
}

function isSet(value: number | null | undefined): value is number {
  return value !== undefined && value !== null;
}
