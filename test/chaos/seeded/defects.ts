/** A mistake of one line, as somebody could make it. */
export interface Defect {
  readonly name: string;
  /** The file in `dist`, the text in it, and what takes its place. */
  readonly file: string;
  readonly text: string;
  readonly replacement: string;
  /** A test on the host that is to catch it, where the model cannot be expected to: its file, and a part of its title. */
  readonly test?: { readonly file: string; readonly title: string };
}

/** The mistakes that the tests are tried on. */
export const DEFECTS: readonly Defect[] = [
  {
    name: "a 404 on an update is taken as success",
    file: "lifecycle/membershipActions.js",
    text: "throw error;\n            return this.addAgain(place, member);",
    replacement: "throw error;\n            return { standing: member.standing, facts: {}, ageSeconds: 0 };",
    test: {
      file: "test/host/memberships.test.ts",
      title: "make somebody a member again who is none any more",
    },
  },
  {
    name: "what was read is not made stale by a write",
    file: "chime/snapshots.js",
    text: "const reply = await call;\n            this.forget(place);",
    replacement: "const reply = await call;",
    test: { file: "test/host/memberships.test.ts", title: "see what they have written themselves" },
  },
  {
    name: "the errors inside a batch are ignored",
    file: "chime/batchCreate.js",
    text: "batch.answered(reply.refusals ?? []);",
    replacement: "batch.answered([]);",
  },
  {
    name: "a call is repeated without bound",
    file: "chime/retry.js",
    text: "new util_retry_1.StandardRetryStrategy(maxAttempts)",
    replacement: "new util_retry_1.StandardRetryStrategy(1000 * maxAttempts)",
  },
  {
    name: "the role of a membership that is taken over is not compared",
    file: "lifecycle/membershipActions.js",
    text: "return found.standing === member.standing ? found : this.changeStanding(place, member, found.facts);",
    replacement: "return found;",
  },
  {
    name: "a refresh's look at the difference counts as a claim",
    file: "lifecycle/claims.js",
    text: "ids.filter((id) => this.declared.has(id))",
    replacement: "[...ids]",
  },
  {
    name: "claims are never let go: nobody is removed",
    file: "lifecycle/claims.js",
    text: "if (!this.claims.has(id)) {",
    replacement: "if (false) {",
  },
  {
    name: "the process of another provider is not asked before a removal",
    file: "lifecycle/claims.js",
    text: "!== undefined || (await this.others.held([id])).length > 0;",
    replacement: "!== undefined;",
    test: {
      file: "test/host/peers.test.ts",
      title: "leave in whom a roster of the other one has taken over",
    },
  },
  {
    name: "the 404 of a proxy counts as gone",
    file: "chime/classify.js",
    text: "return status === 404 && requestId !== undefined;",
    replacement: "return status === 404;",
    test: { file: "test/host/oddAnswers.test.ts", title: "a 404 of a gateway that speaks JSON" },
  },
  {
    name: "an update whose outcome nobody knows is forgotten",
    file: "lifecycle/membership.js",
    text: "? new partialFailure_1.PartialFailure(id, { ...olds, ...news }, error) : error;",
    replacement: "? error : error;",
    test: { file: "test/host/roomMembership.test.ts", title: "keeps a role of which no answer said" },
  },
  {
    name: "a create whose outcome nobody knows is forgotten",
    file: "lifecycle/membership.js",
    text: "? new partialFailure_1.PartialFailure(id, { ...inputs }, error) : error;",
    replacement: "? error : error;",
  },
  {
    name: "an exclusive roster does not spare whom it ignores",
    file: "lifecycle/rosterPlan.js",
    text: "...(wanted.ignoreMembers ?? []),",
    replacement: "",
  },
];
