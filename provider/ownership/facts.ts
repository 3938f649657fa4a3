/**
 * What a process of a deployment knows of an id: of a membership, or of a container or user.
 *
 * - `desired`: the program of this deployment declares it.
 * - `ignored`: a roster of the program lists the member in `ignoreMembers`.
 * - `registered`: Pulumi has answered the registration of a resource of the program that declares it, or left it out.
 * - `owned`: an entry of the state has it, and keeps it.
 * - `created`: the same, and a create or an update of this deployment has made it, or has seen that it is made.
 * - `removed`: it was removed in this deployment.
 */
export type Fact = "desired" | "ignored" | "registered" | "owned" | "created" | "removed";

/** What is known of one id. Of `owned`, `created` and `removed`, the last that happened is known. */
export interface Facts {
  readonly desired: boolean;
  readonly ignored: boolean;
  readonly registered: boolean;
  readonly last: "owned" | "created" | "removed" | undefined;
}

/** Nothing is known. */
export const NO_FACTS: Facts = { desired: false, ignored: false, registered: false, last: undefined };

/** What is known after one more fact. */
export function withFact(facts: Facts, fact: Fact): Facts {
  return isFlag(fact) ? { ...facts, [fact]: true } : { ...facts, last: fact };
}

/** Whether a fact is what is known already. */
export function isKnown(facts: Facts, fact: Fact): boolean {
  return isFlag(fact) ? facts[fact] : facts.last === fact;
}

/** Whether an entry has it. */
export function isOwned({ last }: Facts): boolean {
  return last === "owned" || last === "created";
}

function isFlag(fact: Fact): fact is "desired" | "ignored" | "registered" {
  return fact === "desired" || fact === "ignored" || fact === "registered";
}
