/**
 * What a process of a deployment knows about the id of a membership or an entity.
 *
 * - `desired`: the program of this deployment declares it.
 * - `ignored`: a roster of the program lists the member in `ignoreMembers`.
 * - `leaving`: an entry of the state has it, and is being replaced with another id.
 * - `rosterLeaving`: a roster of the state has the member, and drops the member or is being replaced.
 * - `recreated`: an entry of the state has it. Its diff replaces the entry with one of the same id, which deletes first.
 * - `contentsDeclared`: the program declares something that ends with this room, channel, app instance, user or bot.
 * - `contentsKept`: the state has such a thing, and its diff has run already and keeps it.
 * - `contentsCreated`: a create or update of such a thing has begun.
 * - `createdAgain`: it is a room, channel, app instance, user or bot that a deployment created again after it had deleted it.
 * - `registered`: Pulumi answered the registration of a resource that declares it, or skipped that resource.
 * - `owned`: an entry of the state has it, and keeps it in this deployment.
 * - `created`: owned, and a create or update of this deployment created it or found that it exists.
 * - `removed`: it was removed in this deployment.
 */
export type Fact = Flag | Last;

/** The facts of which each is known or not. */
const FLAGS = [
  "desired",
  "ignored",
  "leaving",
  "rosterLeaving",
  "recreated",
  "contentsDeclared",
  "contentsKept",
  "contentsCreated",
  "createdAgain",
  "registered",
] as const;
type Flag = (typeof FLAGS)[number];

/** The facts of which the latest counts, in the order of precedence if processes know different ones. */
const LASTS = ["created", "owned", "removed"] as const;
type Last = (typeof LASTS)[number];

/** What is known about one id. `last` is the latest of `owned`, `created` and `removed`. */
export type Facts = Readonly<Record<Flag, boolean>> & { readonly last: Last | undefined };

/** Nothing is known about the id. */
export const NO_FACTS: Facts = { ...flagsBy(() => false), last: undefined };

/** What two processes know about one id. */
export function merge(one: Facts, other: Facts): Facts {
  // Most processes know nothing of most ids.
  if (one === NO_FACTS) return other;
  if (other === NO_FACTS) return one;
  return {
    ...flagsBy((flag) => one[flag] || other[flag]),
    last: LASTS.find((last) => one.last === last || other.last === last),
  };
}

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

function isFlag(fact: Fact): fact is Flag {
  return FLAGS.some((flag) => flag === fact);
}

function flagsBy(isSet: (flag: Flag) => boolean): Record<Flag, boolean> {
  return Object.fromEntries(FLAGS.map((flag) => [flag, isSet(flag)])) as Record<Flag, boolean>;
}
