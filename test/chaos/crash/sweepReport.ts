import { AT_EVERY_CALL, ONCE_PER_OPERATION } from "./interruptions";
import { pointName, type CrashPoint } from "./points";
import { CannotMountError } from "./testStack";

/** Collects and prints the results of a sweep. */
export class SweepReport {
  private readonly outcomes: { point: CrashPoint; failure: Error | undefined }[] = [];
  private readonly skipped: CrashPoint[] = [];
  private readonly started = Date.now();

  /** @param total The number of points. */
  public constructor(private readonly total: number) {}

  public get failures(): number {
    return this.outcomes.filter(({ failure }) => failure !== undefined).length;
  }

  /** Records and prints the result of a point. @param failure Undefined if the point passed. */
  public add(point: CrashPoint, failure: Error | undefined): void {
    const isSkipped = failure instanceof CannotMountError;
    if (isSkipped) this.skipped.push(point);
    else this.outcomes.push({ point, failure });
    const result = failure === undefined ? "ok  " : isSkipped ? "SKIP" : "FAIL";
    console.log(`${result} ${this.outcomes.length + this.skipped.length}/${this.total} ${pointName(point)}`);
    if (failure !== undefined) {
      console.log(indented(failure.message));
      console.log(`     Run it again: npm run chaos -- crash --only "${pointName(point)}"`);
    }
  }

  /** The number of points for each deployment and interruption, as a Markdown table, and the failed points. */
  public table(): string {
    const minutes = ((Date.now() - this.started) / 60_000).toFixed(1);
    const rows = [...this.groups()].map(([name, counts]) => {
      const cells = COLUMNS.map((column) => String(counts.get(column) ?? 0));
      return `| ${[name, ...cells].join(" | ")} |`;
    });
    return [
      "",
      `| deployment | ${COLUMNS.join(" | ")} |`,
      `| --- |${" ---: |".repeat(COLUMNS.length)}`,
      ...rows,
      "",
      `${this.outcomes.length} points in ${minutes} minutes: ${this.failures} failed, ${this.skipped.length} skipped.`,
      ...this.outcomes
        .filter(({ failure }) => failure !== undefined)
        .map(({ point }) => `  ${pointName(point)}`),
    ].join("\n");
  }

  private groups(): Map<string, Map<string, number>> {
    const groups = new Map<string, Map<string, number>>();
    for (const { point, failure } of this.outcomes) {
      for (const name of [`${point.scenario}, ${point.step}`, "all"]) {
        const counts = groups.get(name) ?? new Map<string, number>();
        const columns = [
          point.interruption,
          point.side,
          "points",
          ...(failure === undefined ? [] : ["failed"]),
        ];
        for (const column of columns) counts.set(column, (counts.get(column) ?? 0) + 1);
        groups.delete(name);
        groups.set(name, counts);
      }
    }
    return groups;
  }
}

const COLUMNS = ["points", ...AT_EVERY_CALL, ...ONCE_PER_OPERATION, "beforeWrite", "afterWrite", "failed"];

function indented(text: string): string {
  return text.replace(/^/gm, "     ");
}
