import { randomUUID } from "node:crypto";

import { Option, type Command } from "commander";

import { FAMILIES } from "../families";
import { checkConvergence } from "../model/convergence";
import type { ResourceFamily } from "../model/resourceFamily";
import type { Session } from "../model/session";
import { withSessions, type OpenSession } from "../model/sessions";
import { programKinds, type ProgramKind } from "./programKinds";

interface Options {
  family: string;
  only: string;
  verbose: boolean;
}

/** Adds `kinds` to the command line. */
export function addKindsCommand(program: Command): void {
  program
    .command("kinds")
    .description("checks the invariants with each kind of program that broke an earlier version")
    .addOption(
      new Option("--family <name>", "the kind of resources").choices(Object.keys(FAMILIES)).default("rooms"),
    )
    .option("--only <text>", "only the kinds whose name contains this text", "")
    .option("--verbose", "print the history of failures", false)
    .action(async (options: Options) => {
      const family = FAMILIES[options.family]!;
      const kinds = programKinds(family).filter(({ name }) => name.includes(options.only));
      const passed = await withSessions(family, {}, (open) => runAll(family, kinds, open, options.verbose));
      process.exitCode = passed ? 0 : 1;
    });
}

async function runAll(
  family: ResourceFamily,
  kinds: readonly ProgramKind[],
  open: OpenSession,
  verbose: boolean,
): Promise<boolean> {
  let allPassed = true;
  for (const { name, steps } of kinds) {
    const { session, close } = open(randomUUID(), {});
    const failure = await run(session, steps);
    close();
    allPassed &&= failure === undefined;
    console.log(`${failure === undefined ? "ok    " : "FAILED"} ${family.name}: ${name}`);
    if (failure !== undefined) console.log(verbose ? failure : `       ${failure.split("\n")[0]}`);
  }
  return allPassed;
}

/** Returns the message of the failure. Undefined if all invariants hold. */
async function run(session: Session, steps: ProgramKind["steps"]): Promise<string | undefined> {
  try {
    for (const step of steps) {
      if (!step.check(session)) throw new Error(`This step is not possible: ${step.toString()}`);
      await step.run(session, session);
    }
    await checkConvergence(session);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
