import type { Call } from "../../../emulator";
import type { CommandOptions } from "../engine/commandOptions";
import type { Outcome } from "../engine/deployment";
import type { Entry } from "../engine/stackState";
import { ExpectedState } from "../program/expectedState";
import type { Program } from "../program/program";
import type { Contents, Key } from "./contents";
import type { ResourceFamily } from "./resourceFamily";
import type { ServiceFixture } from "./serviceFixture";

/** The state and the contents of the service at one moment. */
export interface Snapshot {
  readonly entries: readonly Entry[];
  readonly contents: Contents;
}

/** The output of the preview before a deployment. */
export interface Preview {
  /** The planned steps, such as `update ana`. */
  readonly changes: readonly string[];
  /** The planned state. */
  readonly planned: readonly Entry[];
  /** Whether a message of the plugin contains all of these texts. */
  readonly mentions: (...texts: readonly string[]) => boolean;
}

/** Everything that the invariants need to know about one deployment. */
export interface Observation {
  readonly family: ResourceFamily;
  readonly fixture: ServiceFixture;
  readonly command: "up" | "refresh" | "destroy";
  /** Whether the command refreshed the whole state, and lists did not lag. */
  readonly refreshed: boolean;
  readonly options: CommandOptions;
  /** Whether the command has no `--target`, `--exclude` or `--replace`. */
  readonly isUnrestricted: boolean;
  /** Whether the engine called a check hook. If not, the plugins cannot know what the program declares. */
  readonly checkRan: boolean;
  /** Undefined if there was no preview, or it failed. */
  readonly preview?: Preview | undefined;
  /** Empty for `destroy`. */
  readonly program: Program;
  /** The program that a destroy with `--run-program` ran. */
  readonly destroyProgram?: Program | undefined;
  readonly before: Snapshot;
  readonly after: Snapshot;
  readonly calls: readonly Call[];
  readonly outcome: Outcome;
  /** The keys that may have drifted since the last refresh. */
  readonly drifted: ReadonlySet<Key>;
  /** The keys that Pulumi created or manages, now or earlier. */
  readonly managed: ReadonlySet<Key>;
  /**
   * The keys that were created manually and that Pulumi has not changed since. The state may contain them with an
   * ambiguous outcome: they existed before the create that got no answer, so they must be left alone.
   */
  readonly createdManually: ReadonlySet<Key>;
  /** How many times the settings allow a call to be attempted. */
  readonly maxAttempts: number;
  /** Whether lists may lack the latest writes. */
  readonly hasReadLag: boolean;
}

/** What the program declares, with the ids that the state contained at that moment. */
export function expectedStateAt(
  { family, fixture, program }: Observation,
  { entries }: Snapshot,
): ExpectedState {
  return new ExpectedState(family, fixture, program, entries);
}
