import { adopting, notAdopting, testMoves, type Move } from "./move";

/** One move of each kind. `npm run test:all` runs the other files of this folder. */
const MOVES: Move[] = [
  {
    title: "from a roster to memberships of another provider, while a dropped member is removed",
    before: (room) => [room.roster("team", ["ada", "ben", "zoe"])],
    after: (room) => [room.roster("team", ["ada"]), ...adopting(room, ["ben"], { provider: "one" })],
    outcome: "success",
    retained: ["ada", "ben"],
    removed: ["zoe"],
  },
  {
    title: "from a roster to a membership without adoptExisting, whose error says what to do (channels)",
    service: "channels",
    before: (channel) => [channel.roster("team", ["ada", "ben"])],
    after: (channel) => [channel.roster("team", ["ada"]), ...notAdopting(channel, ["ben"])],
    outcome: "failure",
    messages: [/adoptExisting/, /#it-exists-already/],
    retained: ["ada", "ben"],
    fix: (channel) => [channel.roster("team", ["ada"]), ...adopting(channel, ["ben"])],
  },
  {
    title: "between rosters of two providers (channels)",
    service: "channels",
    before: (channel) => [
      channel.roster("team", ["ada", "ben"]),
      channel.roster("staff", ["cem"], {}, { provider: "one" }),
    ],
    after: (channel) => [
      channel.roster("team", ["ada", "cem"]),
      channel.roster("staff", ["ben"], {}, { provider: "one" }),
    ],
    outcome: "success",
    retained: ["ada", "ben", "cem"],
  },
  {
    title: "from a roster to a membership that may not change the role",
    before: (room) => [room.roster("team", ["ada", "ben"])],
    after: (room) => [room.roster("team", ["ada"]), ...adopting(room, ["ben"], { role: "elevated" })],
    faults: () => [
      { operation: "UpdateRoomMembership", kind: "error", error: "ForbiddenException", times: "always" },
    ],
    outcome: "failure",
    retained: ["ada", "ben"],
    fix: true,
  },
  {
    title: "between two memberships with deleteBeforeReplace",
    before: (room) => [
      room.membership("ada", {}, { name: "left", deleteBeforeReplace: true }),
      room.membership("ben", {}, { name: "right", deleteBeforeReplace: true }),
    ],
    after: (room) => [
      room.membership("ben", {}, { name: "left", deleteBeforeReplace: true }),
      room.membership("ada", {}, { name: "right", deleteBeforeReplace: true }),
    ],
    retained: ["ada", "ben"],
  },
];

describe("An update retains members who move", function () {
  this.timeout(120_000);

  testMoves(MOVES);
});
