import { randomUUID } from "node:crypto";

import { Option, type Command } from "commander";

import { FAMILIES } from "../families";
import type { ResourceFamily } from "../model/resourceFamily";
import { withSessions, type OpenSession } from "../model/runModel";
import { checkConvergence } from "../model/convergence";
import { programKinds, type ProgramKind } from "./programKinds";

/** Adds `kinds` to the command line. */
export function addKindsCommand(program: Command): void {
  program
    .command("kinds")
    .description("programs that people write, one of each kind: which of them break an invariant?")
    .addOption(
      new Option("--family <name>", "whose memberships").choices(Object.keys(FAMILIES)).default("rooms"),
    )
    .option("--only <text>", "those only whose name has this in it", "")
    .option("--verbose", "what was done, too", false)
    .action(async (options: { family: string; only: string; verbose: boolean }) => {
      const family = FAMILIES[options.family]!;
      const kinds = programKinds(family).filter(({ name }) => name.includes(options.only));
      const held = await withSessions(family, {}, (open) => runAll(family, kinds, open, options.verbose));
      process.exitCode = held ? 0 : 1;
    });
}

async function runAll(
  family: ResourceFamily,
  kinds: readonly ProgramKind[],
  open: OpenSession,
  verbose: boolean,
): Promise<boolean> {
  let all = true;
  for (const { name, steps } of kinds) {
    const { session, close } = open(randomUUID(), {});
    const error = await run(session, steps);
    close();
    all &&= error === undefined;
    console.log(`${error === undefined ? "held  " : "BROKEN"} ${family.name} ${name}`);
    if (error !== undefined) console.log(verbose ? error : `       ${error.split("\n")[0]}`);
  }
  return all;
}

async function run(
  session: ReturnType<OpenSession>["session"],
  steps: ProgramKind["steps"],
): Promise<string | undefined> {
  try {
    for (const step of steps) {
      if (!step.check(session)) throw new Error(`It cannot be done: ${step.toString()}`);
      await step.run(session, session);
    }
    await checkConvergence(session);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
