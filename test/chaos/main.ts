import { Command } from "commander";

import { addCrash } from "./crash/command";

const program = new Command("npm run chaos --")
  .description("Tests that take longer than a test run may: see docs/reliability.md.")
  .showHelpAfterError();
addCrash(program);
void program.parseAsync();
