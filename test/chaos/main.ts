import { Command } from "commander";

import { addCompare } from "./compare/addCompareCommand";
import { addCrash } from "./crash/addCrashCommand";
import { addKinds } from "./kinds/addKindsCommand";
import { addLoad } from "./load/addLoadCommand";
import { addModel } from "./model/addModelCommand";
import { addSeeded } from "./seeded/addSeededCommand";

const program = new Command("npm run chaos --")
  .description("Tests that take longer than a test run may: see docs/reliability.md.")
  .showHelpAfterError();
addCompare(program);
addCrash(program);
addKinds(program);
addLoad(program);
addModel(program);
addSeeded(program);
void program.parseAsync();
