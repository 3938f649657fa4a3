import { Command } from "commander";

import { cleanEnvironment } from "../../tools/project/cleanEnvironment";
import { addCompareCommand } from "./compare/addCompareCommand";
import { addCrashCommand } from "./crash/addCrashCommand";
import { addKindsCommand } from "./kinds/addKindsCommand";
import { addLoadCommand } from "./load/addLoadCommand";
import { addModelCommand } from "./model/addModelCommand";
import { addSeededCommand } from "./seeded/addSeededCommand";

cleanEnvironment();

const program = new Command("npm run chaos --")
  .description("Long-running reliability tests. See docs/reliability.md.")
  .showHelpAfterError();
addCompareCommand(program);
addCrashCommand(program);
addKindsCommand(program);
addLoadCommand(program);
addModelCommand(program);
addSeededCommand(program);
void program.parseAsync();
