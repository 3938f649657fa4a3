import type * as fc from "fast-check";

import type { Call, EmulatorOptions, FaultRule } from "../../../emulator";
import type { Tenant } from "../../../emulator/tenants";
import type { Declared } from "../engine/program";
import type { Entry } from "../engine/state";

/** A thing in the service that belongs to somebody, such as a membership, in one text: `room/member`. */
export type Key = string;

/** What there is, by key: for a membership its role or its type, for a room its name. */
export type Facts = ReadonlyMap<Key, string>;

/** The value of what the state is not sure of. */
export const UNCONFIRMED = "Unconfirmed";

/** A call that asks the service to change something. */
export interface WriteCall {
  readonly verb: "create" | "update" | "delete";
  /** What it concerns. */
  readonly keys: readonly Key[];
  /** Which of these it has changed; undefined where that cannot be told. */
  readonly written: readonly Key[];
}

/** A program of one family, and what surrounds it: immutable but for the service behind it. */
export interface World {
  readonly tenant: Tenant;
  /** What there is in the service. */
  facts(): Facts;
}

/** A part of a random sequence that a family brings: a change of the program, or an act behind Pulumi's back. */
export interface Act<Program, W extends World> {
  /** Whether it can be done now. */
  possible(program: Program, world: W): boolean;
  /** Does it. A change of the program returns the new one; an act in the service returns the keys it disturbed. */
  perform(
    program: Program,
    world: W,
  ): { program?: Program; disturbed?: readonly Key[]; theirs?: readonly Key[] };
  toString(): string;
}

/** A fault of one family, whose rooms and members are known only when it is injected. */
export interface FaultAct<W extends World> {
  rule(world: W): FaultRule;
  toString(): string;
}

/**
 * What the model needs to know about one kind of memberships: those of rooms, those of channels. All the rest, the
 * engine, the steps of a sequence and the invariants, is the same for them.
 */
export interface Family<Program, W extends World> {
  readonly name: string;
  readonly empty: Program;
  /** What the service does where AWS does not say. */
  readonly rules: fc.Arbitrary<EmulatorOptions>;
  /** Settings of the plugin beside those of every family. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Opens the service for one sequence. */
  open(tenant: Tenant, tenantId: string, options: EmulatorOptions): W;
  /** Changes of the program. */
  readonly edits: readonly fc.WeightedArbitrary<Act<Program, W>>[];
  /** Acts behind Pulumi's back. */
  readonly acts: readonly fc.WeightedArbitrary<Act<Program, W>>[];
  /** Faults. */
  readonly faults: fc.Arbitrary<FaultAct<W>>;
  /** The resources of a program, those first to whose outputs others refer. */
  resources(program: Program, world: W): readonly Declared[];
  /** What a program declares, by what the state knows of the resources that it refers to. */
  declared(program: Program, world: W, entries: readonly Entry[]): Facts;
  /** What an entry of the state claims to exist because of it. */
  claimed(entry: Entry): Facts;
  /** What a program lets go without removing it. */
  spared(program: Program, world: W, entries: readonly Entry[]): ReadonlySet<Key>;
  /** Whether a program removes this although it never managed it. */
  isStranger(key: Key, program: Program, world: W, entries: readonly Entry[]): boolean;
  /** Whether a thing is in another, and gone with it: a membership in a room. */
  isWithin(key: Key, container: Key): boolean;
  /** Whether a resource may remove and add again what it declares. */
  isReplaceable(key: Key, world: W): boolean;
  /** What a call asks to change; undefined where it only reads. */
  writeOf(call: Call): WriteCall | undefined;
  /** Whether what a call made may be lost: the documentation says so. */
  mayLose(call: Call): boolean;
  /** The program that can be fulfilled in the service as it is now, and is nearest to the given one. */
  fulfillable(program: Program, world: W, entries: readonly Entry[]): Program;
  /** Does in the service what somebody has to do there so that it refuses nothing any more; returns what was added. */
  calm(world: W): readonly Key[];
  /** Whether a deployment without faults may fail with this message, and why that is right. */
  excuse(message: string, world: W): string | undefined;
}
