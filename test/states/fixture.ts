import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

import type { Declared } from "../support/agreement/program";
import type { People, ParentSeen } from "../support/agreement/service";
import type { ExportedState } from "../support/stack";

/** A state that a version of this package has written, with the state of the service at that time. */
export interface StateFixture {
  /** The versions of the package and the Pulumi CLI that wrote it. */
  writtenBy: string;
  /** Whether it is a state of the native plugin. */
  native?: boolean;
  /** Whether the deployment succeeded, so that the next one has no changes. */
  settled: boolean;
  people: People;
  /** The resources that the program declared. */
  program: Declared;
  /** The rooms or channels that existed before the deployment and must not change. */
  others: ParentSeen[];
  /** The rooms or channels at the time when the state was written. */
  service: ParentSeen[];
  /** The deployment, as exported by `pulumi stack export`. */
  deployment: ExportedState["deployment"];
}

/** The folder of the fixtures. */
export const FIXTURES = resolve(__dirname, "../fixtures/states");

/** The name of the project of every fixture. It is part of each URN. */
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
