import { CACHE_VARIABLE } from "./cache";
import { MINIMUM_VERSION } from "./fromPath";
import type { Pins } from "./pins";

/** Why one source had no Pulumi CLI to give. */
export interface Refusal {
  /** Reads well after "No Pulumi CLI". */
  source: string;
  reason: string;
}

/** No source had a Pulumi CLI. The message lists what each one said, and what a person can do. */
export class PulumiUnavailableError extends Error {
  override readonly name = "PulumiUnavailableError";

  constructor(
    readonly refusals: Refusal[],
    bundle: string,
    pins: Pins,
  ) {
    super(
      [
        "There is no Pulumi CLI on this machine, and none could be made:",
        ...refusals.map(({ source, reason }) => `  - ${source}: ${reason.replaceAll("\n", "\n      ")}`),
        "Any one of these helps:",
        `  - Install Pulumi ${MINIMUM_VERSION} or newer as its official documentation says, so that it is on PATH.`,
        `  - Install Go ${pins.cli.goVersion} or newer, with access to its modules (see \`go env GOPROXY\`), and run this again.`,
        `  - Copy ${bundle}`,
        "    from a machine of the same kind where this worked,",
        `    or point ${CACHE_VARIABLE} at a folder that may be written and has a folder of that name.`,
      ].join("\n"),
    );
  }
}

/** Collects refusals, so that one source's failure leads on to the next. */
export class Refusals {
  readonly list: Refusal[] = [];
  private explained = 0;

  /** What `find` finds, or nothing, with its reason noted. */
  async attempt<T>(source: string, find: () => Promise<T>): Promise<T | undefined> {
    try {
      return await find();
    } catch (error) {
      this.list.push({ source, reason: error instanceof Error ? error.message : String(error) });
      return undefined;
    }
  }
  /** Says the reasons that were not said yet: whoever waits for a build wants to know why. */
  explain(say: (line: string) => void): void {
    for (const { source, reason } of this.list.slice(this.explained))
      say(`No Pulumi CLI ${source}: ${reason}`);
    this.explained = this.list.length;
  }
}
