import { ChimeSession } from "../../aws/session";
import { CallReporter } from "../../reporting/callReporter";
import { channelSource } from "./channelSource";
import {
  entityEntry,
  importFileOf,
  membershipEntry,
  rosterEntry,
  type ImportEntry,
  type NamedMember,
} from "./importFile";
import { selectionOf, type ImportOptions, type Selection } from "./importOptions";
import { jsonReport, textReport } from "./importReport";
import type { ImportedEntity, ImportedMember, ImportSource } from "./importSource";
import { checkPaths, writeFiles } from "./outputFiles";
import { messages, print, STANDARD_OUTPUT } from "../output";
import { hasPersonalData, programFileOf } from "./programFile";
import { CallCounter, ReadingProgress } from "./readingProgress";
import { resourceNames } from "./resourceNames";
import { roomSource } from "./roomSource";
import { settingsOfOptions } from "../optionSettings";
import { readAdvice, withReadAdvice } from "../readAdvice";
import { UsageError } from "../usageError";
import type { SettingsSource } from "../../settings/settings";

/**
 * Reads a room or channel, and writes a file for `pulumi import --file` and the program that declares the same
 * resources.
 *
 * @throws UsageError when the options contradict each other; another Error when reading or writing fails.
 */
export async function runImport(options: ImportOptions): Promise<void> {
  const selection = selectionOf(options);
  const source = sourceOf(selection, options);
  const calls = new CallCounter(source.list.operation);
  const settings = settingsOfOptions(options, undefined);
  const session = openSession(settings, calls);
  const { out, program } = options;
  checkPaths(
    [out, program].filter((path) => path !== STANDARD_OUTPUT),
    options,
  );
  const contents = await read(source, session, calls, options).catch((error: unknown) => {
    throw withReadAdvice(error, readAdvice("room" in selection ? "rooms" : "channels", settings));
  });
  if (contents.members.length + contents.entities.length === 0)
    throw new Error(nothingToImport(source, options));
  await deliver(source, contents, options);
}

/** What was read. */
interface Contents {
  entities: ImportedEntity[];
  members: NamedMember[];
}

async function read(
  source: ImportSource,
  session: ChimeSession,
  calls: CallCounter,
  options: ImportOptions,
): Promise<Contents> {
  messages.info(`Reading the members of ${source.description} …`);
  const reading = new ReadingProgress(messages);
  const progress = reading.start;
  const listed = progress((count) => `Reading the members: up to ${count} so far …`);
  calls.onCall = (count) => {
    listed(count * source.list.pageSize);
  };
  try {
    const { roster = false, names = false } = options;
    const found = await source.members(session, { withAttributes: !roster, withNames: names, progress });
    const members = nameMembers(source, found, options);
    return { members, entities: await source.entities(session, members, progress) };
  } finally {
    reading.end();
  }
}

async function deliver(
  source: ImportSource,
  { entities, members }: Contents,
  options: ImportOptions,
): Promise<void> {
  const roster = options.roster ? prefixOf(source, options) : undefined;
  const resources = entriesOf(source, { entities, members }, roster);
  const files = [
    {
      kind: "program",
      path: options.program,
      text: programFileOf(source, { entities, members, roster }),
      isPrivate: hasPersonalData(entities, members),
    },
    {
      kind: "importFile",
      path: options.out,
      text: importFileOf(resources),
      isPrivate: hasPersonalData(entities, []),
    },
  ] as const;
  const { dryRun = false, json = false } = options;
  if (!dryRun) {
    await writeFiles(
      files.filter(({ path }) => path !== STANDARD_OUTPUT),
      options,
    );
    for (const { path, text } of files) if (path === STANDARD_OUTPUT) await print(text);
  }
  const reported = files.map(({ kind, path, isPrivate }) => ({ kind, path, personalData: isPrivate }));
  const report = { dryRun, files: reported, members: members.length, resources };
  if (json) await print(jsonReport(report));
  else messages.info(textReport(report));
}

function sourceOf(selection: Selection, options: ImportOptions): ImportSource {
  return "room" in selection
    ? roomSource(selection.room, options)
    : channelSource(selection.channel, options);
}

function entriesOf(
  source: ImportSource,
  { entities, members }: Contents,
  roster: string | undefined,
): ImportEntry[] {
  const ofMembers =
    roster === undefined || members.length === 0
      ? members.map((member) => membershipEntry(source, member))
      : [rosterEntry(source, roster, members)];
  return [...entities.map(entityEntry), ...ofMembers];
}

function openSession(settings: SettingsSource, calls: CallCounter): ChimeSession {
  const session = new ChimeSession(({ debug }) => calls.observing(new CallReporter(messages, debug)));
  // Somebody waits for the result, so retries end sooner than those of a deployment.
  session.configure({
    ...settings,
    get: (key) => (key === "chime:maxRetrySeconds" ? "30" : settings.get(key)),
  });
  const [problem] = session.problems;
  if (problem) throw new UsageError(problem.reason);
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

function nothingToImport({ schema, description }: ImportSource, { role, type }: ImportOptions): string {
  const only = role ?? type;
  const members = only === undefined ? "no members" : `no members with the ${schema.role?.property} ${only}`;
  return `There are ${members} in ${description}. Nothing was written.`;
}
