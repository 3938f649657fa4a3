import type { Container } from "./container";
import { adopting, testMoves, type Move } from "./move";
import { knownLater, other, type Declared } from "./program";

const DENIED = { kind: "error", error: "ForbiddenException", times: "always" } as const;

// mv2
const CHANGE_DENIED: Move[] = [
  {
    title: "a member who moves from a roster stays where the change of their role is denied",
    before: (room) => [room.roster("team", ["ada", "ben"])],
    after: (room) => [room.roster("team", ["ada"]), ...adopting(room, ["ben"], { role: "senior" })],
    faults: () => [{ operation: "UpdateRoomMembership", ...DENIED }],
    ends: "with an error",
    stay: ["ada", "ben"],
    remedy: true,
  },
  {
    title: "a member who moves from a roster stays in the channel where the change of their type is denied",
    service: "channels",
    before: (channel) => [channel.roster("team", ["ada", "ben"])],
    after: (channel) => [channel.roster("team", ["ada"]), ...adopting(channel, ["ben"], { role: "senior" })],
    faults: (channel) => [{ operation: channel.operation("DeleteRoomMembership"), ...DENIED }],
    ends: "with an error",
    stay: ["ada", "ben"],
  },
  {
    title:
      "a member who moves to a resource of another provider stays where the change of their role is denied",
    before: (room) => [room.roster("team", ["ada", "ben"])],
    after: (room) => [
      room.roster("team", ["ada"]),
      ...adopting(room, ["ben"], { role: "senior", provider: "one" }),
    ],
    faults: () => [{ operation: "UpdateRoomMembership", ...DENIED }],
    ends: "with an error",
    stay: ["ada", "ben"],
    remedy: true,
  },
  {
    title: "a member who moves to another roster stays where the change of their role is denied",
    before: (room) => [room.roster("team", ["ada", "ben"])],
    after: (room) => [room.roster("team", ["ada"]), room.roster("staff", [{ name: "ben", role: "senior" }])],
    faults: () => [{ operation: "UpdateRoomMembership", ...DENIED }],
    ends: "with an error",
    stay: ["ada", "ben"],
    remedy: true,
  },
  {
    title: "a member who moves from a roster stays where nobody may read who is in the room",
    before: (room) => [room.roster("team", ["ada", "ben"])],
    after: (room) => [room.roster("team", ["ada"]), ...adopting(room, ["ben"])],
    faults: () => [{ operation: "ListRoomMemberships", ...DENIED }],
    ends: "with an error",
    stay: ["ada", "ben"],
    remedy: true,
  },
];

/** Programs that wait for a resource that fails, and the same where it does not. */
const waiting = (
  resources: (container: Container) => Declared[],
): Pick<Move, "after" | "remedy" | "ends"> => ({
  after: (container) => [other("slow", { fails: true }), ...resources(container)],
  remedy: (container) => [other("slow"), ...resources(container)],
  ends: "with an error",
});

// mv12
const WAITING: Move[] = [
  {
    title: "a member whose new roster waits for a resource that fails stays",
    before: (room) => [room.roster("team", ["ada", "ben"])],
    ...waiting((room) => [
      room.roster("team", ["ada"]),
      room.roster("staff", ["ben"], {}, { dependsOn: ["slow"] }),
    ]),
    stay: ["ada", "ben"],
  },
  {
    title: "a member of a channel whose new roster of another provider waits for a resource that fails stays",
    service: "channels",
    before: (channel) => [channel.roster("team", ["ada", "ben"])],
    ...waiting((channel) => [
      channel.roster("team", ["ada"]),
      channel.roster("staff", ["ben"], {}, { dependsOn: ["slow"], provider: "one" }),
    ]),
    flags: ["--continue-on-error"],
    stay: ["ada", "ben"],
  },
  {
    title: "a member whose own resource waits for a resource that fails stays",
    before: (room) => [room.roster("team", ["ada", "ben"])],
    ...waiting((room) => [room.roster("team", ["ada"]), ...adopting(room, ["ben"], { dependsOn: ["slow"] })]),
    stay: ["ada", "ben"],
  },
  {
    title: "members of a renamed roster that waits for a resource that fails stay with --continue-on-error",
    before: (room) => [room.roster("team", ["ada", "ben"])],
    ...waiting((room) => [room.roster("staff", ["ada", "ben"], {}, { dependsOn: ["slow"] })]),
    flags: ["--continue-on-error"],
    stay: ["ada", "ben"],
  },
  {
    title:
      "a member of a renamed membership that waits for a resource that fails stays with --continue-on-error",
    before: (room) => adopting(room, ["ada"]),
    ...waiting((room) => [
      room.membership("ada", { adoptExisting: true }, { name: "adele", dependsOn: ["slow"] }),
    ]),
    flags: ["--continue-on-error"],
    stay: ["ada"],
  },
];

// coe
const CONTINUED: Move[] = [
  {
    title: "a member whose resource is renamed without an alias stays with --continue-on-error",
    before: (room) => [room.membership("ada")],
    after: (room) => [room.membership("ada", {}, { name: "adele" })],
    flags: ["--continue-on-error"],
    ends: "with an error",
    says: [/alias/],
    stay: ["ada"],
    remedy: (room) => [room.membership("ada", {}, { name: "adele", aliases: [{ name: "ada" }] })],
  },
  {
    title: "a member of a channel whose resource is renamed without an alias stays with --continue-on-error",
    service: "channels",
    before: (channel) => [channel.membership("ada"), channel.membership("ben")],
    after: (channel) => [channel.membership("ada", {}, { name: "adele" }), channel.membership("ben")],
    flags: ["--continue-on-error", "--parallel", "1"],
    ends: "with an error",
    says: [/alias/],
    stay: ["ada", "ben"],
    remedy: (channel) => [
      channel.membership("ada", {}, { name: "adele", aliases: [{ name: "ada" }] }),
      channel.membership("ben"),
    ],
  },
  {
    title: "members of a renamed roster that may not be read once stay with --continue-on-error",
    before: (room) => [room.roster("team", ["ada", "ben"])],
    after: (room) => [room.roster("staff", ["ada", "ben"])],
    faults: () => [{ operation: "ListRoomMemberships", ...DENIED, times: 1 }],
    flags: ["--continue-on-error"],
    ends: "with an error",
    stay: ["ada", "ben"],
    remedy: true,
  },
  {
    title: "members of a renamed roster of a channel that may not be read stay with --continue-on-error",
    service: "channels",
    before: (channel) => [channel.roster("team", ["ada", "ben"])],
    after: (channel) => [channel.roster("staff", ["ada", "ben"])],
    faults: () => [{ operation: "ListChannelMemberships", ...DENIED }],
    flags: ["--continue-on-error"],
    ends: "with an error",
    stay: ["ada", "ben"],
    remedy: true,
  },
  {
    title: "a member whose resource is renamed and given another provider stays with --continue-on-error",
    before: (room) => [room.membership("ada")],
    after: (room) => [room.membership("ada", {}, { name: "adele", provider: "one" })],
    flags: ["--continue-on-error"],
    ends: "with an error",
    says: [/alias/],
    stay: ["ada"],
    remedy: (room) => [
      room.membership("ada", {}, { name: "adele", provider: "one", aliases: [{ name: "ada" }] }),
    ],
  },
];

// An id that is not known because what it comes from has failed: the check of its resource fails too, so nothing is deleted.
const NEVER_KNOWN: Move[] = (["memberId", "roomId"] as const).map((argument) => ({
  title: `a member whose new resource has a ${argument} of a resource that fails stays with --continue-on-error`,
  before: (room) => [room.membership("ben", {}, { name: "old" })],
  ...waiting((room) => {
    const ben = room.membership("ben", { adoptExisting: true });
    return [{ ...ben, args: { ...ben.args, [argument]: knownLater(ben.args[argument], "slow") } }];
  }),
  flags: ["--continue-on-error"],
  stay: ["ben"],
}));

// A refresh with the program asks for the differences of entries while it checks others.
const REFRESHED: Pick<Move, "flags" | "ends"> = {
  flags: ["--refresh", "--run-program", "--continue-on-error"],
  ends: "with an error",
};
const REFRESHED_WITH_PROGRAM: Move[] = [
  {
    title:
      "a member whom another membership is to have, without adoptExisting, stays in a refresh with the program",
    before: (room) => [room.membership("ada", {}, { name: "first" })],
    after: (room) => [room.membership("ada"), room.membership("ben", {}, { name: "first" })],
    ...REFRESHED,
    stay: ["ada"],
  },
  {
    title:
      "a member who leaves a roster for a membership without adoptExisting stays in a refresh with the program",
    before: (room) => [room.roster("team", ["ada", "ben"])],
    after: (room) => [room.membership("ben"), room.roster("team", ["ada"])],
    ...REFRESHED,
    stay: ["ada", "ben"],
  },
  {
    title:
      "a member of a channel who leaves a roster for one that may not be read stays in a refresh with the program",
    service: "channels",
    before: (channel) => [channel.roster("team", ["ada", "ben"])],
    after: (channel) => [channel.roster("staff", ["ada", "ben"])],
    faults: () => [{ operation: "ListChannelMemberships", ...DENIED }],
    ...REFRESHED,
    stay: ["ada", "ben"],
  },
];

// A replacement that deletes first, of whose members one is to be another's who does not have them yet.
const REPLACED: Move[] = (["rooms", "channels"] as const).flatMap((service) =>
  [
    {
      where: "a roster",
      rest: (container: Container) => [container.roster("staff", ["ben"], {}, { dependsOn: ["slow"] })],
    },
    {
      where: "a membership",
      rest: (container: Container) => adopting(container, ["ben"], { dependsOn: ["slow"] }),
    },
  ].map(({ where, rest }): Move => ({
    title: `members stay where --replace is to delete their roster first, and one moves to ${where} (${service})`,
    service,
    before: (container) => [container.roster("team", ["ada", "ben"], {}, { deleteBeforeReplace: true })],
    after: (container) => [
      other("slow", { milliseconds: 1_500 }),
      container.roster("team", ["ada"], {}, { deleteBeforeReplace: true }),
      ...rest(container),
    ],
    flags: [
      `--replace=urn:pulumi:test::chime-test::pulumi-nodejs:dynamic/chime:${service === "rooms" ? "Room" : "Channel"}Roster::team`,
    ],
    ends: "with an error",
    says: [/deleteBeforeReplace/],
    stay: ["ada", "ben"],
    remedy: true,
  })),
);

describe("Who moves from one resource to another while something fails", function () {
  this.timeout(120_000);

  testMoves([
    ...CHANGE_DENIED,
    ...WAITING,
    ...CONTINUED,
    ...NEVER_KNOWN,
    ...REFRESHED_WITH_PROGRAM,
    ...REPLACED,
  ]);
});
