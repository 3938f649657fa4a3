import type { Call } from "../../../emulator";
import type { CommandOptions } from "../engine/commandOptions";
import type { Outcome } from "../engine/deployment";
import type { Entry } from "../engine/stackState";
import { ExpectedState } from "../program/expectedState";
import type { Program } from "../program/program";
import type { Contents, Key } from "./contents";
import type { ResourceFamily, ServiceFixture } from "./resourceFamily";

/** What the state and the service hold at one moment. */
export interface Snapshot {
  readonly entries: readonly Entry[];
  readonly contents: Contents;
}

/** What a preview said before the deployment. */
export interface Preview {
  /** What it would do, such as `update ana`. */
  readonly changes: readonly string[];
  /** The state as it would be. */
  readonly planned: readonly Entry[];
  /** Whether a message of the plugin has this text in it. */
  readonly mentions: (text: string) => boolean;
}

/** One deployment, as somebody sees it who can look at everything. */
export interface Observation {
  readonly family: ResourceFamily;
  readonly fixture: ServiceFixture;
  readonly command: "up" | "refresh" | "destroy";
  /** Whether the state was refreshed, with a list that shows all writes. */
  readonly refreshed: boolean;
  readonly options: CommandOptions;
  /** Whether no resource was left out, and none replaced because somebody asked for it. */
  readonly isUnrestricted: boolean;
  /** Whether a plugin was asked to check something. Where none was, none can know what the program declares. */
  readonly checkRan: boolean;
  /** Undefined where there was none, and where it failed. */
  readonly preview?: Preview | undefined;
  /** Empty for `destroy`. */
  readonly program: Program;
  /** What a destroy has run. */
  readonly destroyProgram?: Program | undefined;
  readonly before: Snapshot;
  readonly after: Snapshot;
  readonly calls: readonly Call[];
  readonly outcome: Outcome;
  /** What somebody else changed since the last refresh that showed it. */
  readonly drifted: ReadonlySet<Key>;
  /** What Pulumi made or manages, or did once. */
  readonly managed: ReadonlySet<Key>;
  /**
   * What somebody else has made, and what Pulumi has neither changed since nor been sure of in its state: where a create of it
   * was never answered, it was there before, and stays.
   */
  readonly createdManually: ReadonlySet<Key>;
  /** How often the settings allow a call to be tried. */
  readonly maxAttempts: number;
  /** Whether lists may lack the last writes. */
  readonly hasReadLag: boolean;
}

/** What the program means, by what the state knew at that moment. */
export function expectedStateAt(
  { family, fixture, program }: Observation,
  { entries }: Snapshot,
): ExpectedState {
  return new ExpectedState(family, fixture, program, entries);
}
