import { adopting, plain, testMoves, type Move } from "./move";

/** One move of each kind: the files beside this one have the other rows of the table in `stage.ts`. */
const MOVES: Move[] = [
  {
    title: "members who move from a roster to resources of another provider stay, and who is dropped goes",
    before: (room) => [room.roster("team", ["ada", "ben", "zoe"])],
    after: (room) => [room.roster("team", ["ada"]), ...adopting(room, ["ben"], { provider: "one" })],
    ends: "well",
    stay: ["ada", "ben"],
    go: ["zoe"],
  },
  {
    title:
      "a member who moves to a resource that does not adopt stays in the channel, and the error says what to do",
    service: "channels",
    before: (channel) => [channel.roster("team", ["ada", "ben"])],
    after: (channel) => [channel.roster("team", ["ada"]), ...plain(channel, ["ben"])],
    ends: "with an error",
    says: [/adoptExisting/, /pulumi-chime import/],
    stay: ["ada", "ben"],
    remedy: (channel) => [channel.roster("team", ["ada"]), ...adopting(channel, ["ben"])],
  },
  {
    title: "members who change places between rosters of two providers stay in the channel",
    service: "channels",
    before: (channel) => [
      channel.roster("team", ["ada", "ben"]),
      channel.roster("staff", ["cem"], {}, { provider: "one" }),
    ],
    after: (channel) => [
      channel.roster("team", ["ada", "cem"]),
      channel.roster("staff", ["ben"], {}, { provider: "one" }),
    ],
    ends: "well",
    stay: ["ada", "ben", "cem"],
  },
  {
    title: "a member who moves to a resource that may not change the role stays in the room",
    before: (room) => [room.roster("team", ["ada", "ben"])],
    after: (room) => [room.roster("team", ["ada"]), ...adopting(room, ["ben"], { role: "senior" })],
    faults: () => [
      { operation: "UpdateRoomMembership", kind: "error", error: "ForbiddenException", times: "always" },
    ],
    ends: "with an error",
    stay: ["ada", "ben"],
    remedy: true,
  },
  {
    title: "members who exchange resources that delete before they are replaced stay in the room",
    before: (room) => [
      room.membership("ada", {}, { name: "left", deleteBeforeReplace: true }),
      room.membership("ben", {}, { name: "right", deleteBeforeReplace: true }),
    ],
    after: (room) => [
      room.membership("ben", {}, { name: "left", deleteBeforeReplace: true }),
      room.membership("ada", {}, { name: "right", deleteBeforeReplace: true }),
    ],
    stay: ["ada", "ben"],
  },
];

describe("A member who moves between the resources of a program", function () {
  this.timeout(120_000);

  testMoves(MOVES);
});
