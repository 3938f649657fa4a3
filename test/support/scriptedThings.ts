import type { EntityApi, FoundEntity } from "../../provider/aws/entityApi";
import type { ChimeSession } from "../../provider/aws/session";
import type { EntitySchema } from "../../provider/schema/entitySchema";
import { isUnknown } from "../../provider/schema/unknownValue";
import type { Properties } from "../../provider/schema/properties";
import type { EntityDefinition } from "../../provider/reconcile/definitions/entityDefinition";
import { failed } from "./scriptedRoom";

/** The key of a thing. */
export interface ThingKey {
  id: string;
}

/** The inputs of a thing. `account` and `shape` cannot be updated. `thingId` is an optional chosen id. */
export interface ThingInputs {
  account: string;
  shape: string;
  name: string;
  note?: string;
  thingId?: string;
  caller: string;
}

/** The state of a thing. The service assigns `token`. */
export type ThingState = ThingKey & ThingInputs & { token: string };

type Step = (() => void | Promise<void>) | Error;
type ThingCall = "create" | "look" | "update" | "remove";

/** The schema of things. */
const THING: EntitySchema<ThingKey, ThingInputs> = {
  labels: { kind: "thing", idFormat: "account/thing" },
  validators: {
    ...Object.fromEntries(
      ["account", "shape", "name", "note", "caller"].map((name) => [name, () => undefined]),
    ),
    thingId: (value) => (value === "wrong" ? "thingId is wrong." : undefined),
  },
  ownerProperty: "account",
  replaceOnChange: ["account", "shape", "thingId"],
  mutable: ["name", "note"],
  bearerProperties: ["caller"],
  writeOnly: ["thingId"],
  sensitive: ["note"],
  normalize: (props) => props,
  validateTogether: () => [],
  inputsOf: (props) => {
    const { account, shape, name, note, thingId, caller } = props as unknown as ThingInputs;
    if ([account, thingId].some(isUnknown)) throw new Error("It is not known yet.");
    return {
      ...{ account, shape, name, caller },
      ...(note === undefined ? {} : { note }),
      ...(thingId === undefined ? {} : { thingId }),
    };
  },
  keyOf: (id) => {
    if (!id.includes("/")) throw new Error(`"${id}" is not the id of a thing.`);
    return { id };
  },
  idOf: ({ id }) => id,
  plannedId: ({ account, thingId }) => (thingId === undefined ? undefined : `${account}/${thingId}`),
};

/** An entity API without a service, whose next calls can be scripted. */
export class ScriptedThings implements EntityApi<ThingKey, ThingInputs, ThingState> {
  public readonly ambiguousRefusals = [] as const;
  public readonly things = new Map<string, FoundEntity<ThingState>>();
  /** The calls so far, each with its id. */
  public readonly calls: string[] = [];
  /** The ids of things that are in use. */
  public readonly used = new Set<string>();
  public timeIsKnown = true;
  /** How many times the snapshots of memberships were invalidated. */
  public forgotten = 0;
  private readonly steps = new Map<ThingCall, Step[]>();

  /** Scripts the next calls: each runs its step first, or fails with its error. */
  public next(call: ThingCall, ...steps: Step[]): void {
    this.steps.set(call, [...(this.steps.get(call) ?? []), ...steps]);
  }

  /** Adds a thing without a call. */
  public add(id: string, inputs: Partial<ThingInputs> = {}, createdAt?: Date): void {
    const stored = { account: "a", shape: "round", name: "Thing", caller: "c", ...inputs };
    // The service does not return the chosen id.
    delete stored.thingId;
    this.things.set(id, { state: { id, token: "t", ...stored }, createdAt });
  }

  public async create(inputs: ThingInputs): Promise<ThingState> {
    const id = `${inputs.account}/${inputs.thingId ?? `made-${this.things.size}`}`;
    await this.begin("create", id);
    if (this.things.has(id)) throw failed("conflict");
    this.add(id, inputs);
    return this.things.get(id)!.state;
  }

  public async observe({ id }: ThingKey): Promise<FoundEntity<ThingState> | undefined> {
    await this.begin("look", id);
    return this.things.get(id);
  }

  public async update({ id }: ThingKey, inputs: ThingInputs): Promise<ThingState> {
    await this.begin("update", id);
    if (!this.things.has(id)) throw failed("notFound");
    this.add(id, inputs);
    return this.things.get(id)!.state;
  }

  public async remove({ id }: ThingKey): Promise<void> {
    await this.begin("remove", id);
    if (!this.things.delete(id)) throw failed("notFound");
  }

  public serviceTime(_key: ThingKey, began: number): number {
    return began;
  }

  public isServiceTimeKnown(): boolean {
    return this.timeIsKnown;
  }

  public async *orphanCandidates({ name }: ThingInputs): AsyncGenerator<ThingState> {
    this.calls.push("orphanCandidates");
    for (const { state } of this.things.values()) if (state.name === name) yield await Promise.resolve(state);
  }

  public isUnused({ id }: ThingState): Promise<boolean> {
    return Promise.resolve(!this.used.has(id));
  }

  private async begin(call: ThingCall, id: string): Promise<void> {
    this.calls.push(`${call} ${id}`);
    const step = this.steps.get(call)?.shift();
    if (step instanceof Error) throw step;
    await step?.();
  }
}

/** The definition of things, and a session that uses the given API. */
export function thingsIn(
  things: ScriptedThings,
  settings: Partial<ChimeSession["settings"]> = {},
): [EntityDefinition<ThingKey, ThingInputs, ThingState>, ChimeSession] {
  const chime = {
    problems: [],
    validateCredentials: () => Promise.resolve([]),
    api: { forgetSnapshots: () => (things.forgotten += 1) },
    settings: { recover: { look: false, ids: [] }, readConsistencySeconds: 0, debug: false, ...settings },
  } as unknown as ChimeSession;
  const definition = {
    schema: THING,
    api: () => things,
    defaults: (): Properties => ({}),
    validateWithSettings: () => [],
  };
  return [definition, chime];
}
