import { readFileSync } from "node:fs";
import { join } from "node:path";

import { Command, CommanderError, InvalidArgumentError, Option } from "commander";

import { ChannelMembershipType } from "../schema/channels/channelMembershipType";
import { arnValidator } from "../schema/channels/arnValidators";
import { RoomMembershipRole } from "../schema/rooms/roomMembershipRole";
import { validateAccountId, validateRoomId } from "../schema/rooms/roomIdValidators";
import type { Validator } from "../schema/validators";
import { explainInternal } from "../aws/errors/internalError";
import { reportTrace } from "../reporting/trace";
import { runImport, type ImportOptions } from "./importCommand";
import { say } from "./output";
import { UsageError } from "./usageError";

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
    const told = explainInternal(error, "run the command");
    say(`error: ${told instanceof Error ? told.message : String(told)}`);
    reportTrace({ info: say }, told);
    return error instanceof UsageError ? EXIT.wrongUsage : EXIT.failed;
  }
}

function createProgram(): Command {
  const program = new Command("pulumi-chime")
    .description(
      "Import memberships of Amazon Chime rooms and Amazon Chime SDK messaging channels into Pulumi.",
    )
    .version(version())
    .exitOverride()
    .showHelpAfterError("(use --help for usage)");
  program.addCommand(importCommand().copyInheritedSettings(program));
  return program;
}

function importCommand(): Command {
  const command = new Command("import").description(
    "Write a file for `pulumi import --file` with the members of a room or channel, and the program that declares them.",
  );
  return withMemberOptions(command)
    .option("--roster", "import all members as one roster instead of one membership each", false)
    .option(
      "--prefix <text>",
      'the prefix of the resource names, or the name of the roster (default: "room-" or "channel-" and the shortened id)',
      prefix,
    )
    .option("--out <file>", "the import file to write; - for standard output", "chime-import.json")
    .option("--program <file>", "the program to write; - for standard output", "chime-members.ts")
    .option("--force", "overwrite existing files", false)
    .option("--profile <name>", "the AWS profile (default: what the AWS SDK finds)")
    .option("--endpoint <url>", "the URL to call instead of Amazon Chime's")
    .addHelpText("after", IMPORT_HELP)
    .action((options: ImportOptions) => runImport(options));
}

/** The options that select the members. */
function withMemberOptions(command: Command): Command {
  return command
    .option(
      "--account <id>",
      "the Amazon Chime account of the room (not the AWS account's number)",
      checked(validateAccountId),
    )
    .option("--room <id>", "the id of the room", checked(validateRoomId))
    .option("--channel <arn>", "the ARN of the channel, instead of a room", checked(arnValidator("channel")))
    .option(
      "--bearer <arn>",
      "the ARN of the app instance user or bot that makes the calls about the channel, also in the program",
      checked(arnValidator("user", "bot")),
    )
    .addOption(
      new Option("--role <role>", "only members of a room with this role").choices(
        Object.values(RoomMembershipRole),
      ),
    )
    .addOption(
      new Option("--type <type>", "only members of a channel with this type").choices(
        Object.values(ChannelMembershipType),
      ),
    );
}

const IMPORT_HELP = `
The AWS SDK reads credentials and other settings from the environment. A room requires the permission
chime:ListRoomMemberships; a channel requires chime:ListChannelMemberships and, without --roster,
chime:DescribeChannelMembership. The files contain no secret, e-mail address or name of a person.

Exit codes: 0 success, 1 failure, 2 invalid usage.`;

function checked(validator: Validator): (text: string) => string {
  return (text) => {
    const problem = validator(text);
    if (problem !== undefined) throw new InvalidArgumentError(`It ${problem}`);
    return text;
  };
}

function prefix(text: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/.test(text)) return text;
  throw new InvalidArgumentError(
    "It must have at most 100 letters, digits, dots, hyphens and underscores, and begin with a letter or digit.",
  );
}

function version(): string {
  const file = join(__dirname, "../../package.json");
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}
