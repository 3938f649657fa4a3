import type { Throttle } from "../emulator";
import type { ApiName } from "./apiName";
import type { Step } from "./steps";

/** The names of the variants. */
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
  "configured",
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

/** The limit of the service: a rate of calls, or the rates that AWS publishes for channels. */
export type Limit = Required<Throttle> | "published";

/** A way to manage the members of a room or a channel. */
export interface Variant {
  name: VariantName;
  api: ApiName;
  about: string;
  /** The folder in `programs/`. */
  program: "memberships" | "floor" | "docs" | "script" | "roster" | "echo";
  /** The variant that its times are compared with. */
  floor: VariantName;
  steps: readonly Step[];
  /** Whether it runs without Pulumi. */
  plain?: true;
  /** Whether it has only one member, with any size of the team. */
  single?: true;
  /** Stack settings. */
  config?: Record<string, string>;
  /** The value of --parallel. Default: that of the engine. */
  parallel?: number;
  /** The limit of the service. Default: none. */
  limit?: Limit;
}

/** The limit of the limited variants. The burst is the default of the emulator: the calls of one second. */
export const LIMIT = { callsPerSecond: 10, burst: 10 };

const SINGLE: readonly Step[] = ["up", "no-change up", "refresh", "destroy"];
const ROSTER: readonly Step[] = ["up", "no-change up", "refresh", "add one", "destroy"];
const PARALLEL = { program: "memberships", steps: ["up", "destroy"], parallel: 32 } as const;

// A configured rate replaces the published rates. This is the maximum, and more than the engine reaches.
const NO_RATE_LIMIT = { config: { "chime:callsPerSecond": "1000" } };

/** The variants by name. */
export const VARIANT: { readonly [Name in VariantName]: Variant & { name: Name } } = {
  memberships: {
    name: "memberships",
    api: "rooms",
    about: "one `chime.RoomMembership` for each member",
    program: "memberships",
    floor: "floor",
    steps: SINGLE,
  },
  floor: {
    name: "floor",
    api: "rooms",
    about: "the same resources with hooks that return their inputs: the time of the engine",
    program: "floor",
    floor: "floor",
    steps: SINGLE,
  },
  docs: {
    name: "docs",
    api: "rooms",
    about: "a dynamic provider as in the documentation of Pulumi",
    program: "docs",
    floor: "floor",
    steps: SINGLE,
  },
  script: {
    name: "script",
    api: "rooms",
    about: "without Pulumi: a script that calls the SDK in a loop (create all, list, delete all)",
    program: "script",
    floor: "floor",
    steps: ["up", "refresh", "destroy"],
    plain: true,
  },
  roster: {
    name: "roster",
    api: "rooms",
    about: "one `chime.RoomRoster` with all members",
    program: "roster",
    floor: "one",
    steps: ROSTER,
  },
  one: {
    name: "one",
    api: "rooms",
    about: "one resource with hooks that return their inputs: the floor of the roster",
    program: "floor",
    floor: "one",
    steps: ["up", "destroy"],
    single: true,
  },
  echo: {
    name: "echo",
    api: "rooms",
    about:
      "one resource with the members of the roster and hooks that return their inputs: the time of Pulumi's plugin host",
    program: "echo",
    floor: "one",
    steps: SINGLE,
  },
  unlimited: {
    name: "unlimited",
    api: "rooms",
    about: "`memberships` with `--parallel 32` and a service without a limit",
    floor: "unlimited",
    ...PARALLEL,
  },
  limited: {
    name: "limited",
    api: "rooms",
    about: "the same, with a limit of 10 calls a second that the stack does not configure",
    floor: "unlimited",
    ...PARALLEL,
    limit: LIMIT,
  },
  configured: {
    name: "configured",
    api: "rooms",
    about: "the same, with the limit configured as `chime:callsPerSecond`",
    floor: "unlimited",
    ...PARALLEL,
    limit: LIMIT,
    config: { "chime:callsPerSecond": String(LIMIT.callsPerSecond) },
  },
  channelMemberships: {
    name: "channelMemberships",
    api: "channels",
    about:
      "one `chime.ChannelMembership` for each member, with `chime:callsPerSecond` too high to limit the rate",
    program: "memberships",
    floor: "channelFloor",
    steps: SINGLE,
    ...NO_RATE_LIMIT,
  },
  channelFloor: {
    name: "channelFloor",
    api: "channels",
    about: "the same resources with hooks that return their inputs",
    program: "floor",
    floor: "channelFloor",
    steps: SINGLE,
  },
  channelRoster: {
    name: "channelRoster",
    api: "channels",
    about: "one `chime.ChannelRoster` with all members and the same setting",
    program: "roster",
    floor: "channelOne",
    steps: ROSTER,
    ...NO_RATE_LIMIT,
  },
  channelOne: {
    name: "channelOne",
    api: "channels",
    about: "one resource with hooks that return their inputs: the floor of the roster",
    program: "floor",
    floor: "channelOne",
    steps: ["up", "destroy"],
    single: true,
  },
  channelEcho: {
    name: "channelEcho",
    api: "channels",
    about: "one resource with the members of the roster and hooks that return their inputs",
    program: "echo",
    floor: "channelOne",
    steps: SINGLE,
  },
  channelUnlimited: {
    name: "channelUnlimited",
    api: "channels",
    about: "`channelMemberships` with `--parallel 32` and a service without a limit",
    floor: "channelUnlimited",
    ...PARALLEL,
    ...NO_RATE_LIMIT,
  },
  channelPublished: {
    name: "channelPublished",
    api: "channels",
    about: "the same, with a service that enforces the published rates, without `chime:callsPerSecond`",
    floor: "channelUnlimited",
    ...PARALLEL,
    limit: "published",
  },
  channelRosterPublished: {
    name: "channelRosterPublished",
    api: "channels",
    about: "`channelRoster` with a service that enforces the published rates, without `chime:callsPerSecond`",
    program: "roster",
    floor: "channelRoster",
    steps: ROSTER,
    limit: "published",
  },
};
