import { readFileSync } from "node:fs";
import { join } from "node:path";

import { Command, CommanderError } from "commander";

import { explainInternal } from "../aws/errors/internalError";
import { reportTrace } from "../reporting/trace";
import { doctorCommand } from "./doctor/doctorCommandLine";
import { importCommand } from "./import/importCommandLine";
import { messages } from "./output";
import { ReportedFailure, UsageError } from "./usageError";

/** The exit codes. */
const EXIT = { done: 0, failed: 1, wrongUsage: 2 } as const;

/**
 * Runs the command line.
 *
 * @param args The arguments after the name of the command.
 * @returns The exit code.
 */
export async function runCli(args: readonly string[]): Promise<number> {
  try {
    await createProgram().parseAsync(args, { from: "user" });
    return EXIT.done;
  } catch (error) {
    // Commander has already printed the error, the help or the version.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.wrongUsage;
    if (error instanceof ReportedFailure) return EXIT.failed;
    const told = explainInternal(error, "run the command");
    messages.info(`error: ${told instanceof Error ? told.message : String(told)}`);
    reportTrace(messages, told);
    return error instanceof UsageError ? EXIT.wrongUsage : EXIT.failed;
  }
}

function createProgram(): Command {
  const program = new Command("pulumi-chime")
    .description(
      "Import existing Amazon Chime rooms and Amazon Chime SDK messaging channels into Pulumi, and check whether a " +
        "deployment can work.",
    )
    .version(version())
    .exitOverride()
    .showHelpAfterError("(use --help for usage)");
  for (const command of [importCommand(), doctorCommand()])
    program.addCommand(command.copyInheritedSettings(program));
  return program;
}

function version(): string {
  const file = join(__dirname, "../../package.json");
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}
