import { availableParallelism } from "node:os";

import type { Throttle } from "../emulator";
import type { ApiName } from "./apiName";
import type { Step } from "./steps";

/** The rate limit that the service enforces: one rate for all calls, or the rates that AWS publishes for channels. */
export type Limit = Required<Throttle> | "published";

/** A way to manage the members of a room or a channel. */
export interface Variant extends Definition<VariantName> {
  name: VariantName;
}

/** A variant without its name. */
interface Definition<Name extends string> {
  api: ApiName;
  description: string;
  /** The folder in `programs/`. */
  program: "memberships" | "floor" | "docs" | "script" | "roster" | "echo" | "native" | "nativeRoster";
  /** The variant whose times are the baseline. */
  floor: Name;
  steps: readonly Step[];
  /** Whether it runs without Pulumi. */
  withoutPulumi?: true;
  /** Whether it declares only one member, whatever the size of the team. */
  single?: true;
  /** Stack settings. */
  config?: Record<string, string>;
  /** Where the state is. Default: a file. `journal`: a server with Pulumi Cloud's protocol and its journal. */
  backend?: "journal";
  /** How far away the service is: the milliseconds that each call takes in addition, or each create of an echo. Default: 0. */
  distance?: number;
  /** The value of --parallel. Default: {@link DEFAULT_PARALLEL}. */
  parallel?: number;
  /** The rate limit of the service. Default: none. */
  limit?: Limit;
}

/** The rate limit for rooms. The burst is the emulator's default: the calls of one second. */
export const LIMIT = { callsPerSecond: 10, burst: 10 };

/** The distance of the variants that are away, in milliseconds. */
export const DISTANCE = 50;

/** The engine's default of --parallel. */
export const DEFAULT_PARALLEL = 4 * availableParallelism();

const SINGLE: readonly Step[] = ["up", "no-change up", "refresh", "destroy"];
const ROSTER: readonly Step[] = ["up", "no-change up", "refresh", "add one", "destroy"];
const JOURNAL = { steps: ["up", "refresh", "destroy"], backend: "journal" } as const;
const PARALLEL = { program: "memberships", steps: ["up", "destroy"], parallel: 32 } as const;

// A configured rate replaces the published rates. This one is the maximum, and is higher than the engine can reach.
const NO_RATE_LIMIT = { config: { "chime:callsPerSecond": "1000" } };

const DEFINITIONS = {
  memberships: {
    api: "rooms",
    description: "one `chime.RoomMembership` for each member",
    program: "memberships",
    floor: "floor",
    steps: SINGLE,
  },
  floor: {
    api: "rooms",
    description: "the same resources with hooks that return their inputs: measures the engine",
    program: "floor",
    floor: "floor",
    steps: SINGLE,
  },
  docs: {
    api: "rooms",
    description: "a dynamic provider as in Pulumi's documentation",
    program: "docs",
    floor: "floor",
    steps: SINGLE,
  },
  script: {
    api: "rooms",
    description: "without Pulumi: a script that calls the SDK in a loop (create all, list, delete all)",
    program: "script",
    floor: "floor",
    steps: ["up", "refresh", "destroy"],
    withoutPulumi: true,
  },
  roster: {
    api: "rooms",
    description: "one `chime.RoomRoster` with all members",
    program: "roster",
    floor: "one",
    steps: ROSTER,
  },
  one: {
    api: "rooms",
    description: "one resource with hooks that return their inputs: the floor of the roster",
    program: "floor",
    floor: "one",
    steps: ["up", "destroy"],
    single: true,
  },
  echo: {
    api: "rooms",
    description:
      "one resource with the members of the roster and hooks that return their inputs: measures Pulumi's plugin host",
    program: "echo",
    floor: "one",
    steps: SINGLE,
  },
  unlimited: {
    api: "rooms",
    description: "`memberships` with `--parallel 32` and a service without a limit",
    floor: "unlimited",
    ...PARALLEL,
  },
  limited: {
    api: "rooms",
    description: "the same, with a limit of 10 calls a second that the stack does not configure",
    floor: "unlimited",
    ...PARALLEL,
    limit: LIMIT,
  },
  configured: {
    api: "rooms",
    description: "the same, with the limit configured as `chime:callsPerSecond`",
    floor: "unlimited",
    ...PARALLEL,
    limit: LIMIT,
    config: { "chime:callsPerSecond": String(LIMIT.callsPerSecond) },
  },
  journal: {
    api: "rooms",
    description: "`memberships` with Pulumi Cloud's protocol and its journal instead of a state file",
    program: "memberships",
    floor: "journalFloor",
    ...JOURNAL,
  },
  journalFloor: {
    api: "rooms",
    description: "`floor` with the same protocol",
    program: "floor",
    floor: "journalFloor",
    ...JOURNAL,
  },
  distant: {
    api: "rooms",
    description: `\`memberships\` with a service that is ${DISTANCE} ms away. Its floor makes no calls`,
    program: "memberships",
    floor: "floor",
    steps: ["up"],
    distance: DISTANCE,
  },
  journalDistant: {
    api: "rooms",
    description: "`journal` with the same service",
    program: "memberships",
    floor: "journalFloor",
    ...JOURNAL,
    steps: ["up"],
    distance: DISTANCE,
  },
  journalDistantFloor: {
    api: "rooms",
    description: `\`journalFloor\` with hooks that take ${DISTANCE} ms: measures how the engine waits`,
    program: "floor",
    floor: "journalDistantFloor",
    ...JOURNAL,
    steps: ["up"],
    distance: DISTANCE,
  },
  rosterDistant: {
    api: "rooms",
    description: "`roster` with the same service",
    program: "roster",
    floor: "one",
    steps: ["up", "destroy"],
    distance: DISTANCE,
  },
  native: {
    api: "rooms",
    description: "`memberships` with the native plugin, declared in a Node.js program",
    program: "native",
    floor: "floor",
    steps: SINGLE,
  },
  nativeRoster: {
    api: "rooms",
    description: "`roster` with the native plugin",
    program: "nativeRoster",
    floor: "one",
    steps: ROSTER,
  },
  channelMemberships: {
    api: "channels",
    description:
      "one `chime.ChannelMembership` for each member, with `chime:callsPerSecond` too high to limit the rate",
    program: "memberships",
    floor: "channelFloor",
    steps: SINGLE,
    ...NO_RATE_LIMIT,
  },
  channelFloor: {
    api: "channels",
    description: "the same resources with hooks that return their inputs",
    program: "floor",
    floor: "channelFloor",
    steps: SINGLE,
  },
  channelRoster: {
    api: "channels",
    description: "one `chime.ChannelRoster` with all members and the same setting",
    program: "roster",
    floor: "channelOne",
    steps: ROSTER,
    ...NO_RATE_LIMIT,
  },
  channelOne: {
    api: "channels",
    description: "one resource with hooks that return their inputs: the floor of the roster",
    program: "floor",
    floor: "channelOne",
    steps: ["up", "destroy"],
    single: true,
  },
  channelEcho: {
    api: "channels",
    description: "one resource with the members of the roster and hooks that return their inputs",
    program: "echo",
    floor: "channelOne",
    steps: SINGLE,
  },
  channelUnlimited: {
    api: "channels",
    description: "`channelMemberships` with `--parallel 32` and a service without a limit",
    floor: "channelUnlimited",
    ...PARALLEL,
    ...NO_RATE_LIMIT,
  },
  channelPublished: {
    api: "channels",
    description: "the same, with a service that enforces the published rates, without `chime:callsPerSecond`",
    floor: "channelUnlimited",
    ...PARALLEL,
    limit: "published",
  },
  channelRosterPublished: {
    api: "channels",
    description:
      "`channelRoster` with a service that enforces the published rates, without `chime:callsPerSecond`",
    program: "roster",
    floor: "channelRoster",
    steps: ROSTER,
    limit: "published",
  },
} as const satisfies Record<string, Definition<string>>;

/** The names of the variants. */
export type VariantName = keyof typeof DEFINITIONS;
export const VARIANTS = Object.keys(DEFINITIONS) as VariantName[];

// Its type also checks that each floor is a variant.
const BY_NAME: Readonly<Record<VariantName, Definition<VariantName>>> = DEFINITIONS;

/** The variants by name. */
export const VARIANT = Object.fromEntries(
  VARIANTS.map((name) => [name, { ...BY_NAME[name], name }]),
) as Readonly<Record<VariantName, Variant>>;
