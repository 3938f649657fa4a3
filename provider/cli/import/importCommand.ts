import { isChimeError } from "../../aws/errors/chimeError";
import { ChimeSession } from "../../aws/session";
import { CallReporter } from "../../reporting/callReporter";
import { appInstanceSource } from "./appInstanceSource";
import { channelSource } from "./channelSource";
import {
  entityEntry,
  importFileOf,
  listEntries,
  type ImportedList,
  type ImportEntry,
  type ImportForm,
  type NamedMember,
} from "./importFile";
import { selectionOf, type ImportOptions, type Selection } from "./importOptions";
import { jsonReport, textReport, type ReportedFile } from "./importReport";
import type {
  ImportedEntity,
  ImportedMember,
  ImportSource,
  ListSource,
  MembersOptions,
} from "./importSource";
import { checkPaths, writeFiles, type OutputFile } from "./outputFiles";
import { messages, print, STANDARD_OUTPUT } from "../output";
import { writeChannelProgram } from "./moveCommand";
import { hasPersonalData, programFileOf } from "./programFile";
import { CallCounter, ReadingProgress } from "./readingProgress";
import { resourceNames } from "./resourceNames";
import { roomSource } from "./roomSource";
import { settingsOfOptions } from "../optionSettings";
import { readAdvice, withReadAdvice } from "../readAdvice";
import { UsageError } from "../usageError";
import type { SettingsSource } from "../../settings/settings";

/**
 * Reads a room, channel or app instance, and writes a file for `pulumi import --file` and the program that declares the same
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
  const isMove = "room" in selection && options.asChannel === true;
  checkPaths(
    pathsIn(options).filter((path) => path !== STANDARD_OUTPUT),
    options,
  );
  const explained = (error: unknown): unknown =>
    withReadAdvice(error, readAdvice("room" in selection ? "rooms" : "channels", settings));
  const fail = (error: unknown): never => {
    throw explained(error);
  };
  if (isMove) return writeChannelProgram(selection.room, session, options).catch(fail);
  const { refused, ...contents } = await read(source, session, calls, options).catch(fail);
  const warnings = refused.map(
    ({ noun, error }) => `The ${noun}s are not imported. ${messageOf(explained(error))}`,
  );
  if (membersIn(contents.lists).length + contents.entities.length === 0)
    throw new Error(nothingToImport(source, options));
  await deliver({ ...contents, warnings, bearer: source.parent["chimeBearer"] }, options);
}

function pathsIn({ out, program, asChannel, native }: ImportOptions): string[] {
  if (asChannel === true) return [program];
  return native === true ? [out] : [out, program];
}

/** What was read. */
interface Contents {
  entities: ImportedEntity[];
  lists: ImportedList[];
}

async function read(
  source: ImportSource,
  session: ChimeSession,
  calls: CallCounter,
  options: ImportOptions,
): Promise<Contents & { refused: { noun: string; error: unknown }[] }> {
  messages.info(`Reading the ${source.noun}s of ${source.description} …`);
  const reading = new ReadingProgress(messages);
  const progress = reading.start;
  const listed = progress((count) => `Reading the ${source.noun}s: up to ${count} so far …`);
  calls.onCall = (count) => {
    listed(count * source.list.pageSize);
  };
  try {
    const prefix = options.prefix ?? source.prefix;
    const only = options.role ?? options.type;
    const lists = [await readList(source, session, { prefix, only, progress }, options)];
    const refused: { noun: string; error: unknown }[] = [];
    for (const other of source.others) {
      const names = { prefix: `${prefix}-${other.noun}`, only: undefined, progress };
      try {
        lists.push(await readList(other, session, names, options));
      } catch (error) {
        if (!isChimeError(error, "forbidden")) throw error;
        refused.push({ noun: other.noun, error });
      }
    }
    return { lists, refused, entities: await source.entities(session, membersIn(lists), progress) };
  } finally {
    reading.end();
  }
}

async function readList(
  source: ListSource,
  session: ChimeSession,
  { prefix, only, progress }: Pick<MembersOptions, "progress"> & { prefix: string; only: string | undefined },
  { roster: asRoster = false, names = false, native = false }: ImportOptions,
): Promise<ImportedList> {
  const hasRoster = source.kinds.roster !== undefined && !(native && source.isPartial === true);
  const roster = asRoster && hasRoster ? rosterName(source, prefix) : undefined;
  const options = { withAttributes: roster === undefined && !native, withNames: names, progress };
  const members = await source.members(session, options);
  return { source, members: nameMembers(source, members, prefix, only), roster };
}

// The roster of the members has the prefix itself, which `--prefix` sets.
function rosterName({ noun }: ListSource, prefix: string): string {
  return noun === "member" ? prefix : `${prefix}s`;
}

async function deliver(
  { entities, lists, warnings, bearer }: Contents & { warnings: string[]; bearer: string | undefined },
  options: ImportOptions,
): Promise<void> {
  const form: ImportForm = options.native === true ? "native" : "dynamic";
  const resources = [
    ...entities.map((entity) => entityEntry(form, entity)),
    ...lists.flatMap((list) => listEntries(form, list)),
  ];
  const files = filesOf({ entities, lists }, resources, form, options);
  const { dryRun = false, json = false } = options;
  if (!dryRun) {
    await writeFiles(
      files.filter(({ path }) => path !== STANDARD_OUTPUT),
      options,
    );
    for (const { path, text } of files) if (path === STANDARD_OUTPUT) await print(text);
  }
  const reported = files.map(({ kind, path, isPrivate }) => ({ kind, path, personalData: isPrivate }));
  const counts = lists.map(({ source, members: { length } }) => ({ noun: source.noun, count: length }));
  const report = { dryRun, form, files: reported, counts, resources, warnings, bearer };
  if (json) await print(jsonReport(report));
  else messages.info(textReport(report));
}

/** A file to write, as a report names it. */
type ImportFile = OutputFile & Pick<ReportedFile, "kind">;

function filesOf(
  { entities, lists }: Contents,
  resources: readonly ImportEntry[],
  form: ImportForm,
  options: ImportOptions,
): ImportFile[] {
  const importFile: ImportFile = {
    kind: "importFile",
    path: options.out,
    text: importFileOf(resources),
    isPrivate: form === "dynamic" && hasPersonalData(entities, []),
  };
  if (form === "native") return [importFile];
  const program: ImportFile = {
    kind: "program",
    path: options.program,
    text: programFileOf({ entities, lists }),
    isPrivate: hasPersonalData(entities, membersIn(lists)),
  };
  return [program, importFile];
}

function sourceOf(selection: Selection, options: ImportOptions): ImportSource {
  if ("room" in selection) return roomSource(selection.room, options);
  if ("channel" in selection) return channelSource(selection.channel, options);
  return appInstanceSource(selection.appInstance, options);
}

function membersIn(lists: readonly ImportedList[]): NamedMember[] {
  return lists.flatMap(({ members }) => members);
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
  source: ListSource,
  members: readonly ImportedMember[],
  prefix: string,
  only: string | undefined,
): NamedMember[] {
  const labels = members.map(({ memberId }) => source.labelOf(memberId));
  const names = resourceNames(prefix, labels);
  return members
    .filter(({ role }) => only === undefined || role === only)
    .map((member) => ({ ...member, resourceName: names.get(source.labelOf(member.memberId)) ?? prefix }))
    .sort((one, other) => (one.resourceName < other.resourceName ? -1 : 1));
}

function nothingToImport({ schema, noun, description }: ImportSource, { role, type }: ImportOptions): string {
  const only = role ?? type;
  const members =
    only === undefined ? `no ${noun}s` : `no ${noun}s with the ${schema.role?.property} ${only}`;
  return `There are ${members} in ${description}. Nothing was written.`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
