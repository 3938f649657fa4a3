import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";

import { readSeed, type EmulatorOptions, type Seed, type State } from "../../emulator";

const EXAMPLES = resolve(__dirname, "../../examples");

/**
 * What a person sees of the service: the roles in every room, by the names of accounts, rooms and members, and the types,
 * moderators and bans in every channel, by the names of app instances, channels and members.
 */
export type Held = Record<string, Record<string, Record<string, string>>>;

/** What the service is to hold. */
export interface Expected {
  afterUp: Held;
  /** Configuration values that change the program, and what the service is to hold then. */
  change?: Record<string, string>;
  afterChange?: Held;
  afterDestroy: Held;
}

/** An example's package.json, as far as it matters here. */
export interface Manifest {
  main: string;
  scripts?: Record<string, string>;
  dependencies: Record<string, string>;
  devDependencies?: Record<string, string>;
}

/** One folder of `examples/`. */
export interface AnyExample {
  name: string;
  /** Its files, texts by their path within it. */
  files: Record<string, string>;
}

/** An example for Node.js. */
export interface Example extends AnyExample {
  manifest: Manifest;
  /** Whether it is a package of its own, with a lockfile: what it needs must never be installed in the repository. */
  standsAlone: boolean;
}

/** The languages other than those of Node.js. An example in one of them is a folder with its name. */
const OTHER_LANGUAGES = ["go", "python", "yaml"];

/** Every folder in `examples/`, whatever is in it, except those in other languages. */
export function examples(): Example[] {
  return readdirSync(EXAMPLES, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !OTHER_LANGUAGES.includes(entry.name))
    .map(({ name }) => {
      const files = filesIn(join(EXAMPLES, name));
      const manifest = JSON.parse(required(name, files, "package.json")) as Manifest;
      return { name, files, manifest, standsAlone: "package-lock.json" in files };
    });
}

/** The example in another language. */
export function exampleIn(language: string): AnyExample {
  return { name: language, files: filesIn(join(EXAMPLES, language)) };
}

/** The emulator as an example wants it: what exists at the start, and who may sign. */
export function emulatorOptionsOf({ name, files }: AnyExample): EmulatorOptions & { seed: Seed } {
  required(name, files, "emulator/seed.json");
  const options = files["emulator/options.json"] ?? "{}";
  const seed = readSeed(join(EXAMPLES, name, "emulator/seed.json"));
  return { ...(JSON.parse(options) as EmulatorOptions), seed };
}

/** What the service is to hold when the example is up, and when it is destroyed. */
export function expectedOf({ name, files }: AnyExample): Expected {
  const { afterUp, afterDestroy, ...change } = JSON.parse(
    required(name, files, "emulator/expected.json"),
  ) as Partial<Expected>;
  if (!afterUp || !afterDestroy)
    throw new Error(`examples/${name}/emulator/expected.json must have afterUp and afterDestroy.`);
  return { afterUp, afterDestroy, ...change };
}

/** What the service holds. */
export function heldBy(state: State, seed: Seed): Held {
  return { ...inRooms(state, seed), ...inChannels(state) };
}

function inChannels(state: State): Held {
  return Object.fromEntries(
    state.appInstances().map(({ appInstanceArn, name }) => {
      const nameOf = new Map(state.appInstanceUsers(appInstanceArn).map((user) => [user.arn, user.name]));
      const channels = state.channels(appInstanceArn).map((channel) => {
        const held = inChannel(state, channel.channelArn);
        return [
          channel.name,
          Object.fromEntries(Object.entries(held).map(([arn, what]) => [nameOf.get(arn), what])),
        ] as const;
      });
      const administrators = Object.fromEntries(
        state.appInstanceAdmins(appInstanceArn).map((arn) => [nameOf.get(arn) ?? arn, "administrator"]),
      );
      const all = Object.keys(administrators).length > 0 ? { "(administrators)": administrators } : {};
      return [name, { ...all, ...Object.fromEntries(channels) }];
    }),
  );
}

// Such as `DEFAULT, moderator`, by ARN.
function inChannel(state: State, channelArn: string): Record<string, string> {
  const held: Record<string, string[]> = {};
  const add = (arn: string, what: string): void => {
    held[arn] = [...(held[arn] ?? []), what];
  };
  for (const { memberArn, type } of state.channelMembers(channelArn)) add(memberArn, type);
  for (const arn of state.channelModerators(channelArn)) add(arn, "moderator");
  for (const arn of state.channelBans(channelArn)) add(arn, "banned");
  return Object.fromEntries(Object.entries(held).map(([arn, all]) => [arn, all.join(", ")]));
}

function inRooms(state: State, seed: Seed): Held {
  return Object.fromEntries(
    seed.accounts.map(({ accountId, name = accountId, users = [], bots = [] }) => {
      const people = users.map(({ userId, name: user }) => [userId, user] as const);
      const machines = bots.map(({ botId, name: bot }) => [botId, bot] as const);
      const nameOf = new Map([...people, ...machines]);
      const rooms = state.rooms(accountId).map(({ roomId, name: room }) => {
        const members = state.members(accountId, roomId);
        return [
          room,
          Object.fromEntries(members.map(({ memberId, role }) => [nameOf.get(memberId), role])),
        ] as const;
      });
      return [name, Object.fromEntries(rooms)];
    }),
  );
}

/** The text of a file that an example must have. */
export function required(name: string, files: Record<string, string>, file: string): string {
  const text = files[file];
  if (text === undefined) throw new Error(`examples/${name} has no ${file}.`);
  return text;
}

function filesIn(folder: string): Record<string, string> {
  const entries = existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }) : [];
  const files = entries
    .filter((entry) => entry.isFile() && !entry.parentPath.includes("node_modules"))
    .map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(files.map((file) => [relative(folder, file), readFileSync(file, "utf8")]));
}
