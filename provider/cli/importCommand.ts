import { resolve } from "node:path";

import { ChimeSession } from "../aws/session";
import type { ChannelMembershipType } from "../schema/channels/channelMembershipType";
import type { RoomMembershipRole } from "../schema/rooms/roomMembershipRole";
import { CallReporter } from "../reporting/callReporter";
import { channelSource } from "./channelSource";
import { importFileOf, membershipEntry, rosterEntry, type ImportEntry, type NamedMember } from "./importFile";
import type { ImportedMember, ImportSource } from "./importSource";
import { resourceNames } from "./names";
import { ERROR_OUTPUT, refuseExisting, say, STANDARD_OUTPUT, writeResult } from "./output";
import { programFileOf, rosterProgramOf } from "./programFile";
import { roomSource } from "./roomSource";
import { UsageError } from "./usageError";

/** What `pulumi-chime import` was told. */
export interface ImportOptions {
  /** The Amazon Chime account of the room. */
  account?: string;
  room?: string;
  /** The ARN of a channel, in the place of a room. */
  channel?: string;
  /** The ARN on whose behalf a channel is read, and called by the program. */
  bearer?: string;
  /** Only members of this role, of a room. */
  role?: RoomMembershipRole;
  /** Only members of this type, of a channel. */
  type?: ChannelMembershipType;
  /** Whether all members become one roster, which has the prefix as its name. */
  roster: boolean;
  /** What the names begin with. Default: `room-` or `channel-`, and the beginning of its id. */
  prefix?: string;
  /** Where the import file goes; `-` is standard output. */
  out: string;
  /** Where the program goes; `-` is standard output. */
  program: string;
  /** Whether files that exist are overwritten. */
  force: boolean;
  profile?: string;
  endpoint?: string;
}

/**
 * Reads who is in a room or a channel, and writes what brings them under Pulumi's care: a file for
 * `pulumi import --file`, and the program that declares the same.
 *
 * @throws UsageError when the options do not go together; any other Error when it could not be done.
 */
export async function runImport(options: ImportOptions): Promise<void> {
  const { out, program, force } = options;
  if (resolve(out) === resolve(program)) {
    throw new UsageError(`--out and --program are both ${out}: they must go to different places.`);
  }
  const source = sourceOf(options);
  const session = sessionOf(options);
  if (!force) refuseExisting([out, program]);
  say(`Reading the members of ${source.inWords} …`);
  const members = named(source, await source.members(session, !options.roster), options);
  if (members.length === 0) throw new Error(nobody(source, options));
  const files = options.roster
    ? asRoster(source, members, prefixOf(source, options))
    : asResources(source, members);
  await writeResult(program, files.program, { force });
  await writeResult(out, importFileOf(files.resources), { force });
  say(nextSteps(members.length, options));
}

/** What the options ask for: a room, or a channel. */
function sourceOf({ account, room, channel, bearer, role, type }: ImportOptions): ImportSource {
  if (channel === undefined) {
    if (account === undefined || room === undefined) {
      throw new UsageError("--account and --room say which room, or --channel and --bearer which channel.");
    }
    if (bearer !== undefined || type !== undefined) {
      throw new UsageError("--bearer and --type are for channels: they go with --channel.");
    }
    return roomSource({ accountId: account, roomId: room });
  }
  if (account !== undefined || room !== undefined || role !== undefined) {
    throw new UsageError("--account, --room and --role are for rooms: they do not go with --channel.");
  }
  if (bearer === undefined) {
    throw new UsageError(
      "--channel needs --bearer: the ARN of the user or bot of the app instance on whose behalf the channel is read.",
    );
  }
  return channelSource({ channelArn: channel, chimeBearer: bearer });
}

interface Files {
  program: string;
  resources: ImportEntry[];
}

function asResources(source: ImportSource, members: readonly NamedMember[]): Files {
  return {
    program: programFileOf(source, members),
    resources: members.map((member) => membershipEntry(source, member)),
  };
}

function asRoster(source: ImportSource, members: readonly ImportedMember[], name: string): Files {
  return {
    program: rosterProgramOf(source, name, members),
    resources: [rosterEntry(source, name, members)],
  };
}

function sessionOf({ profile, endpoint, channel }: ImportOptions): ChimeSession {
  // The SDK reads it when the first call is made. It comes before keys in the environment, as --profile must.
  if (profile !== undefined) process.env["AWS_PROFILE"] = profile;
  const setting = channel === undefined ? "chime:endpoint" : "chime:messagingEndpoint";
  const session = new ChimeSession(({ debug }) => new CallReporter(ERROR_OUTPUT, debug));
  session.configure({ get: (key) => (key === setting ? endpoint : undefined) });
  const [problem] = session.problems;
  if (problem) throw new UsageError(problem.reason.replace(setting, "--endpoint"));
  return session;
}

// Names are found for all before some are left out: a name must not depend on --role or --type.
function named(
  source: ImportSource,
  members: readonly ImportedMember[],
  options: ImportOptions,
): NamedMember[] {
  const only = options.role ?? options.type;
  const prefix = prefixOf(source, options);
  const labels = members.map(({ memberId }) => source.labelOf(memberId));
  const names = resourceNames(prefix, labels);
  return members
    .filter(({ role }) => only === undefined || role === only)
    .map((member) => ({ ...member, resourceName: names.get(source.labelOf(member.memberId)) ?? prefix }))
    .sort((one, other) => (one.resourceName < other.resourceName ? -1 : 1));
}

function prefixOf(source: ImportSource, { prefix = source.prefix }: ImportOptions): string {
  return prefix;
}

function nobody({ schema, inWords }: ImportSource, { role, type }: ImportOptions): string {
  const only = role ?? type;
  const who = only === undefined ? "nobody" : `nobody of the ${schema.roleProperty} ${only}`;
  return `There is ${who} in ${inWords}. Nothing was written.`;
}

function nextSteps(count: number, { out, program }: ImportOptions): string {
  const file = out === STANDARD_OUTPUT ? "FILE" : inShell(out);
  const members = count === 1 ? "1 member" : `${count} members`;
  const where = (target: string): string => (target === STANDARD_OUTPUT ? "standard output" : target);
  return `Wrote ${members} to ${where(out)} (for Pulumi) and to ${where(program)} (the program).

Next, in the folder of your Pulumi project:
  1. Make the program part of yours, for example by an import in its index.ts.
  2. pulumi import --file ${file} --yes --generate-code=false --protect=false
  3. pulumi preview    # shows no change`;
}

function inShell(file: string): string {
  return /^[\w./-]+$/.test(file) ? file : `'${file.replaceAll("'", "'\\''")}'`;
}
