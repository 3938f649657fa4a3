import assert from "node:assert/strict";

import type { Container, Service } from "./container";
import { adopting, notAdopting, testMoves, type Move } from "./move";
import { knownLater, other, type Options } from "./program";
import { expectOutcome, OwnershipFixture } from "./fixture";

const numbered = (count: number): string[] => Array.from({ length: count }, (_, index) => `u${index}`);

/** What the error of an existing membership recommends. */
const CONFLICT = [/alias/, /adoptExisting/, /#it-exists-already/];

const TO_ADOPTING: Move[] = [
  {
    title: "from a roster to 30 memberships with adoptExisting",
    before: (room) => [room.roster("team", ["ada", ...numbered(30)])],
    after: (room) => [room.roster("team", ["ada"]), ...adopting(room, numbered(30))],
    outcome: "success",
    retained: ["ada", ...numbered(30)],
  },
  {
    title: "from a roster to memberships with adoptExisting (channels)",
    service: "channels",
    before: (channel) => [channel.roster("team", ["ada", ...numbered(8)])],
    after: (channel) => [channel.roster("team", ["ada"]), ...adopting(channel, numbered(8))],
    outcome: "success",
    retained: ["ada", ...numbered(8)],
  },
  {
    title: "from a roster to memberships of another provider, while a dropped member is removed",
    before: (room) => [room.roster("team", ["ada", "zoe", ...numbered(6)])],
    after: (room) => [room.roster("team", ["ada"]), ...adopting(room, numbered(6), { provider: "one" })],
    outcome: "success",
    retained: ["ada", ...numbered(6)],
    removed: ["zoe"],
  },
  {
    title: "from a roster to memberships while the roster is renamed",
    before: (room) => [room.roster("team", ["ada", ...numbered(6)])],
    after: (room) => [room.roster("staff", ["ada"]), ...adopting(room, numbered(6))],
    outcome: "success",
    retained: ["ada", ...numbered(6)],
  },
  {
    title: "from a roster to memberships that depend on it, with --parallel 1",
    before: (room) => [room.roster("team", ["ada", ...numbered(4)])],
    after: (room) => [room.roster("team", ["ada"]), ...adopting(room, numbered(4), { dependsOn: ["team"] })],
    flags: ["--parallel", "1"],
    outcome: "success",
    retained: ["ada", ...numbered(4)],
  },
  {
    title: "from a roster to memberships with another role",
    before: (room) => [room.roster("team", ["ada", "ben", "cem", "zoe"])],
    after: (room) => [
      room.roster("team", ["ada"]),
      ...adopting(room, ["ben"], { role: "elevated" }),
      ...adopting(room, ["cem"]),
    ],
    outcome: "success",
    retained: ["ada", "ben", "cem"],
    removed: ["zoe"],
  },
];

const TO_NOT_ADOPTING: Move[] = [
  {
    title: "from a roster to 30 memberships without adoptExisting, whose errors say what to do",
    before: (room) => [room.roster("team", ["ada", ...numbered(30)])],
    after: (room) => [room.roster("team", ["ada"]), ...notAdopting(room, numbered(30))],
    outcome: "failure",
    messages: CONFLICT,
    retained: ["ada", ...numbered(30)],
    fix: (room) => [room.roster("team", ["ada"]), ...adopting(room, numbered(30))],
  },
  {
    title: "from a roster to memberships without adoptExisting (channels)",
    service: "channels",
    before: (channel) => [channel.roster("team", ["ada", ...numbered(5)])],
    after: (channel) => [channel.roster("team", ["ada"]), ...notAdopting(channel, numbered(5))],
    outcome: "failure",
    messages: CONFLICT,
    retained: ["ada", ...numbered(5)],
    fix: (channel) => [channel.roster("team", ["ada"]), ...adopting(channel, numbered(5))],
  },
  {
    title: "from a roster to memberships without adoptExisting, with --continue-on-error",
    before: (room) => [room.roster("team", numbered(5))],
    after: (room) => notAdopting(room, numbered(5)),
    flags: ["--continue-on-error"],
    outcome: "failure",
    messages: CONFLICT,
    retained: numbered(5),
    fix: (room) => adopting(room, numbered(5)),
  },
];

const ONE_MEMBER: Move[] = [
  {
    title: "from a roster to a single membership",
    before: (room) => [room.roster("team", ["ada", "ben"])],
    after: (room) => [room.roster("team", ["ada"]), room.membership("ben")],
    outcome: "failure",
    messages: CONFLICT,
    retained: ["ada", "ben"],
    fix: (room) => [room.roster("team", ["ada"]), ...adopting(room, ["ben"])],
  },
  {
    title: "from a roster to a single membership (channels)",
    service: "channels",
    before: (channel) => [channel.roster("team", ["ada", "ben"])],
    after: (channel) => [channel.roster("team", ["ada"]), channel.membership("ben")],
    outcome: "failure",
    messages: CONFLICT,
    retained: ["ada", "ben"],
    fix: (channel) => [channel.roster("team", ["ada"]), ...adopting(channel, ["ben"])],
  },
  {
    title: "from a roster to a single membership of another provider",
    before: (room) => [room.roster("team", ["ada", "ben"])],
    after: (room) => [room.roster("team", ["ada"]), room.membership("ben", {}, { provider: "one" })],
    outcome: "failure",
    messages: CONFLICT,
    retained: ["ada", "ben"],
    fix: (room) => [room.roster("team", ["ada"]), ...adopting(room, ["ben"], { provider: "one" })],
  },
  {
    title: "from a roster to a single membership and back",
    before: (room) => [room.roster("team", ["ada", "ben"])],
    after: (room) => [room.roster("team", ["ada"]), room.membership("ben")],
    retained: ["ada", "ben"],
    fix: (room) => [room.roster("team", ["ada", "ben"])],
  },
  {
    title: "from a roster to a single membership, until the program drops them",
    before: (room) => [room.roster("team", ["ada", "ben"])],
    after: (room) => [room.roster("team", ["ada"]), room.membership("ben")],
    retained: ["ada", "ben"],
    fix: (room) => [room.roster("team", ["ada"])],
    removedByFix: ["ben"],
  },
  {
    title: "from one roster to another",
    before: (room) => [room.roster("team", ["ada", "ben"])],
    after: (room) => [room.roster("team", ["ada"]), room.roster("staff", ["ben"])],
    outcome: "success",
    retained: ["ada", "ben"],
  },
  {
    title: "between two rosters of different providers (channels)",
    service: "channels",
    before: (channel) => [
      channel.roster("team", ["ada", "ben"]),
      channel.roster("staff", ["cem", "dan"], {}, { provider: "one" }),
    ],
    after: (channel) => [
      channel.roster("team", ["ada", "cem"]),
      channel.roster("staff", ["ben", "dan"], {}, { provider: "one" }),
    ],
    outcome: "success",
    retained: ["ada", "ben", "cem", "dan"],
  },
];

const exchange = (
  args: { adoptExisting?: boolean },
  first: Options,
  second: Options,
): Pick<Move, "before" | "after" | "retained" | "fix"> => {
  const memberships = (left: string, right: string) => (container: Container) => [
    container.membership(left, args, { name: "left", ...first }),
    container.membership(right, args, { name: "right", ...second }),
  ];
  return { before: memberships("ada", "ben"), after: memberships("ben", "ada"), retained: ["ada", "ben"] };
};

const ONE_OR_TWO_PROVIDERS: Move[] = [
  {
    title: "between two memberships of one provider",
    ...exchange({ adoptExisting: true }, {}, {}),
    outcome: "success",
  },
  {
    title: "between two memberships of two providers",
    ...exchange({ adoptExisting: true }, { provider: "one" }, { provider: "two" }),
    outcome: "success",
  },
  {
    title: "between two memberships without adoptExisting (channels)",
    service: "channels",
    ...exchange({}, {}, { provider: "two" }),
    outcome: "failure",
  },
  ...[undefined, "one"].map((provider): Move => ({
    title: `between two memberships with deleteBeforeReplace of ${provider ? "two providers" : "one provider"}`,
    ...exchange(
      { adoptExisting: true },
      { deleteBeforeReplace: true },
      { deleteBeforeReplace: true, ...(provider ? { provider } : {}) },
    ),
  })),
  ...[undefined, "one"].map((provider): Move => ({
    title: `from a roster to a membership${provider ? " of another provider" : ""} that is created while the roster is updated`,
    before: (room) => [room.roster("team", ["ada", "ben", "zoe"])],
    after: (room) => [
      other("slow", { milliseconds: 400 }),
      room.roster("team", ["ada"]),
      ...adopting(room, ["ben"], { dependsOn: ["slow"], ...(provider ? { provider } : {}) }),
    ],
    faults: () => [{ operation: "DeleteRoomMembership", kind: "delay", milliseconds: 600, times: "always" }],
    outcome: "success",
    retained: ["ada", "ben"],
    removed: ["zoe"],
  })),
];

/** What happens after a member moved from a roster to a single membership, or after the move failed. */
interface FollowUp {
  title: string;
  service: Service;
  adopts: boolean;
  then: (fixture: OwnershipFixture, container: Container) => Promise<void>;
  members: string[];
}

const FOLLOW_UPS: FollowUp[] = [
  {
    title: "is removed if the membership is deleted",
    service: "rooms",
    adopts: true,
    then: async (fixture, room) => {
      await fixture.deploy([room.roster("team", ["ada"])]);
      await fixture.expectConverged([room.roster("team", ["ada"])]);
    },
    members: ["ada"],
  },
  {
    title: "is retained if the member moves back to the roster (channels)",
    service: "channels",
    adopts: true,
    then: async (fixture, channel) => {
      const run = await fixture.deploy([channel.roster("team", ["ada", "ben"])]);
      await fixture.expectRetained(channel, run, ["ada", "ben"]);
      await fixture.expectConverged([channel.roster("team", ["ada", "ben"])]);
    },
    members: ["ada", "ben"],
  },
  {
    title: "is retained if the roster is deleted",
    service: "rooms",
    adopts: true,
    then: async (fixture, room) => {
      const run = await fixture.deploy(adopting(room, ["ben"]));
      await fixture.expectRetained(room, run, ["ben"]);
      await fixture.expectConverged(adopting(room, ["ben"]));
    },
    members: ["ben"],
  },
  {
    title: "causes no change in a refresh, and is removed with the stack",
    service: "rooms",
    adopts: true,
    then: async (fixture, room) => {
      expectOutcome(await fixture.refresh({ flags: ["--expect-no-changes"] }), true);
      await fixture.expectConverged([room.roster("team", ["ada"]), ...adopting(room, ["ben"])]);
      expectOutcome(await fixture.destroy(), true);
    },
    members: [],
  },
  ...(["rooms", "channels"] as const).map((service): FollowUp => ({
    title: `stays in the state in a refresh if the move failed, and is removed with the stack (${service})`,
    service,
    adopts: false,
    then: async (fixture, container) => {
      const refresh = await fixture.refresh();
      expectOutcome(refresh, true);
      await fixture.expectRetained(container, refresh, ["ada", "ben"]);
      expectOutcome(await fixture.destroy(), true);
    },
    members: [],
  })),
];

describe("An update retains members who move", function () {
  this.timeout(120_000);

  describe("to a single membership. The member", () => {
    let fixture: OwnershipFixture;
    before(async () => {
      fixture = await OwnershipFixture.open();
    });
    after(() => fixture.close());

    it("is retained even if the id is known only after two seconds", async () => {
      const room = await fixture.reset("rooms");
      await fixture.deploy([room.roster("team", ["ada", "ben"])]);
      const [ben] = adopting(room, ["ben"]);
      const program = [
        other("slow", { milliseconds: 2_000 }),
        room.roster("team", ["ada"]),
        { ...ben!, args: { ...ben!.args, memberId: knownLater(room.idOf("ben"), "slow") } },
      ];
      await fixture.expectRetained(room, await fixture.up(program), ["ada", "ben"]);
      await fixture.expectConverged(program);
    });

    for (const { title, service, adopts, then, members } of FOLLOW_UPS) {
      it(title, async () => {
        const container = await fixture.reset(service);
        await fixture.deploy([container.roster("team", ["ada", "ben"])]);
        const moved = [
          container.roster("team", ["ada"]),
          ...(adopts ? adopting(container, ["ben"]) : notAdopting(container, ["ben"])),
        ];
        const run = await fixture.up(moved);
        expectOutcome(run, adopts);
        await fixture.expectRetained(container, run, ["ada", "ben"]);
        await then(fixture, container);
        assert.deepEqual(container.members(), members);
      });
    }
  });

  testMoves([...TO_ADOPTING, ...TO_NOT_ADOPTING, ...ONE_MEMBER, ...ONE_OR_TWO_PROVIDERS]);
});
