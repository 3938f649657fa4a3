/** Files of `provider/` to mutate together, and the tests that must detect the mutations. */
export interface Target {
  readonly name: string;
  readonly files: readonly string[];
  readonly tests: readonly string[];
}

const INTERLEAVINGS = "test/unit/interleavings/*.test.ts";

/** All targets. Their tests run in one process, so that no mutation has to start a plugin process. */
export const TARGETS: readonly Target[] = [
  {
    name: "ownership",
    files: ["provider/ownership/*.ts"],
    tests: ["test/unit/provider/ownership/*.test.ts", INTERLEAVINGS],
  },
  {
    name: "classify",
    files: ["provider/aws/errors/classify.ts"],
    tests: ["test/unit/provider/classify*.test.ts"],
  },
  {
    name: "memberships",
    files: [
      ...reconcile(
        "membership/membershipProvider",
        "membership/membershipOperations",
        "contradictions",
        "createStarted",
        "removeIfPresent",
        "partialFailure",
      ),
      "provider/schema/membershipCodec.ts",
    ],
    tests: [
      "test/unit/provider/*ember*.test.ts",
      "test/unit/provider/un*.test.ts",
      "test/unit/provider/removeIfPresent.test.ts",
      "test/unit/provider/foreignId.test.ts",
      INTERLEAVINGS,
      ...hosts("memberships", "roomMembership", "channels", "channelAccess", "errors"),
    ],
  },
  {
    name: "rosters",
    files: reconcile(
      "roster/applyRoster",
      "roster/rosterProvider",
      "roster/rosterOwnership",
      "roster/rosterOutputs",
      "roster/rosterPlan",
      "roster/rosterOperations",
      "roster/rosterResult",
    ),
    tests: [
      "test/unit/provider/roster*.test.ts",
      INTERLEAVINGS,
      ...hosts("memberships", "roomRoster", "rosterEdgeCases", "channels"),
    ],
  },
  {
    name: "entities",
    files: reconcile("entity/entityProvider", "entity/entityCreation"),
    tests: ["test/unit/provider/entit*.test.ts", ...hosts("room", "channelEntities", "errors")],
  },
];

function reconcile(...names: string[]): string[] {
  return names.map((name) => `provider/reconcile/${name}.ts`);
}

function hosts(...names: string[]): string[] {
  return names.map((name) => `test/host/${name}.test.ts`);
}
