import type { Throttle } from "../emulator";
import type { FamilyName } from "./families";
import type { Step } from "./steps";

/** Everything that can be measured. */
export const VARIANTS = [
  "memberships",
  "floor",
  "docs",
  "script",
  "roster",
  "one",
  "echo",
  "unlimited",
  "limited",
  "told",
  "channelMemberships",
  "channelFloor",
  "channelRoster",
  "channelOne",
  "channelEcho",
  "channelUnlimited",
  "channelPublished",
  "channelRosterPublished",
] as const;
export type VariantName = (typeof VARIANTS)[number];

/** What the service allows: so many calls a second, or what AWS publishes for channels. */
export type Limit = Required<Throttle> | "published";

/** A way to have a team in a room or in a channel. */
export interface Variant {
  name: VariantName;
  family: FamilyName;
  about: string;
  /** The folder in `programs/`. */
  program: "memberships" | "floor" | "docs" | "script" | "roster" | "echo";
  /** What its times are compared with: itself where nothing is faster. */
  floor: VariantName;
  steps: readonly Step[];
  /** Whether its command is Node.js itself, without Pulumi. */
  plain?: true;
  /** Whether its resource is there for one member only, whatever the size of the team. */
  single?: true;
  /** Stack settings. */
  config?: Record<string, string>;
  /** How many hooks may run at once. Default: the engine's. */
  parallel?: number;
  /** What the service allows. Default: everything. */
  limit?: Limit;
}

/** The limit of the service that allows few calls. The burst is the emulator's default, that of one second. */
export const LIMIT = { callsPerSecond: 10, burst: 10 };

const SINGLE: readonly Step[] = ["up", "no-change up", "refresh", "destroy"];
const ROSTER: readonly Step[] = ["up", "no-change up", "refresh", "add one", "destroy"];
const MANY_AT_ONCE = { program: "memberships", steps: ["up", "destroy"], parallel: 32 } as const;

// Where a rate is set, the published ones do not hold. This is the most that can be set: more than the engine reaches.
const UNPACED = { config: { "chime:callsPerSecond": "1000" } };

/** The variants by name. */
export const VARIANT: { readonly [Name in VariantName]: Variant & { name: Name } } = {
  memberships: {
    name: "memberships",
    family: "rooms",
    about: "a `chime.RoomMembership` for each member",
    program: "memberships",
    floor: "floor",
    steps: SINGLE,
  },
  floor: {
    name: "floor",
    family: "rooms",
    about: "the same resources with hooks that only echo: the engine by itself",
    program: "floor",
    floor: "floor",
    steps: SINGLE,
  },
  docs: {
    name: "docs",
    family: "rooms",
    about: "a dynamic provider written as Pulumi's documentation shows it",
    program: "docs",
    floor: "floor",
    steps: SINGLE,
  },
  script: {
    name: "script",
    family: "rooms",
    about: "no Pulumi: a script that calls the SDK in a loop (create all, list, delete all)",
    program: "script",
    floor: "floor",
    steps: ["up", "refresh", "destroy"],
    plain: true,
  },
  roster: {
    name: "roster",
    family: "rooms",
    about: "one `chime.RoomRoster` with all members",
    program: "roster",
    floor: "one",
    steps: ROSTER,
  },
  one: {
    name: "one",
    family: "rooms",
    about: "one resource with hooks that only echo: the floor of the roster",
    program: "floor",
    floor: "one",
    steps: ["up", "destroy"],
    single: true,
  },
  echo: {
    name: "echo",
    family: "rooms",
    about:
      "one resource with the members of the roster and hooks that only echo: what Pulumi's host takes for them",
    program: "echo",
    floor: "one",
    steps: SINGLE,
  },
  unlimited: {
    name: "unlimited",
    family: "rooms",
    about: "`memberships`, 32 hooks at once, of a service that allows everything",
    floor: "unlimited",
    ...MANY_AT_ONCE,
  },
  limited: {
    name: "limited",
    family: "rooms",
    about: "the same, of a service that allows 10 calls a second, which the stack is not told",
    floor: "unlimited",
    ...MANY_AT_ONCE,
    limit: LIMIT,
  },
  told: {
    name: "told",
    family: "rooms",
    about: "the same, and the stack is told by `chime:callsPerSecond`",
    floor: "unlimited",
    ...MANY_AT_ONCE,
    limit: LIMIT,
    config: { "chime:callsPerSecond": String(LIMIT.callsPerSecond) },
  },
  channelMemberships: {
    name: "channelMemberships",
    family: "channels",
    about:
      "a `chime.ChannelMembership` for each member, with `chime:callsPerSecond` so high that no rate holds them up",
    program: "memberships",
    floor: "channelFloor",
    steps: SINGLE,
    ...UNPACED,
  },
  channelFloor: {
    name: "channelFloor",
    family: "channels",
    about: "the same resources with hooks that only echo",
    program: "floor",
    floor: "channelFloor",
    steps: SINGLE,
  },
  channelRoster: {
    name: "channelRoster",
    family: "channels",
    about: "one `chime.ChannelRoster` with all members, with the same setting",
    program: "roster",
    floor: "channelOne",
    steps: ROSTER,
    ...UNPACED,
  },
  channelOne: {
    name: "channelOne",
    family: "channels",
    about: "one resource with hooks that only echo: the floor of the roster",
    program: "floor",
    floor: "channelOne",
    steps: ["up", "destroy"],
    single: true,
  },
  channelEcho: {
    name: "channelEcho",
    family: "channels",
    about: "one resource with the members of the roster and hooks that only echo",
    program: "echo",
    floor: "channelOne",
    steps: SINGLE,
  },
  channelUnlimited: {
    name: "channelUnlimited",
    family: "channels",
    about: "`channelMemberships`, 32 hooks at once, of a service that allows everything",
    floor: "channelUnlimited",
    ...MANY_AT_ONCE,
    ...UNPACED,
  },
  channelPublished: {
    name: "channelPublished",
    family: "channels",
    about: "the same, of a service that keeps to the rates that AWS publishes; nothing is set",
    floor: "channelUnlimited",
    ...MANY_AT_ONCE,
    limit: "published",
  },
  channelRosterPublished: {
    name: "channelRosterPublished",
    family: "channels",
    about: "`channelRoster`, of a service that keeps to the rates that AWS publishes; nothing is set",
    program: "roster",
    floor: "channelRoster",
    steps: ROSTER,
    limit: "published",
  },
};
