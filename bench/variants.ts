import type { Throttle } from "../emulator";
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
] as const;
export type VariantName = (typeof VARIANTS)[number];

/** A way to have a team in a room. */
export interface Variant {
  name: VariantName;
  about: string;
  /** The folder in `programs/`. */
  program: "memberships" | "floor" | "docs" | "script" | "roster" | "echo";
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
  limit?: Throttle;
}

/** The limit of the service that allows few calls. The burst is the emulator's default, that of one second. */
export const LIMIT = { callsPerSecond: 10, burst: 10 };

const ENGINE: readonly Step[] = ["up", "no-change up", "refresh", "destroy"];
const MANY_AT_ONCE = { program: "memberships", steps: ["up", "destroy"], parallel: 32 } as const;

/** The variants by name. */
export const VARIANT: { readonly [Name in VariantName]: Variant & { name: Name } } = {
  memberships: {
    name: "memberships",
    about: "a `chime.RoomMembership` for each member",
    program: "memberships",
    steps: ENGINE,
  },
  floor: {
    name: "floor",
    about: "the same resources with hooks that only echo: the engine by itself",
    program: "floor",
    steps: ENGINE,
  },
  docs: {
    name: "docs",
    about: "a dynamic provider written as Pulumi's documentation shows it",
    program: "docs",
    steps: ENGINE,
  },
  script: {
    name: "script",
    about: "no Pulumi: a script that calls the SDK in a loop (create all, list, delete all)",
    program: "script",
    steps: ["up", "refresh", "destroy"],
    plain: true,
  },
  roster: {
    name: "roster",
    about: "one `chime.RoomRoster` with all members",
    program: "roster",
    steps: ["up", "no-change up", "refresh", "add one", "destroy"],
  },
  one: {
    name: "one",
    about: "one resource with hooks that only echo: the floor of the roster",
    program: "floor",
    steps: ["up", "destroy"],
    single: true,
  },
  echo: {
    name: "echo",
    about:
      "one resource with the members of the roster and hooks that only echo: what Pulumi's host takes for them",
    program: "echo",
    steps: ENGINE,
  },
  unlimited: {
    name: "unlimited",
    about: "`memberships`, 32 hooks at once, of a service that allows everything",
    ...MANY_AT_ONCE,
  },
  limited: {
    name: "limited",
    about: "the same, of a service that allows 10 calls a second, which the stack is not told",
    ...MANY_AT_ONCE,
    limit: LIMIT,
  },
  told: {
    name: "told",
    about: "the same, and the stack is told by `chime:callsPerSecond`",
    ...MANY_AT_ONCE,
    limit: LIMIT,
    config: { "chime:callsPerSecond": String(LIMIT.callsPerSecond) },
  },
};
