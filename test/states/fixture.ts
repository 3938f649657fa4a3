import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

import type { Declared } from "../support/agreement/program";
import type { People, ParentSeen } from "../support/agreement/service";
import type { ExportedState } from "../support/stack";

/** A state that a version of this package has written, and the world that it was written in. */
export interface StateFixture {
  /** Which code wrote it. */
  writtenBy: string;
  /** Whether it is what a deployment leaves that came to its end: then the next one has nothing to do. */
  settled: boolean;
  people: People;
  /** What the program declared. */
  program: Declared;
  /** What was in the service before the program, and must stay. */
  others: ParentSeen[];
  /** What was in the service when the state was written. */
  service: ParentSeen[];
  /** The deployment, as `pulumi stack export` shows it. */
  deployment: ExportedState["deployment"];
}

/** Where the fixtures are. */
export const FIXTURES = resolve(__dirname, "../fixtures/states");

/** The name of the project and of the stack that every fixture is of: they are part of each URN. */
export const PROJECT_NAME = "chime-test";

/** All fixtures by name. */
export function fixtures(): Map<string, StateFixture> {
  const files = readdirSync(FIXTURES).filter((file) => file.endsWith(".json"));
  return new Map(
    files.map((file) => [
      file.replace(/\.json$/, ""),
      JSON.parse(readFileSync(join(FIXTURES, file), "utf8")) as StateFixture,
    ]),
  );
}
