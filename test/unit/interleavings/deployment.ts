import type * as pulumi from "@pulumi/pulumi";

import type { ChimeSession } from "../../../provider/aws/session";
import { ROOM_MEMBERSHIP_SCHEMA } from "../../../provider/schema/rooms/roomMembershipSchema";
import { ROOM_MEMBERSHIPS } from "../../../provider/reconcile/definitions/roomDefinitions";
import { MembershipProvider } from "../../../provider/reconcile/membership/membershipProvider";
import { PartialFailure } from "../../../provider/reconcile/partialFailure";
import { RosterProvider } from "../../../provider/reconcile/roster/rosterProvider";
import { Ledger } from "../../../provider/ownership/ledger";
import { Ownership } from "../../../provider/ownership/ownership";
import type { ScheduledRoom } from "./scheduledRoom";

type Properties = Record<string, unknown>;

const ROOM = { accountId: "account", roomId: "room" };

/** A resource of a program: a membership of one member, or a roster of several. */
export interface Declared {
  readonly name: string;
  readonly kind: "membership" | "roster";
  readonly members: readonly string[];
  /** The plugin process that serves its provider. */
  readonly process: number;
  /** Whether the program knows the ids only when it registers the resource. */
  readonly hasUnknownIds?: boolean;
}

/** A resource in the state. */
export interface Entry extends Declared {
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
}

/** The result of a deployment. */
export interface Outcome {
  readonly state: Entry[];
  readonly errors: Error[];
  /** How many resources were created, updated or deleted. */
  readonly changes: number;
}

export interface DeploymentOptions {
  readonly room: ScheduledRoom;
  /** Waits until the schedule selects a step. */
  readonly turn: (name: string) => Promise<void>;
  /** The folder of the ledgers. */
  readonly folder: string;
  readonly adoptExisting: boolean;
  /** Whether other steps and the deletes run after a failure. */
  readonly continueOnError: boolean;
}

type Hooks = Pick<
  Required<pulumi.dynamic.ResourceProvider<Properties, Properties>>,
  "check" | "diff" | "create" | "update" | "delete"
>;

/**
 * Runs `pulumi up` as the engine does: it checks and diffs each resource, in the order of the program, while the steps of
 * earlier resources are running. It deletes what the program dropped at the end.
 */
export async function deploy(
  old: readonly Entry[],
  program: readonly Declared[],
  options: DeploymentOptions,
): Promise<Outcome> {
  const engine = `engine ${(deployments += 1)}`;
  const processes = [0, 1].map(() => startProcess(engine, options));
  const ledger = new Ledger(engine, "program", options.folder);
  const state = new Set<Entry>(old);
  const errors: Error[] = [];
  let changes = 0;
  const hooksOf = ({ process, kind }: Declared): Hooks => processes[process]!.hooks[kind];
  for (const declared of program) if (!declared.hasUnknownIds) ledger.add("desired", idsOf(declared));

  const register = async (declared: Declared): Promise<void> => {
    if (declared.hasUnknownIds) ledger.add("desired", idsOf(declared));
    const hooks = hooksOf(declared);
    const entry = old.find(({ name }) => name === declared.name);
    const news = inputsOf(declared, options.adoptExisting);
    const { inputs = {} } = await hooks.check(entry?.inputs ?? {}, news);
    if (!entry) {
      changes += 1;
      return step(async () => {
        const { id, outs = {} } = await hooks.create(inputs);
        state.add({ ...declared, id, inputs, outputs: outs });
        ledger.add("owned", idsOf(declared));
      });
    }
    const { changes: needsUpdate } = await hooks.diff(entry.id, entry.outputs, inputs);
    if (!needsUpdate) {
      ledger.add("owned", idsOf(declared));
      return;
    }
    changes += 1;
    return step(async () => {
      const { outs = {} } = await hooks.update(entry.id, entry.outputs, inputs);
      state.delete(entry);
      state.add({ ...declared, id: entry.id, inputs, outputs: outs });
      ledger.add("owned", idsOf(declared));
    });

    async function step(work: () => Promise<void>): Promise<void> {
      try {
        await work();
      } catch (error) {
        errors.push(error as Error);
        if (!(error instanceof PartialFailure)) return;
        if (entry) state.delete(entry);
        state.add({ ...declared, id: error.id, inputs, outputs: error.properties });
      }
    }
  };

  const steps: Promise<void>[] = [];
  for (const declared of program) {
    await options.turn(`register ${declared.name}`);
    if (errors.length > 0 && !options.continueOnError) break;
    steps.push(register(declared));
  }
  await Promise.all(steps);
  if (errors.length === 0 || options.continueOnError) {
    const dropped = old.filter(({ name }) => !program.some((declared) => declared.name === name));
    await Promise.all(
      dropped.map(async (entry) => {
        changes += 1;
        try {
          await hooksOf(entry).delete(entry.id, entry.outputs);
          state.delete(entry);
        } catch (error) {
          errors.push(error as Error);
        }
      }),
    );
  }
  for (const { ownership } of processes) ownership.end();
  ledger.remove();
  return { state: [...state], errors, changes };
}

/** The members of an entry, including those that a roster is transferring. */
export function managedBy({ kind, members, outputs }: Entry): string[] {
  if (kind === "membership") return [...members];
  return [outputs["members"], outputs["transferring"]].flatMap((roles) => Object.keys(roles ?? {}));
}

let deployments = 0;

function idsOf({ members }: Declared): string[] {
  return members.map((memberId) => ROOM_MEMBERSHIP_SCHEMA.formatId(ROOM, memberId));
}

function inputsOf({ kind, members }: Declared, adoptExisting: boolean): Properties {
  if (kind === "membership") return { ...ROOM, memberId: members[0], adoptExisting };
  return { ...ROOM, members: members.map((memberId) => ({ memberId })) };
}

function startProcess(
  engine: string,
  { room, folder }: DeploymentOptions,
): { ownership: Ownership; hooks: Record<Declared["kind"], Hooks> } {
  const ownership = new Ownership(engine, folder);
  const session = {
    problems: [],
    validateCredentials: () => Promise.resolve([]),
    api: { roomMemberships: room },
    settings: {
      adoptExisting: false,
      recover: { look: false, ids: [] },
      readConsistencySeconds: 0,
      debug: false,
    },
  } as unknown as ChimeSession;
  const progress = { say: () => undefined, warn: () => undefined, show: () => undefined };
  return {
    ownership,
    hooks: {
      membership: new MembershipProvider(ROOM_MEMBERSHIPS, session, ownership, progress),
      roster: new RosterProvider(ROOM_MEMBERSHIPS, session, ownership, progress),
    },
  };
}
