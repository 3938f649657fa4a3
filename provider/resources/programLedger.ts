import * as pulumi from "@pulumi/pulumi";

import type { MembershipSchema } from "../schema/membershipSchema";
import type { Fact } from "../ownership/facts";
import { Ledger } from "../ownership/ledger";

/** How ids of memberships are made, and whether rosters wait for them. */
type IdForm = Pick<MembershipSchema<never>, "parentProperties" | "formatId" | "endsWith" | "hasRosters">;

/** The parent of memberships as a program passes it, by property. */
type ParentInputs = Record<string, pulumi.Input<unknown>>;

/**
 * Records a fact about memberships in the program's ledger, each as soon as its ids are known: see
 * docs/decisions/ownership.md. The plugins read the ledger before they remove a member.
 */
export function recordMemberships(
  schema: IdForm,
  fact: Fact,
  parent: ParentInputs,
  memberIds: pulumi.Input<unknown>,
): void {
  const ledger = ledgerOfThisRun();
  if (!ledger) return;
  // Rosters wait for unknown ids, but not for those of a kind that no roster manages.
  const isAwaited = (fact === "desired" || fact === "ignored") && schema.hasRosters;
  const awaited = isAwaited ? ledger : undefined;
  const recordMembersOf = (knownParent: unknown): void => {
    const ids = schema.parentProperties.map((property) => (knownParent as Record<string, unknown>)[property]);
    if (!ids.every((id) => typeof id === "string")) return;
    const recordThese = (ofMembers: unknown[]): void => {
      const texts = ofMembers.filter((id): id is string => typeof id === "string");
      ledger.add(
        fact,
        texts.map((memberId) => schema.formatId(knownParent as never, memberId)),
      );
      if (fact !== "desired") return;
      ledger.add("contentsDeclared", [
        ...new Set(texts.flatMap((memberId) => schema.endsWith(knownParent as never, memberId))),
      ]);
    };
    useItemsWhenKnown(memberIds, recordThese, awaited);
  };
  useWhenKnown(parent, recordMembersOf, awaited);
}

/** Records that the program fails because it declares these, which exclude each other. */
export function recordRefused(ids: readonly string[]): void {
  ledgerOfThisRun()?.add("refused", ids);
}

/** Records that Pulumi has registered a resource that declares these memberships, or skipped that resource. */
export function recordRegistered(
  schema: IdForm,
  resource: pulumi.Resource,
  parent: ParentInputs,
  memberIds: pulumi.Input<unknown>,
): void {
  if (!ledgerOfThisRun()) return;
  useWhenKnown(resource.urn, () => {
    recordMemberships(schema, "registered", parent, memberIds);
  });
}

/**
 * Records an entity whose id the program chooses: that it is desired, and later that Pulumi has registered it.
 *
 * @param args The arguments that make the id.
 * @param idOf Makes the id; undefined if Amazon Chime assigns it.
 */
export function recordChosenId<Args extends object>(
  resource: pulumi.Resource,
  args: { [Name in keyof Args]: pulumi.Input<Args[Name]> },
  idOf: (args: Args) => string | undefined,
): void {
  const ledger = ledgerOfThisRun();
  if (!ledger) return;
  const record = (fact: Fact): void => {
    const recordId = (value: unknown): void => {
      const id = idOf(value as Args);
      if (id !== undefined) ledger.add(fact, [id]);
    };
    useWhenKnown(args, recordId, fact === "desired" ? ledger : undefined);
  };
  record("desired");
  useWhenKnown(resource.urn, () => {
    record("registered");
  });
}

/** Records that an entry of the state has a resource's id, once Pulumi has registered the resource. */
export function recordOwned(resource: pulumi.CustomResource): void {
  const ledger = ledgerOfThisRun();
  if (!ledger) return;
  useWhenKnown(resource.id, (id) => {
    // A new resource that --target skips is registered with an empty id.
    if (typeof id !== "string" || id === "") return;
    ledger.add("owned", [id]);
    ledger.add("registered", [id]);
  });
}

/** Records that an entry of the state has these members, once Pulumi has registered the resource. */
export function recordOwnedMembers(
  schema: IdForm,
  resource: pulumi.CustomResource,
  parent: ParentInputs,
  members: pulumi.Output<unknown>,
): void {
  if (!ledgerOfThisRun()) return;
  const ids = pulumi
    .all([resource.id, members])
    .apply(([id, map]) => ((id as string | undefined) ? Object.keys(map as object) : []));
  recordMemberships(schema, "owned", parent, ids);
  recordMemberships(schema, "registered", parent, ids);
}

// A process can run several programs, one after the other or at the same time, so each has its own ledger. The plugins
// remove it at the end of the deployment.
const byRun = new WeakMap<object, Ledger>();

// A process that makes components for a program in another language has no stack, and serves one engine.
const byEngine = new Map<string, Ledger>();

// Without an engine, as in unit tests, there is nobody to tell.
function ledgerOfThisRun(): Ledger | undefined {
  const engine = engineAddress();
  if (engine === undefined) return undefined;
  const run = pulumi.runtime.getStackResource();
  const known = run ? byRun.get(run) : byEngine.get(engine);
  const ledger = known ?? newLedger(engine);
  if (run) byRun.set(run, ledger);
  else byEngine.set(engine, ledger);
  return ledger;
}

function newLedger(engine: string): Ledger {
  const ledger = new Ledger(engine, "program", undefined, warn);
  ledger.addDeployment(pulumi.runtime.isDryRun() ? "preview" : "update");
  recordFailureOfProgram(ledger);
  return ledger;
}

/** The ledgers of this process: one, unless it runs inline programs. */
const ledgers = new Set<WeakRef<Ledger>>();

// Pulumi still runs what a program has declared before an exception. The program may have declared more after it. Which of
// several inline programs failed is not known.
function recordFailureOfProgram(ledger: Ledger): void {
  const isFirst = ledgers.size === 0;
  ledgers.add(new WeakRef(ledger));
  if (!isFirst) return;
  const record = (): void => {
    for (const one of ledgers) {
      const known = one.deref();
      // The plugins removed the ledger at the end of its deployment, and it must not be written again.
      if (known === undefined || known.isMissing) ledgers.delete(one);
      else known.addFailure();
    }
  };
  process.on("uncaughtExceptionMonitor", record);
  // Pulumi handles rejections, except in an inline program. There, a first handler would keep Node.js from ending the process.
  if (process.listenerCount("unhandledRejection") > 0) process.on("unhandledRejection", record);
}

function warn(text: string): void {
  void pulumi.log.warn(text);
}

// The client's type leaves out what every client of gRPC has.
function engineAddress(): string | undefined {
  const engine = pulumi.runtime.getEngine() as { getChannel?: () => { getTarget: () => string } } | undefined;
  return engine?.getChannel?.().getTarget();
}

/**
 * Uses a value as soon as it is known; never, if the preview does not know it.
 *
 * @param awaited The ledger that records meanwhile that an id is unknown. Undefined if nobody waits for this value.
 */
function useWhenKnown(value: pulumi.Input<unknown>, use: (value: unknown) => void, awaited?: Ledger): void {
  if (isPlain(value)) {
    use(value);
    return;
  }
  awaited?.addUnknownId();
  let isSettled = awaited === undefined;
  const settle = (isKnown: boolean): void => {
    if (isSettled) return;
    isSettled = true;
    if (isKnown || pulumi.runtime.isDryRun()) awaited?.settleUnknownId();
    else awaited?.addFailure();
  };
  const output = pulumi.output(value) as KnownOutput;
  output.apply((one) => {
    use(one);
    settle(true);
  });
  const fail = (): void => {
    settle(false);
  };
  output.isKnown.then((isKnown) => {
    if (!isKnown) fail();
  }, fail);
}

/** Does the same with the items of a list. In a preview one item may be unknown, and the others are known. */
function useItemsWhenKnown(
  list: pulumi.Input<unknown>,
  use: (items: unknown[]) => void,
  awaited: Ledger | undefined,
): void {
  if (Array.isArray(list)) {
    use(list);
    for (const item of list.filter((one) => typeof one !== "string")) {
      const useItem = (one: unknown): void => {
        use([one]);
      };
      useWhenKnown(item, useItem, awaited);
    }
    return;
  }
  const useList = (items: unknown): void => {
    if (Array.isArray(items)) use(items);
  };
  useWhenKnown(list, useList, awaited);
}

/** An output with a part of it that Pulumi's declarations leave out. */
type KnownOutput = pulumi.Output<unknown> & { readonly isKnown: Promise<boolean> };

function isPlain(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return true;
  if (pulumi.Output.isInstance(value) || value instanceof Promise) return false;
  return Array.isArray(value) || Object.values(value).every((one) => typeof one !== "object");
}
