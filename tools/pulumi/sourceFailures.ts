import { CACHE_VARIABLE } from "./cache";
import { MINIMUM_VERSION } from "./fromPath";
import type { Pins } from "./pins";

/** Why a source has no Pulumi CLI. */
export interface SourceFailure {
  /** Completes the sentence "No Pulumi CLI …". */
  source: string;
  reason: string;
}

/** No source has a Pulumi CLI. The message lists the reasons, and what to do. */
export class PulumiUnavailableError extends Error {
  override readonly name = "PulumiUnavailableError";

  constructor(
    readonly failures: SourceFailure[],
    bundle: string,
    pins: Pins,
  ) {
    super(
      [
        "There is no Pulumi CLI on this machine, and it could not be downloaded or built:",
        ...failures.map(({ source, reason }) => `  - ${source}: ${reason.replaceAll("\n", "\n      ")}`),
        "Do one of the following:",
        `  - Install Pulumi ${MINIMUM_VERSION} or newer as described in its documentation, so that it is on PATH.`,
        `  - Install Go ${pins.cli.goVersion} or newer, with access to its modules (see \`go env GOPROXY\`), and run this again.`,
        `  - Copy ${bundle}`,
        "    from a machine with the same operating system and architecture,",
        `    or set ${CACHE_VARIABLE} to a writable folder that contains a folder with that name.`,
      ].join("\n"),
    );
  }
}

/** Collects the failures of sources, so that the next source is tried. */
export class SourceFailures {
  readonly list: SourceFailure[] = [];
  private explained = 0;

  /** Returns the result of `find`, or records why it failed. */
  async attempt<T>(source: string, find: () => Promise<T>): Promise<T | undefined> {
    try {
      return await find();
    } catch (error) {
      this.list.push({ source, reason: error instanceof Error ? error.message : String(error) });
      return undefined;
    }
  }

  /** Prints the new failures, so that a user who waits for a build knows the reason. */
  explain(report: (line: string) => void): void {
    for (const { source, reason } of this.list.slice(this.explained))
      report(`No Pulumi CLI ${source}: ${reason}`);
    this.explained = this.list.length;
  }
}
