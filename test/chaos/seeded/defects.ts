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
    replacement: "throw error;\n            return { standing: member.standing, facts: {} };",
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
    name: "a refresh's look at the difference counts as ownership",
    file: "ownership/ownership.js",
    text: "ids.filter((id) => this.declaredAgain.has(id))",
    replacement: "[...ids]",
  },
  {
    name: "a removal says that it is done, and does nothing: nobody is removed",
    file: "ownership/ownership.js",
    text: "await remove();",
    replacement: "",
  },
  {
    name: "rule 1: a removal does not ask what the program declares",
    file: "ownership/ownership.js",
    text: 'return mine.desired || theirs.desired ? "desired" : "removed";',
    replacement: 'return "removed";',
  },
  {
    name: "rule 2: a delete of somebody whom no entry has says that it is done, and does nothing",
    file: "ownership/ownership.js",
    text: "throw desiredElsewhere(removal.what);",
    replacement: 'return "removed";',
  },
  {
    name: "rule 3: a roster forgets whom it drops for another resource, before that one has them",
    file: "lifecycle/roster.js",
    text: "transferring: pick(wereMine, [...kept, ...failed]),",
    replacement: "transferring: {},",
  },
  {
    name: "rule 4: whom another roster ignores is not left alone",
    file: "lifecycle/roster.js",
    text: "this.ownership.isIgnored(id) || ",
    replacement: "",
  },
  {
    name: "rule 5: a container that an entry keeps counts as nobody's",
    file: "lifecycle/entity.js",
    text: "this.ownership.keep([id]);",
    replacement: "",
  },
  {
    name: "rule 6: a preview does not say who would be removed",
    file: "lifecycle/roster.js",
    text: "this.progress.say(text);",
    replacement: "",
  },
  {
    name: "rule 7: who was read before a user was deleted counts as a member after that",
    file: "lifecycle/entity.js",
    text: "this.chime.service.forgetReadings();",
    replacement: "",
    test: {
      file: "test/host/channelEntities.test.ts",
      title: "who was read before the member's user was deleted",
    },
  },
  {
    name: "rule 8: the processes of other providers are not read before a removal",
    file: "ownership/otherLedgers.js",
    text: "const plugins = this.factsOfPlugins(id, hash);",
    replacement: "const plugins = facts_1.NO_FACTS;",
    test: { file: "test/host/ledgers.test.ts", title: "leave in whom the other one goes on to have" },
  },
  {
    name: "rule 9: a roster that keeps somebody for another resource is updated again and again",
    file: "lifecycle/roster.js",
    text: "undesired.length > 0;",
    replacement: "Object.keys((0, roster_1.transferringIn)(olds)).length > 0;",
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
    text: "throw new partialFailure_1.PartialFailure(id, { ...olds, ...news }, error);",
    replacement: "throw error;",
    test: { file: "test/host/roomMembership.test.ts", title: "keeps a role of which no answer said" },
  },
  {
    name: "a create whose outcome nobody knows is forgotten",
    file: "lifecycle/membership.js",
    text: "throw new partialFailure_1.PartialFailure(id, adopts",
    replacement: "throw error; new partialFailure_1.PartialFailure(id, adopts",
  },
  {
    name: "an exclusive roster does not spare whom it ignores",
    file: "lifecycle/rosterPlan.js",
    text: "...(wanted.ignoreMembers ?? []),",
    replacement: "",
  },
];
