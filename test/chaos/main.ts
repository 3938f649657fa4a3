import { Command } from "commander";

import { cleanEnvironment } from "../../tools/project/cleanEnvironment";
import { addCompare } from "./compare/command";
import { addCrash } from "./crash/command";
import { addKinds } from "./kinds/command";
import { addLoad } from "./load/command";
import { addModel } from "./model/command";
import { addSeeded } from "./seeded/command";

cleanEnvironment();

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
