/**
 * The part of Stryker's report that this module reads: https://github.com/stryker-mutator/mutation-testing-elements.
 */
export interface Report {
  readonly files: Readonly<Record<string, { readonly source: string; readonly mutants: readonly Mutant[] }>>;
}

interface Mutant {
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly status: string;
  readonly location: { readonly start: Position; readonly end: Position };
}

interface Position {
  readonly line: number;
  readonly column: number;
}

const DETECTED = ["Killed", "Timeout"];
const UNDETECTED = ["Survived", "NoCoverage"];

/**
 * Prints the mutations that no test detected, and the mutation score of each file.
 *
 * @param threshold The minimum score in percent.
 * @returns Whether every file reaches the threshold.
 */
export function show(reports: readonly Report[], threshold: number): boolean {
  const files = reports.flatMap((report) => Object.entries(report.files));
  for (const [file, { source, mutants }] of files)
    for (const mutant of mutants.filter(({ status }) => UNDETECTED.includes(status)))
      console.log(`${file}:${mutant.location.start.line}  ${mutant.status}: ${changeOf(source, mutant)}`);
  console.log("\n| file | mutants | detected | score |\n| --- | --- | --- | --- |");
  let passed = files.length > 0;
  for (const [file, { mutants }] of files) {
    const detected = mutants.filter(({ status }) => DETECTED.includes(status)).length;
    const total = detected + mutants.filter(({ status }) => UNDETECTED.includes(status)).length;
    const score = total === 0 ? 100 : (100 * detected) / total;
    passed &&= score >= threshold;
    console.log(`| \`${file}\` | ${total} | ${detected} | ${score.toFixed(1)} % |`);
  }
  return passed;
}

function changeOf(source: string, { mutatorName, location, replacement = "" }: Mutant): string {
  const { start, end } = location;
  const lines = source.split("\n").slice(start.line - 1, end.line);
  lines[lines.length - 1] = lines.at(-1)?.slice(0, end.column - 1) ?? "";
  const before = lines.join("\n").slice(start.column - 1);
  return `${mutatorName} ${inOneLine(before)} => ${inOneLine(replacement)}`;
}

function inOneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, " ");
  return line.length > 110 ? `${line.slice(0, 110)}…` : line;
}
