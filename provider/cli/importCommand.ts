import { resolve } from "node:path";

import { ChimeSession } from "../chime/session";
import type { RoomKey } from "../contract/roomId";
import type { RoomMembershipRole, RoomMembershipState } from "../contract/roomMembership";
import { CallReporter } from "../engine/callReporter";
import {
  importFileOf,
  membershipEntry,
  rosterEntry,
  type ImportEntry,
  type NamedMembership,
} from "./importFile";
import { resourceNames, shortForm } from "./names";
import { ERROR_OUTPUT, refuseExisting, say, STANDARD_OUTPUT, writeResult } from "./output";
import { programFileOf, rosterProgramOf } from "./programFile";
import { UsageError } from "./usageError";

/** What `pulumi-chime import` was told. */
export interface ImportOptions {
  account: string;
  room: string;
  /** Only members of this role. */
  role?: RoomMembershipRole;
  /** Whether all members become one `RoomRoster`, which has the prefix as its name. */
  roster: boolean;
  /** What the names begin with. Default: `room-` and the beginning of the room's id. */
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
 * Reads who is in a room, and writes what brings them under Pulumi's care: a file for `pulumi import --file`, and the
 * program that declares the same.
 *
 * @throws UsageError when the options do not go together; any other Error when it could not be done.
 */
export async function runImport(options: ImportOptions): Promise<void> {
  const { out, program, force } = options;
  if (resolve(out) === resolve(program)) {
    throw new UsageError(`--out and --program are both ${out}: they must go to different places.`);
  }
  const session = sessionOf(options);
  if (!force) refuseExisting([out, program]);
  const room = { accountId: options.account, roomId: options.room };
  say(`Reading the members of room ${room.roomId} (account ${room.accountId}) …`);
  const members = await session.service.roomMemberships.members(room);
  const memberships = named(
    members.map(({ membership }) => membership),
    options,
  );
  if (memberships.length === 0) throw new Error(nobody(options));
  const files = options.roster
    ? asRoster(room, memberships, prefixOf(options))
    : asResources(room, memberships);
  await writeResult(program, files.program, { force });
  await writeResult(out, importFileOf(files.resources), { force });
  say(nextSteps(memberships.length, options));
}

interface Files {
  program: string;
  resources: ImportEntry[];
}

function asResources(room: RoomKey, memberships: readonly NamedMembership[]): Files {
  return { program: programFileOf(room, memberships), resources: memberships.map(membershipEntry) };
}

function asRoster(room: RoomKey, memberships: readonly RoomMembershipState[], name: string): Files {
  const members = Object.fromEntries(memberships.map(({ memberId, role }) => [memberId, role]));
  return {
    program: rosterProgramOf(name, room, memberships),
    resources: [rosterEntry(name, { ...room, members })],
  };
}

function sessionOf({ profile, endpoint }: ImportOptions): ChimeSession {
  // The SDK reads it when the first call is made. It comes before keys in the environment, as --profile must.
  if (profile !== undefined) process.env["AWS_PROFILE"] = profile;
  const settings: Record<string, string | undefined> = { "chime:endpoint": endpoint };
  const session = new ChimeSession(({ debug }) => new CallReporter(ERROR_OUTPUT, debug));
  session.configure({ get: (key) => settings[key] });
  const [problem] = session.problems;
  if (problem) throw new UsageError(problem.reason.replace("chime:endpoint", "--endpoint"));
  return session;
}

// Names are found for all before some are left out: a name must not depend on --role.
function named(memberships: readonly RoomMembershipState[], options: ImportOptions): NamedMembership[] {
  const { role } = options;
  const prefix = prefixOf(options);
  const names = resourceNames(
    prefix,
    memberships.map(({ memberId }) => memberId),
  );
  return memberships
    .filter((membership) => role === undefined || membership.role === role)
    .map((membership) => ({ ...membership, resourceName: names.get(membership.memberId) ?? prefix }))
    .sort((one, other) => (one.resourceName < other.resourceName ? -1 : 1));
}

function prefixOf({ room, prefix = `room-${shortForm(room)}` }: ImportOptions): string {
  return prefix;
}

function nobody({ account, room, role }: ImportOptions): string {
  const who = role === undefined ? "nobody" : `nobody of the role ${role}`;
  return `There is ${who} in room ${room} (account ${account}). Nothing was written.`;
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
