import type { Container } from "./container";
import { testMoves, type Move } from "./move";
import { other, type Declared, type Options } from "./program";

const numbered = (count: number): string[] => Array.from({ length: count }, (_, index) => `u${index}`);

/** Memberships that adopt. */
const adopting = (
  container: Container,
  names: readonly string[],
  options: Options & { role?: "senior" } = {},
): Declared[] => {
  const { role, ...rest } = options;
  return names.map((name) =>
    container.membership(name, { adoptExisting: true, ...(role ? { role } : {}) }, rest),
  );
};
const plain = (container: Container, names: readonly string[], options: Options = {}): Declared[] =>
  names.map((name) => container.membership(name, {}, options));

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
    stay: ["ada"],
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
    title: "a member whose resource is given another provider stays with --continue-on-error",
    before: (room) => [room.membership("ada")],
    after: (room) => [room.membership("ada", {}, { provider: "one" })],
    flags: ["--continue-on-error"],
    stay: ["ada"],
    remedy: (room) => adopting(room, ["ada"], { provider: "one" }),
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

describe("Who moves from one resource to another", function () {
  this.timeout(120_000);

  testMoves([
    ...INTO_ADOPTING,
    ...INTO_REFUSING,
    ...ONE_MEMBER,
    ...CHANGE_DENIED,
    ...WAITING,
    ...CONTINUED,
    ...SAME_IN_ONE_PROCESS_AND_BETWEEN_TWO,
  ]);
});
