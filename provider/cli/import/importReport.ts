import type { ImportEntry, ImportForm } from "./importFile";
import { STANDARD_OUTPUT } from "../output";

/** What a run has written, or would write. */
export interface ImportReport {
  readonly dryRun: boolean;
  readonly form: ImportForm;
  readonly files: readonly ReportedFile[];
  /** How many there are of each kind, the members first. */
  readonly counts: readonly { readonly noun: string; readonly count: number }[];
  readonly resources: readonly ImportEntry[];
  /** What could not be imported, as sentences. */
  readonly warnings: readonly string[];
  /** The ARN of the user or bot that reads the channel. Undefined for a room or app instance. */
  readonly bearer: string | undefined;
}

/** A file in a report. */
export interface ReportedFile {
  readonly kind: "program" | "importFile";
  /** The path in the options; `-` is standard output. */
  readonly path: string;
  /** Whether it contains the names of people. */
  readonly personalData: boolean;
}

/** The types of the resources to which no other one refers. */
const MEMBERSHIP = /(Membership|Roster|Moderator|Ban|Admin)$/;

/** The types of the resources whose delete also deletes messages. */
const WITH_MESSAGES = /:(Room|Channel|AppInstance)$/;

/** The most resources that a dry run lists for a person. */
const MOST_LISTED = 20;

/** The report for a machine. */
export function jsonReport(report: ImportReport): string {
  const { dryRun, files, counts, resources, warnings } = report;
  const result = {
    dryRun,
    files,
    members: counts[0]?.count ?? 0,
    counts: Object.fromEntries(countsOf(resources)),
    resources: resources.map(({ type, name, id }) => ({ type, name, id })),
    warnings,
    next: dryRun ? [] : commandsOf(report),
  };
  return `${JSON.stringify(result, undefined, 2)}\n`;
}

/** The report for a person. */
export function textReport(report: ImportReport): string {
  const parts = [summaryOf(report), ...warningsOf(report)];
  return [parts.join("\n"), report.dryRun ? listOf(report) : nextStepsOf(report)].join("\n\n");
}

function summaryOf({ dryRun, files, counts, resources }: ImportReport): string {
  const where = files.map((file) => `the ${inWords(file)} to ${pathOf(file)}`).join(" and ");
  const kinds = countsOf(resources).map(([kind, count]) => `${count} ${kind}`);
  const verb = dryRun ? "Dry run: nothing was written. Without --dry-run, this command writes" : "Wrote";
  const found = counts.filter(({ count }, index) => index === 0 || count > 0);
  const members = found.map(({ noun, count }) => counted(count, noun)).join(", ");
  const what = `${members} in ${counted(resources.length, "resource")}`;
  return `${verb} ${where}: ${what} (${kinds.join(", ")}).`;
}

function warningsOf({ dryRun, files, warnings }: ImportReport): string[] {
  const personal = files
    .filter(({ personalData }) => personalData)
    .map((file) => {
      const [contains, has, also] = dryRun
        ? ["would contain", "would get", " No name is listed here."]
        : ["contains", "has", ""];
      const mode = file.path === STANDARD_OUTPUT ? "" : ` It ${has} the mode 0600.`;
      return `Personal data: ${pathOf(file)} ${contains} the names of people in plain text.${mode}${also}`;
    });
  return [...warnings, ...personal];
}

function listOf({ resources }: ImportReport): string {
  const lines = resources
    .slice(0, MOST_LISTED)
    .map(({ type, name, id }) => `  ${kindOf(type)} ${name}: ${id}`);
  const others = resources.length - lines.length;
  const more = others > 0 ? [`  and ${others} more. --json lists all of them.`] : [];
  return ["The import file would have:", ...lines, ...more].join("\n");
}

function nextStepsOf(report: ImportReport): string {
  const steps = report.form === "native" ? nativeSteps(report) : dynamicSteps(report);
  const lines = steps.map((step, index) => `  ${index + 1}. ${step}`);
  return ["Next, in the directory of your Pulumi project:", ...lines].join("\n");
}

function nativeSteps(report: ImportReport): string[] {
  const commands = commandsOf(report);
  const protect = report.resources.some(({ type }) => WITH_MESSAGES.test(type))
    ? " Set the option protect on what would delete messages: rooms, channels and app instances."
    : "";
  return [
    ...commands.slice(0, -1),
    `Add the program that it prints to yours.${protect}`,
    `${commands.at(-1)}    # expect no changes`,
  ];
}

function dynamicSteps(report: ImportReport): string[] {
  const [importing = "", preview = "", ...others] = commandsOf(report);
  const secret = report.files.find(({ kind, personalData }) => kind === "importFile" && personalData);
  return [
    "Add the program to yours, for example with an import in index.ts.",
    importing,
    `${preview}    # expect no changes`,
    ...others.map((command) => `${command}    # stores in the state which resource depends on which`),
    ...(secret ? [`Delete ${pathOf(secret)}: it contains the names of people.`] : []),
  ];
}

function commandsOf({ form, files, resources, counts, bearer }: ImportReport): string[] {
  const path = files.find(({ kind }) => kind === "importFile")?.path ?? STANDARD_OUTPUT;
  const file = path === STANDARD_OUTPUT ? "FILE" : shellQuoted(path);
  if (form === "native") {
    return [
      // An id has no bearer, and Pulumi reads the resource by its id.
      ...(bearer === undefined ? [] : [`pulumi config set chime:appInstanceUserArn ${bearer}`]),
      `pulumi import --file ${file} --yes --protect=false`,
      "pulumi preview",
    ];
  }
  const hasDependencies =
    resources.some(({ type }) => !MEMBERSHIP.test(type)) && counts.some(({ count }) => count > 0);
  return [
    `pulumi import --file ${file} --yes --generate-code=false --protect=false`,
    "pulumi preview",
    ...(hasDependencies ? ["pulumi up"] : []),
  ];
}

function countsOf(resources: readonly ImportEntry[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const { type } of resources) counts.set(kindOf(type), (counts.get(kindOf(type)) ?? 0) + 1);
  return [...counts];
}

function kindOf(type: string): string {
  return type.slice(type.lastIndexOf(":") + 1);
}

function inWords({ kind }: ReportedFile): string {
  return kind === "program" ? "program" : "import file";
}

function pathOf({ path }: ReportedFile): string {
  return path === STANDARD_OUTPUT ? "standard output" : path;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function shellQuoted(file: string): string {
  return /^[\w./-]+$/.test(file) ? file : `'${file.replaceAll("'", "'\\''")}'`;
}
