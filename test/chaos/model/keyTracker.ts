import type { Call } from "../../../emulator";
import type { Entry } from "../engine/stackState";
import {
  contentsOf,
  initialMembersOf,
  isWithin,
  mayOrphan,
  OUTCOME_UNKNOWN,
  ownedIn,
  writeOf,
  type Key,
} from "./contents";
import { retained } from "./invariants";
import { expectedStateAt, type Observation, type Snapshot } from "./observation";
import type { ResourceFamily } from "./resourceFamily";
import type { ServiceFixture } from "./serviceFixture";

/**
 * Tracks which keys Pulumi manages, which were created manually, and which may have drifted. See {@link Observation}.
 */
export class KeyTracker {
  public readonly drifted = new Set<Key>();
  public readonly managed = new Set<Key>();
  public readonly createdManually = new Set<Key>();

  public constructor(
    private readonly family: ResourceFamily,
    private readonly fixture: ServiceFixture,
  ) {}

  public recordManualChange(
    changed: readonly Key[],
    created: readonly Key[],
    entries: readonly Entry[],
  ): void {
    for (const key of changed) this.drifted.add(key);
    const owned = ownedIn(this.family, entries);
    for (const key of created) {
      if (!owned.has(key)) this.managed.delete(key);
      this.createdManually.add(key);
    }
    this.forgetMissing(contentsOf(this.fixture));
  }

  /** Records the keys that a deployment created or manages. */
  public recordDeployment(calls: readonly Call[], before: Snapshot, after: Snapshot): void {
    for (const key of this.createdBy(calls, before, after)) this.managed.add(key);
    for (const { entries } of [before, after]) {
      for (const key of ownedIn(this.family, entries).keys()) this.managed.add(key);
    }
    this.recordAdoptions(calls, [before, after]);
    this.forgetMissing(after.contents);
  }

  /** Records what follows from the result of the deployment, after its invariants were evaluated. */
  public recordResult(observation: Observation): void {
    const { outcome, refreshed } = observation;
    if (refreshed && outcome.errors.length === 0) this.drifted.clear();
    for (const key of this.missingButOwned(observation)) this.drifted.add(key);
    for (const key of this.released(observation)) this.managed.delete(key);
  }

  // The members that the service itself adds to a new parent are not managed: no call added them, no program declares
  // them, and they disappear with the parent.
  private createdBy(calls: readonly Call[], before: Snapshot, after: Snapshot): Key[] {
    const { family, fixture } = this;
    const mayHaveOrphans = calls.some((call) => mayOrphan(family, call) && call.faults.length > 0);
    const parentIds = fixture.parents().map(({ parentId }) => parentId);
    const initialMembers = initialMembersOf(fixture, parentIds);
    const isWritten = (key: Key): boolean =>
      calls.some((call) => writeOf(family, call)?.written.includes(key));
    return [...after.contents.keys()]
      .filter((key) => !before.contents.has(key) && !initialMembers.has(key))
      .filter((key) => !mayHaveOrphans || isWritten(key));
  }

  // A manually created key is adopted when Pulumi changes it, or when the state contains it with a known outcome.
  private recordAdoptions(calls: readonly Call[], snapshots: readonly Snapshot[]): void {
    const written = calls.flatMap((call) => writeOf(this.family, call)?.written ?? []);
    const known = snapshots
      .flatMap(({ entries }) => [...ownedIn(this.family, entries)])
      .filter(([, value]) => value !== OUTCOME_UNKNOWN);
    for (const key of [...written, ...known.map(([owned]) => owned)]) this.createdManually.delete(key);
  }

  private forgetMissing(contents: ReadonlyMap<Key, string>): void {
    for (const keys of [this.managed, this.createdManually])
      for (const key of [...keys]) if (!contents.has(key)) keys.delete(key);
  }

  // The keys that were left in the service on purpose: `retainOnDelete`, `ignoreMembers`, and manually created keys.
  private released(observation: Observation): Key[] {
    const { command, outcome, after } = observation;
    const owned = ownedIn(this.family, after.entries);
    const ignored = command === "up" ? [...expectedStateAt(observation, after).ignored()] : [];
    // A roster may have released an ignored member before another resource failed.
    const isReleased = (key: Key): boolean => outcome.errors.length === 0 || !owned.has(key);
    const left = [...retained(observation), ...this.createdManually].filter((key) => !owned.has(key));
    return [...left, ...ignored.filter(isReleased)];
  }

  // A delete whose answer was lost fails, and its entry stays in the state until a refresh. With a deleted parent, all of its
  // members are gone, and with a ban the membership. Lists that lag may also keep a removed member in the state.
  private missingButOwned({ after, calls, hasReadLag }: Observation): Key[] {
    const written = calls.flatMap((call) => {
      const write = writeOf(this.family, call);
      return write ? [...write.written, ...write.alsoRemoved] : [];
    });
    return [...ownedIn(this.family, after.entries).keys()].filter(
      (key) =>
        !after.contents.has(key) &&
        (hasReadLag || written.some((other) => other === key || isWithin(key, other))),
    );
  }
}
