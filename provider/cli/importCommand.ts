import { resolve } from "node:path";

import { ChimeSession } from "../aws/session";
import type { ChannelMembershipType } from "../schema/channels/channelMembershipType";
import type { RoomMembershipRole } from "../schema/rooms/roomMembershipRole";
import { CallReporter } from "../reporting/callReporter";
import { channelSource } from "./channelSource";
import { importFileOf, membershipEntry, rosterEntry, type ImportEntry, type NamedMember } from "./importFile";
import type { ImportedMember, ImportSource } from "./importSource";
import { resourceNames } from "./resourceNames";
import { ERROR_OUTPUT, refuseExisting, say, STANDARD_OUTPUT, writeResult } from "./output";
import { programFileOf, rosterProgramOf } from "./programFile";
import { roomSource } from "./roomSource";
import { UsageError } from "./usageError";

/** The options of `pulumi-chime import`. */
export interface ImportOptions {
  /** The id of the room's Amazon Chime account. */
  account?: string;
  room?: string;
  /** The ARN of a channel, instead of a room. */
  channel?: string;
  /** The ARN of the bearer of the calls about a channel, also in the program. */
  bearer?: string;
  /** Only members of a room with this role. */
  role?: RoomMembershipRole;
  /** Only members of a channel with this type. */
  type?: ChannelMembershipType;
  /** Whether to import all members as one roster, whose name is the prefix. */
  roster: boolean;
  /** The prefix of the resource names. Default: `room-` or `channel-`, and the shortened id. */
  prefix?: string;
  /** The import file; `-` is standard output. */
  out: string;
  /** The program file; `-` is standard output. */
  program: string;
  /** Whether to overwrite existing files. */
  force: boolean;
  profile?: string;
  endpoint?: string;
}

/**
 * Lists the members of a room or channel, and writes a file for `pulumi import --file` and the program that declares
 * the same resources.
 *
 * @throws UsageError when the options contradict each other; another Error when reading or writing fails.
 */
export async function runImport(options: ImportOptions): Promise<void> {
  const { out, program, force } = options;
  if (resolve(out) === resolve(program)) {
    throw new UsageError(`--out and --program are both ${out}: they must be different.`);
  }
  const source = selectSource(options);
  const session = openSession(options);
  if (!force) refuseExisting([out, program]);
  say(`Reading the members of ${source.description} …`);
  const members = nameMembers(source, await source.members(session, !options.roster), options);
  if (members.length === 0) throw new Error(noMembers(source, options));
  const files = options.roster
    ? asRoster(source, members, prefixOf(source, options))
    : asResources(source, members);
  await writeResult(program, files.program, { force });
  await writeResult(out, importFileOf(files.resources), { force });
  say(nextSteps(members.length, options));
}

/** The room or channel that the options select. */
function selectSource({ account, room, channel, bearer, role, type }: ImportOptions): ImportSource {
  if (channel === undefined) {
    if (account === undefined || room === undefined) {
      throw new UsageError(
        "Select a room with --account and --room, or a channel with --channel and --bearer.",
      );
    }
    if (bearer !== undefined || type !== undefined) {
      throw new UsageError("--bearer and --type require --channel.");
    }
    return roomSource({ accountId: account, roomId: room });
  }
  if (account !== undefined || room !== undefined || role !== undefined) {
    throw new UsageError("--account, --room and --role are for rooms and cannot be used with --channel.");
  }
  if (bearer === undefined) {
    throw new UsageError(
      "--channel requires --bearer, the ARN of the app instance user or bot that makes the calls.",
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

function openSession({ profile, endpoint, channel }: ImportOptions): ChimeSession {
  // The SDK reads AWS_PROFILE at the first call, and gives it precedence over keys in the environment.
  if (profile !== undefined) process.env["AWS_PROFILE"] = profile;
  const setting = channel === undefined ? "chime:endpoint" : "chime:messagingEndpoint";
  const session = new ChimeSession(({ debug }) => new CallReporter(ERROR_OUTPUT, debug));
  session.configure({ get: (key) => (key === setting ? endpoint : undefined) });
  const [problem] = session.problems;
  if (problem) throw new UsageError(problem.reason.replace(setting, "--endpoint"));
  return session;
}

// All members get a name before the filter: a name must not depend on --role or --type.
function nameMembers(
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

function noMembers({ schema, description }: ImportSource, { role, type }: ImportOptions): string {
  const only = role ?? type;
  const members = only === undefined ? "no members" : `no members with the ${schema.roleProperty} ${only}`;
  return `There are ${members} in ${description}. Nothing was written.`;
}

function nextSteps(count: number, { out, program }: ImportOptions): string {
  const file = out === STANDARD_OUTPUT ? "FILE" : shellQuoted(out);
  const members = count === 1 ? "1 member" : `${count} members`;
  const where = (target: string): string => (target === STANDARD_OUTPUT ? "standard output" : target);
  return `Wrote ${members} to ${where(out)} (the import file) and ${where(program)} (the program).

Next, in the directory of your Pulumi project:
  1. Add the program to yours, for example with an import in index.ts.
  2. pulumi import --file ${file} --yes --generate-code=false --protect=false
  3. pulumi preview    # expect no changes`;
}

function shellQuoted(file: string): string {
  return /^[\w./-]+$/.test(file) ? file : `'${file.replaceAll("'", "'\\''")}'`;
}
