import type { Call } from "../../../emulator";
import type { CommandOptions } from "../engine/commandOptions";
import type { Outcome } from "../engine/deployment";
import type { Entry } from "../engine/stackState";
import { Meaning } from "../program/expectedState";
import type { Program } from "../program/program";
import type { Facts, Key } from "./contents";
import type { Family, World } from "./resourceFamily";

/** What the state and the service hold at one moment. */
export interface Moment {
  readonly entries: readonly Entry[];
  readonly facts: Facts;
}

/** What a preview said before the deployment. */
export interface Preview {
  /** What it would do, such as `update ana`. */
  readonly changes: readonly string[];
  /** The state as it would be. */
  readonly planned: readonly Entry[];
  /** Whether a message of the plugin has this text in it. */
  readonly says: (text: string) => boolean;
}

/** One deployment, as somebody sees it who can look at everything. */
export interface Observation {
  readonly family: Family;
  readonly world: World;
  readonly command: "up" | "refresh" | "destroy";
  /** Whether the state was refreshed, with a list that shows all writes. */
  readonly refreshed: boolean;
  readonly options: CommandOptions;
  /** Whether no resource was left out, and none replaced because somebody asked for it. */
  readonly isWhole: boolean;
  /** Whether a plugin was asked to check something. Where none was, none can know what the program declares. */
  readonly wasAsked: boolean;
  /** Undefined where there was none, and where it failed. */
  readonly preview?: Preview | undefined;
  /** Empty for `destroy`. */
  readonly program: Program;
  /** What a destroy has run. */
  readonly ranBefore?: Program | undefined;
  readonly before: Moment;
  readonly after: Moment;
  readonly calls: readonly Call[];
  readonly outcome: Outcome;
  /** What somebody else changed since the last refresh that showed it. */
  readonly disturbed: ReadonlySet<Key>;
  /** What Pulumi made or manages, or did once. */
  readonly managed: ReadonlySet<Key>;
  /**
   * What somebody else has made, and what Pulumi has neither changed since nor been sure of in its state: where a create of it
   * was never answered, it was there before, and stays.
   */
  readonly theirs: ReadonlySet<Key>;
  /** How often the settings allow a call to be tried. */
  readonly mostAttempts: number;
  /** Whether lists may lack the last writes. */
  readonly lagging: boolean;
}

/** What the program means, by what the state knew at that moment. */
export function meaningAt({ family, world, program }: Observation, { entries }: Moment): Meaning {
  return new Meaning(family, world, program, entries);
}
