import { CACHE_VARIABLE } from "./cache";
import { MINIMUM_VERSION } from "./fromPath";
import type { Pins } from "./pins";

/** Why a source provides no Pulumi CLI. */
export interface SourceFailure {
  /** Completes the sentence "No Pulumi CLI …". */
  source: string;
  reason: string;
}

/** No source provides a Pulumi CLI. The message lists the reasons and the possible fixes. */
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

/** Collects the failures of sources, so that the next source can be tried. */
export class SourceFailures {
  readonly list: SourceFailure[] = [];
  private reported = 0;

  /** Returns the result of `find`, or records why it failed. */
  async attempt<T>(source: string, find: () => Promise<T>): Promise<T | undefined> {
    try {
      return await find();
    } catch (error) {
      this.list.push({ source, reason: error instanceof Error ? error.message : String(error) });
      return undefined;
    }
  }

  /** Reports the failures since the last call, so that a user who waits for a build knows the reason. */
  reportNew(report: (line: string) => void): void {
    for (const { source, reason } of this.list.slice(this.reported))
      report(`No Pulumi CLI ${source}: ${reason}`);
    this.reported = this.list.length;
  }
}
