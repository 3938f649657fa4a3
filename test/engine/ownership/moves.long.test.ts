import assert from "node:assert/strict";

import type { Container, Service } from "./container";
import { adopting, plain, testMoves, type Move } from "./move";
import { knownLater, other, type Options } from "./program";
import { expectEnd, Stage } from "./stage";

const numbered = (count: number): string[] => Array.from({ length: count }, (_, index) => `u${index}`);

/** The error of a membership that is there already: what it tells to do. */
const CONFLICT = [/alias/, /adoptExisting/, /pulumi-chime import/];

// mv8
const INTO_ADOPTING: Move[] = [
  {
    title: "thirty who move from a roster to resources that adopt them stay in the room",
    before: (room) => [room.roster("team", ["ada", ...numbered(30)])],
    after: (room) => [room.roster("team", ["ada"]), ...adopting(room, numbered(30))],
    ends: "well",
    stay: ["ada", ...numbered(30)],
  },
  {
    title: "members who move from a roster to resources that adopt them stay in the channel",
    service: "channels",
    before: (channel) => [channel.roster("team", ["ada", ...numbered(8)])],
    after: (channel) => [channel.roster("team", ["ada"]), ...adopting(channel, numbered(8))],
    ends: "well",
    stay: ["ada", ...numbered(8)],
  },
  {
    title: "members who move from a roster to resources of another provider stay, and who is dropped goes",
    before: (room) => [room.roster("team", ["ada", "zoe", ...numbered(6)])],
    after: (room) => [room.roster("team", ["ada"]), ...adopting(room, numbered(6), { provider: "one" })],
    ends: "well",
    stay: ["ada", ...numbered(6)],
    go: ["zoe"],
  },
  {
    title: "members who move from a roster to resources stay where the roster is renamed in the same update",
    before: (room) => [room.roster("team", ["ada", ...numbered(6)])],
    after: (room) => [room.roster("staff", ["ada"]), ...adopting(room, numbered(6))],
    ends: "well",
    stay: ["ada", ...numbered(6)],
  },
  {
    title: "members who move from a roster stay where their resources wait for it, one step at a time",
    before: (room) => [room.roster("team", ["ada", ...numbered(4)])],
    after: (room) => [room.roster("team", ["ada"]), ...adopting(room, numbered(4), { dependsOn: ["team"] })],
    flags: ["--parallel", "1"],
    ends: "well",
    stay: ["ada", ...numbered(4)],
  },
  {
    title: "members who move from a roster and get another role stay in the room",
    before: (room) => [room.roster("team", ["ada", "ben", "cem", "zoe"])],
    after: (room) => [
      room.roster("team", ["ada"]),
      ...adopting(room, ["ben"], { role: "senior" }),
      ...adopting(room, ["cem"]),
    ],
    ends: "well",
    stay: ["ada", "ben", "cem"],
    go: ["zoe"],
  },
];

// mv7
const INTO_REFUSING: Move[] = [
  {
    title:
      "thirty who move from a roster to resources that do not adopt stay in the room, and the error says what to do",
    before: (room) => [room.roster("team", ["ada", ...numbered(30)])],
    after: (room) => [room.roster("team", ["ada"]), ...plain(room, numbered(30))],
    ends: "with an error",
    says: CONFLICT,
    stay: ["ada", ...numbered(30)],
    remedy: (room) => [room.roster("team", ["ada"]), ...adopting(room, numbered(30))],
  },
  {
    title: "members who move from a roster to resources that do not adopt stay in the channel",
    service: "channels",
    before: (channel) => [channel.roster("team", ["ada", ...numbered(5)])],
    after: (channel) => [channel.roster("team", ["ada"]), ...plain(channel, numbered(5))],
    ends: "with an error",
    says: CONFLICT,
    stay: ["ada", ...numbered(5)],
    remedy: (channel) => [channel.roster("team", ["ada"]), ...adopting(channel, numbered(5))],
  },
  {
    title: "members of a roster that becomes resources that do not adopt stay with --continue-on-error",
    before: (room) => [room.roster("team", numbered(5))],
    after: (room) => plain(room, numbered(5)),
    flags: ["--continue-on-error"],
    ends: "with an error",
    says: CONFLICT,
    stay: numbered(5),
    remedy: (room) => adopting(room, numbered(5)),
  },
];

// mv1, mv5, mv6
const ONE_MEMBER: Move[] = [
  {
    title: "a member who moves from a roster to a resource of their own stays in the room",
    before: (room) => [room.roster("team", ["ada", "ben"])],
    after: (room) => [room.roster("team", ["ada"]), room.membership("ben")],
    ends: "with an error",
    says: CONFLICT,
    stay: ["ada", "ben"],
    remedy: (room) => [room.roster("team", ["ada"]), ...adopting(room, ["ben"])],
  },
  {
    title: "a member who moves from a roster to a resource of their own stays in the channel",
    service: "channels",
    before: (channel) => [channel.roster("team", ["ada", "ben"])],
    after: (channel) => [channel.roster("team", ["ada"]), channel.membership("ben")],
    ends: "with an error",
    says: CONFLICT,
    stay: ["ada", "ben"],
    remedy: (channel) => [channel.roster("team", ["ada"]), ...adopting(channel, ["ben"])],
  },
  {
    title: "a member who moves from a roster to a resource of another provider stays",
    before: (room) => [room.roster("team", ["ada", "ben"])],
    after: (room) => [room.roster("team", ["ada"]), room.membership("ben", {}, { provider: "one" })],
    ends: "with an error",
    says: CONFLICT,
    stay: ["ada", "ben"],
    remedy: (room) => [room.roster("team", ["ada"]), ...adopting(room, ["ben"], { provider: "one" })],
  },
  {
    title: "a member who moves from a roster to a resource and back stays",
    before: (room) => [room.roster("team", ["ada", "ben"])],
    after: (room) => [room.roster("team", ["ada"]), room.membership("ben")],
    stay: ["ada", "ben"],
    remedy: (room) => [room.roster("team", ["ada", "ben"])],
  },
  {
    title: "a member who moves from a roster and is then taken out of the program goes",
    before: (room) => [room.roster("team", ["ada", "ben"])],
    after: (room) => [room.roster("team", ["ada"]), room.membership("ben")],
    stay: ["ada", "ben"],
    remedy: (room) => [room.roster("team", ["ada"])],
    goOnceMended: ["ben"],
  },
  {
    title: "a member who moves from one roster to another stays",
    before: (room) => [room.roster("team", ["ada", "ben"])],
    after: (room) => [room.roster("team", ["ada"]), room.roster("staff", ["ben"])],
    ends: "well",
    stay: ["ada", "ben"],
  },
  {
    title: "members who change places between two rosters of different providers stay",
    service: "channels",
    before: (channel) => [
      channel.roster("team", ["ada", "ben"]),
      channel.roster("staff", ["cem", "dan"], {}, { provider: "one" }),
    ],
    after: (channel) => [
      channel.roster("team", ["ada", "cem"]),
      channel.roster("staff", ["ben", "dan"], {}, { provider: "one" }),
    ],
    ends: "well",
    stay: ["ada", "ben", "cem", "dan"],
  },
];

const exchanged = (
  args: { adoptExisting?: boolean },
  first: Options,
  second: Options,
): Pick<Move, "before" | "after" | "stay" | "remedy"> => {
  const seats = (left: string, right: string) => (container: Container) => [
    container.membership(left, args, { name: "left", ...first }),
    container.membership(right, args, { name: "right", ...second }),
  ];
  return { before: seats("ada", "ben"), after: seats("ben", "ada"), stay: ["ada", "ben"] };
};

// ls1
const SAME_IN_ONE_PROCESS_AND_BETWEEN_TWO: Move[] = [
  {
    title: "members who exchange their resources stay, in one provider",
    ...exchanged({ adoptExisting: true }, {}, {}),
    ends: "well",
  },
  {
    title: "members who exchange their resources stay, in two providers",
    ...exchanged({ adoptExisting: true }, { provider: "one" }, { provider: "two" }),
    ends: "well",
  },
  {
    title: "members who exchange their resources in a channel stay, without adoptExisting",
    service: "channels",
    ...exchanged({}, {}, { provider: "two" }),
    ends: "with an error",
  },
  ...[undefined, "one"].map((provider): Move => ({
    title: `members who exchange resources that delete first stay, in ${provider ? "two providers" : "one provider"}`,
    ...exchanged(
      { adoptExisting: true },
      { deleteBeforeReplace: true },
      { deleteBeforeReplace: true, ...(provider ? { provider } : {}) },
    ),
  })),
  ...[undefined, "one"].map((provider): Move => ({
    title: `a member stays whose new resource ${provider ? "of another provider " : ""}begins while the old roster goes on`,
    before: (room) => [room.roster("team", ["ada", "ben", "zoe"])],
    after: (room) => [
      other("slow", { milliseconds: 400 }),
      room.roster("team", ["ada"]),
      ...adopting(room, ["ben"], { dependsOn: ["slow"], ...(provider ? { provider } : {}) }),
    ],
    faults: () => [{ operation: "DeleteRoomMembership", kind: "delay", milliseconds: 600, times: "always" }],
    ends: "well",
    stay: ["ada", "ben"],
    go: ["zoe"],
  })),
];

/** What is done with the stack after a member has moved from a roster to a resource, or has failed to. */
interface Afterwards {
  title: string;
  service: Service;
  adopts: boolean;
  then: (stage: Stage, container: Container) => Promise<void>;
  members: string[];
}

// What follows on mv8 and mv1.
const AFTERWARDS: Afterwards[] = [
  {
    title: "goes when the resource of their own goes",
    service: "rooms",
    adopts: true,
    then: async (stage, room) => {
      await stage.given([room.roster("team", ["ada"])]);
      await stage.expectConverged([room.roster("team", ["ada"])]);
    },
    members: ["ada"],
  },
  {
    title: "stays when the roster has them back",
    service: "channels",
    adopts: true,
    then: async (stage, channel) => {
      const run = await stage.given([channel.roster("team", ["ada", "ben"])]);
      await stage.expectStayed(channel, run, ["ada", "ben"]);
      await stage.expectConverged([channel.roster("team", ["ada", "ben"])]);
    },
    members: ["ada", "ben"],
  },
  {
    title: "stays when the roster goes",
    service: "rooms",
    adopts: true,
    then: async (stage, room) => {
      const run = await stage.given(adopting(room, ["ben"]));
      await stage.expectStayed(room, run, ["ben"]);
      await stage.expectConverged(adopting(room, ["ben"]));
    },
    members: ["ben"],
  },
  {
    title: "shows as no change in a refresh, and goes with the stack",
    service: "rooms",
    adopts: true,
    then: async (stage, room) => {
      expectEnd(await stage.refresh({ flags: ["--expect-no-changes"] }), true);
      await stage.expectConverged([room.roster("team", ["ada"]), ...adopting(room, ["ben"])]);
      expectEnd(await stage.destroy(), true);
    },
    members: [],
  },
  ...(["rooms", "channels"] as const).map((service): Afterwards => ({
    title: `stays in the state in a refresh where the move has failed, and goes with the stack (${service})`,
    service,
    adopts: false,
    then: async (stage, container) => {
      const refreshed = await stage.refresh();
      expectEnd(refreshed, true);
      await stage.expectStayed(container, refreshed, ["ada", "ben"]);
      expectEnd(await stage.destroy(), true);
    },
    members: [],
  })),
];

describe("Who moves from one resource to another", function () {
  this.timeout(120_000);

  describe("and what follows", () => {
    let stage: Stage;
    before(async () => {
      stage = await Stage.open();
    });
    after(() => stage.close());

    it("stays in the room where the id is known only after a resource that takes two seconds", async () => {
      const room = await stage.begin("rooms");
      await stage.given([room.roster("team", ["ada", "ben"])]);
      const [ben] = adopting(room, ["ben"]);
      const program = [
        other("slow", { milliseconds: 2_000 }),
        room.roster("team", ["ada"]),
        { ...ben!, args: { ...ben!.args, memberId: knownLater(room.idOf("ben"), "slow") } },
      ];
      await stage.expectStayed(room, await stage.up(program), ["ada", "ben"]);
      await stage.expectConverged(program);
    });

    for (const { title, service, adopts, then, members } of AFTERWARDS) {
      it(title, async () => {
        const container = await stage.begin(service);
        await stage.given([container.roster("team", ["ada", "ben"])]);
        const moved = [
          container.roster("team", ["ada"]),
          ...(adopts ? adopting(container, ["ben"]) : plain(container, ["ben"])),
        ];
        const run = await stage.up(moved);
        expectEnd(run, adopts);
        await stage.expectStayed(container, run, ["ada", "ben"]);
        await then(stage, container);
        assert.deepEqual(container.members(), members);
      });
    }
  });

  testMoves([...INTO_ADOPTING, ...INTO_REFUSING, ...ONE_MEMBER, ...SAME_IN_ONE_PROCESS_AND_BETWEEN_TWO]);
});
