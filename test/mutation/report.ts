/** The part of Stryker's report that is read here: https://github.com/stryker-mutator/mutation-testing-elements. */
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

const NOTICED = ["Killed", "Timeout"];
const UNNOTICED = ["Survived", "NoCoverage"];

/**
 * Shows which mistakes nobody noticed, and how many in a hundred were noticed in each file.
 *
 * @returns Whether those were enough, everywhere.
 */
export function show(reports: readonly Report[], least: number): boolean {
  const files = reports.flatMap((report) => Object.entries(report.files));
  for (const [file, { source, mutants }] of files)
    for (const mutant of mutants.filter(({ status }) => UNNOTICED.includes(status)))
      console.log(`${file}:${mutant.location.start.line}  ${mutant.status}: ${changeOf(source, mutant)}`);
  console.log("\n| file | mutants | noticed | score |\n| --- | --- | --- | --- |");
  let enough = files.length > 0;
  for (const [file, { mutants }] of files) {
    const noticed = mutants.filter(({ status }) => NOTICED.includes(status)).length;
    const all = noticed + mutants.filter(({ status }) => UNNOTICED.includes(status)).length;
    const score = all === 0 ? 100 : (100 * noticed) / all;
    enough &&= score >= least;
    console.log(`| \`${file}\` | ${all} | ${noticed} | ${score.toFixed(1)} % |`);
  }
  return enough;
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
