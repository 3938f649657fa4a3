import { CACHE_VARIABLE } from "./cache";
import { MINIMUM_VERSION } from "./fromPath";
import type { Pins, YamlPins } from "./pins";

/** Why a source does not provide a program. */
export interface SourceFailure {
  /** Completes a sentence such as "No Pulumi CLI …". */
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
        ...listOf(failures),
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

/** No source provides the language host of YAML programs. The message lists the reasons and the possible fixes. */
export class YamlHostUnavailableError extends Error {
  override readonly name = "YamlHostUnavailableError";

  constructor(failures: SourceFailure[], pins: YamlPins) {
    super(
      [
        "There is no language host for Pulumi programs in YAML on this machine, and it could not be built:",
        ...listOf(failures),
        "Do one of the following:",
        "  - Install Pulumi as described in its documentation: it contains the host.",
        `  - Install Go ${pins.yamlHost.goVersion} or newer, with access to its modules (see \`go env GOPROXY\`), and run this again.`,
      ].join("\n"),
    );
  }
}

/** Collects the failures of sources, so that the next source can be tried. */
export class SourceFailures {
  readonly list: SourceFailure[] = [];
  private reported = 0;

  /** @param program What the sources provide, such as "Pulumi CLI". */
  constructor(private readonly program: string) {}

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
      report(`No ${this.program} ${source}: ${reason}`);
    this.reported = this.list.length;
  }
}

function listOf(failures: readonly SourceFailure[]): string[] {
  return failures.map(({ source, reason }) => `  - ${source}: ${reason.replaceAll("\n", "\n      ")}`);
}
