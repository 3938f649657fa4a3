/**
 * What a process of a deployment knows about the id of a membership or an entity.
 *
 * - `desired`: the program of this deployment declares it.
 * - `ignored`: a roster of the program lists the member in `ignoreMembers`.
 * - `leaving`: an entry of the state has it, and is being replaced with another id.
 * - `recreated`: an entry of the state has it. Its diff replaces the entry with one of the same id, which deletes first.
 * - `needed`: the program declares something that ends with this room, channel, app instance, user or bot.
 * - `kept`: an entry of the state keeps such a thing, and Pulumi has compared that entry already.
 * - `registered`: Pulumi answered the registration of a resource that declares it, or skipped that resource.
 * - `owned`: an entry of the state has it, and keeps it in this deployment.
 * - `created`: owned, and a create or update of this deployment created it or found that it exists.
 * - `removed`: it was removed in this deployment.
 */
export type Fact =
  | "desired"
  | "ignored"
  | "leaving"
  | "recreated"
  | "needed"
  | "kept"
  | "registered"
  | "owned"
  | "created"
  | "removed";

/** What is known about one id. `last` is the latest of `owned`, `created` and `removed`. */
export interface Facts {
  readonly desired: boolean;
  readonly ignored: boolean;
  readonly leaving: boolean;
  readonly recreated: boolean;
  readonly needed: boolean;
  readonly kept: boolean;
  readonly registered: boolean;
  readonly last: "owned" | "created" | "removed" | undefined;
}

/** Nothing is known about the id. */
export const NO_FACTS: Facts = {
  desired: false,
  ignored: false,
  leaving: false,
  recreated: false,
  needed: false,
  kept: false,
  registered: false,
  last: undefined,
};

/** Adds a fact. */
export function withFact(facts: Facts, fact: Fact): Facts {
  return isFlag(fact) ? { ...facts, [fact]: true } : { ...facts, last: fact };
}

/** Whether the fact is already known. */
export function isRecorded(facts: Facts, fact: Fact): boolean {
  return isFlag(fact) ? facts[fact] : facts.last === fact;
}

/** Whether an entry of the state has it. */
export function isOwned({ last }: Facts): boolean {
  return last === "owned" || last === "created";
}

function isFlag(fact: Fact): fact is Exclude<Fact, "owned" | "created" | "removed"> {
  return fact !== "owned" && fact !== "created" && fact !== "removed";
}
