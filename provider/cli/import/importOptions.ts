import { resolve } from "node:path";

import { validateSameAppInstance } from "../../schema/channels/arnValidators";
import type { AppInstanceKey } from "../../schema/channels/appInstanceSchema";
import type { ChannelRef } from "../../schema/channels/channelId";
import type { ChannelMembershipType } from "../../schema/channels/channelMembershipType";
import type { RoomKey } from "../../schema/rooms/roomId";
import type { RoomMembershipRole } from "../../schema/rooms/roomMembershipRole";
import type { AwsOptions } from "../commonOptions";
import { STANDARD_OUTPUT } from "../output";
import { UsageError } from "../usageError";

/** The options of `pulumi-chime import`. */
export interface ImportOptions extends AwsOptions {
  /** The id of the room's Amazon Chime account. */
  account?: string;
  room?: string;
  /** The ARN of a channel, instead of a room. */
  channel?: string;
  /** The ARN of an app instance, whose administrators to import. */
  appInstance?: string;
  /** The ARN of the bearer of the calls about a channel, also in the program. */
  bearer?: string;
  /** Only members of a room with this role. */
  role?: RoomMembershipRole;
  /** Only members of a channel with this type. */
  type?: ChannelMembershipType;
  /** Whether to import the room too. */
  withRoom?: boolean;
  /** Whether to import the channel too. */
  withChannel?: boolean;
  /** Whether to write types and ids only, for the native form of this package, and no program. */
  native?: boolean;
  /** Whether to write a program that creates a channel with the members of the room, and no import file. */
  asChannel?: boolean;
  /** Whether to import neither the moderators of the channel nor its bans. */
  membersOnly?: boolean;
  /** Whether to import the app instance too. */
  withAppInstance?: boolean;
  /** Whether to also import the users among the members of the channel, and the bearer. */
  withUsers?: boolean;
  /** Whether to import all members as one roster, whose name is the prefix. */
  roster?: boolean;
  /** The prefix of the names of the memberships. Default: `room-` or `channel-`, and the shortened id. */
  prefix?: string;
  /** Whether the program has the display name of each member in a comment. */
  names?: boolean;
  /** The import file; `-` is standard output. */
  out: string;
  /** The program file; `-` is standard output. */
  program: string;
  /** Whether to overwrite existing files. */
  force?: boolean;
  /** Whether to report what would be written, and write nothing. */
  dryRun?: boolean;
  /** Whether to print the result as JSON on standard output. */
  json?: boolean;
}

/** The program file, unless the options name another one. */
export const DEFAULT_PROGRAM = "chime-members.ts";

/** The room, channel or app instance that the options select. */
export type Selection = { room: RoomKey } | { channel: ChannelRef } | { appInstance: AppInstanceKey };

/**
 * Checks the options that are valid alone but may contradict each other. Called before any call to AWS.
 *
 * @throws UsageError that names the options.
 */
export function selectionOf(options: ImportOptions): Selection {
  if (options.native === true) checkNative(options);
  checkOutput(options);
  const { channel, appInstance } = options;
  if (channel !== undefined) return { channel: selectedChannel(channel, options) };
  if (appInstance !== undefined) return { appInstance: selectedAppInstance(appInstance, options) };
  const forChannels = given(options, CHANNEL_OPTIONS);
  if (forChannels.length > 0) {
    throw new UsageError(
      `${flagsOf(forChannels)} ${forChannels.length === 1 ? "requires" : "require"} --channel.`,
    );
  }
  return { room: selectedRoom(options) };
}

function selectedChannel(channelArn: string, options: ImportOptions): ChannelRef {
  const forRooms = given(options, ROOM_OPTIONS);
  if (forRooms.length > 0) {
    const verb = forRooms.length === 1 ? "is for rooms" : "are for rooms";
    throw new UsageError(`${flagsOf(forRooms)} ${verb} and cannot be used with --channel.`);
  }
  if (options.appInstance !== undefined)
    throw new UsageError("--app-instance cannot be used with --channel.");
  return checkedChannel(channelArn, options.bearer, options);
}

function selectedAppInstance(appInstanceArn: string, options: ImportOptions): AppInstanceKey {
  const others = given(options, [...ROOM_OPTIONS, ...NOT_FOR_APP_INSTANCES]);
  if (others.length > 0) throw new UsageError(`${flagsOf(others)} cannot be used with --app-instance.`);
  return { appInstanceArn };
}

function selectedRoom(options: ImportOptions): RoomKey {
  const { account, room } = options;
  if (account === undefined && room === undefined) {
    throw new UsageError(
      "Select a room with --account and --room, a channel with --channel and --bearer, or an app instance with --app-instance.",
    );
  }
  if (account === undefined) {
    throw new UsageError("--room requires --account, the id of the room's Amazon Chime account.");
  }
  if (room === undefined) throw new UsageError("--account requires --room, the id of the room.");
  const notForMoves = given(options, NOT_FOR_MOVES);
  if (options.asChannel && notForMoves.length > 0)
    throw new UsageError(`${flagsOf(notForMoves)} cannot be used with --as-channel.`);
  return { accountId: account, roomId: room };
}

type OptionName = keyof ImportOptions;

const ROOM_OPTIONS = ["account", "room", "role", "withRoom", "asChannel"] as const;

// There is nothing to import, so nothing to name or to report.
const NOT_FOR_MOVES = ["role", "withRoom", "roster", "prefix", "json"] as const;

// Administrators have no roster.
const NOT_FOR_APP_INSTANCES = ["bearer", "type", "withChannel", "membersOnly", "roster"] as const;

const CHANNEL_OPTIONS = [
  "bearer",
  "type",
  "withChannel",
  "membersOnly",
  "withAppInstance",
  "withUsers",
] as const;

// Pulumi writes the program, and reads each resource by its id, a roster always with all members.
function checkNative({ program, ...options }: ImportOptions): void {
  const forPrograms = given(options, ["asChannel", "names"]);
  const others = [...forPrograms, ...(program === DEFAULT_PROGRAM ? [] : (["program"] as const))];
  if (others.length > 0) {
    throw new UsageError(
      `${flagsOf(others)} cannot be used with --native: \`pulumi import\` writes the program.`,
    );
  }
  const filters = options.roster === true ? given(options, ["role", "type"]) : [];
  if (filters.length > 0) {
    throw new UsageError(
      `${flagsOf(filters)} cannot be used with --native and --roster: Pulumi imports a roster by its id, with all members.`,
    );
  }
}

function checkOutput({ out, program, json, dryRun, native }: ImportOptions): void {
  if (out === "" || program === "") throw new UsageError("--out and --program must not be empty.");
  if (native !== true && resolve(out) === resolve(program)) {
    throw new UsageError(`--out and --program are both ${out}: they must be different.`);
  }
  if (json === true && dryRun !== true && [out, program].includes(STANDARD_OUTPUT)) {
    const flag = out === STANDARD_OUTPUT ? "--out -" : "--program -";
    throw new UsageError(`--json and ${flag} cannot be used together: both write to standard output.`);
  }
}

function checkedChannel(
  channelArn: string,
  chimeBearer: string | undefined,
  { withChannel, withAppInstance, withUsers }: ImportOptions,
): ChannelRef {
  if (chimeBearer === undefined) {
    throw new UsageError(
      "--channel requires --bearer, the ARN of the app instance user or bot that makes the calls.",
    );
  }
  const [problem] = validateSameAppInstance(channelArn, [{ property: "--bearer", arn: chimeBearer }]);
  if (problem) throw new UsageError(problem.reason);
  if (withAppInstance && !withChannel && !withUsers) {
    throw new UsageError(
      "--with-app-instance requires --with-channel or --with-users: nothing else refers to the app instance.",
    );
  }
  return { channelArn, chimeBearer };
}

function given<Name extends OptionName>(options: Partial<ImportOptions>, names: readonly Name[]): Name[] {
  return names.filter((name) => options[name] !== undefined && options[name] !== false);
}

function flagsOf(names: readonly OptionName[]): string {
  const flags = names.map((name) => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`);
  const last = flags.pop() ?? "";
  return flags.length === 0 ? last : `${flags.join(", ")} and ${last}`;
}
