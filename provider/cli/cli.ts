import { readFileSync } from "node:fs";
import { join } from "node:path";

import { Command, CommanderError, InvalidArgumentError, Option } from "commander";

import { ChannelMembershipType } from "../schema/channels/channelMembershipType";
import { arnValidator } from "../schema/channels/chimeArn";
import { RoomMembershipRole } from "../schema/rooms/roomMembershipRole";
import { validateId, type Validator } from "../schema/properties";
import { explainInternal } from "../aws/errors/internalError";
import { reportTrace } from "../reporting/trace";
import { runImport, type ImportOptions } from "./importCommand";
import { say } from "./output";
import { UsageError } from "./usageError";

/** How a command can end. */
const EXIT = { done: 0, failed: 1, wrongUsage: 2 } as const;

/**
 * Runs the command line.
 *
 * @param args What stands after the command's name.
 * @returns The exit code.
 */
export async function runCli(args: readonly string[]): Promise<number> {
  try {
    await programOf().parseAsync(args, { from: "user" });
    return EXIT.done;
  } catch (error) {
    // Commander has said what is wrong, or printed the help or the version that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.wrongUsage;
    const told = explainInternal(error, "run the command");
    say(`error: ${told instanceof Error ? told.message : String(told)}`);
    reportTrace({ info: say }, told);
    return error instanceof UsageError ? EXIT.wrongUsage : EXIT.failed;
  }
}

function programOf(): Command {
  const program = new Command("pulumi-chime")
    .description("Brings memberships of Amazon Chime rooms and channels under Pulumi's care.")
    .version(version())
    .exitOverride()
    .showHelpAfterError("(--help shows how to use it)");
  program.addCommand(importCommand().copyInheritedSettings(program));
  return program;
}

function importCommand(): Command {
  const command = new Command("import").description(
    "Write the file for `pulumi import --file` that takes over who is in a room or a channel, and the program to it.",
  );
  return withPlaceOptions(command)
    .option("--roster", "one roster of all members in place of a membership each", false)
    .option(
      "--prefix <text>",
      'what the resources\' names begin with, or the roster\'s whole name (default: "room-" or "channel-" and its id, shortened)',
      prefix,
    )
    .option("--out <file>", "the import file; - for standard output", "chime-import.json")
    .option("--program <file>", "the program; - for standard output", "chime-members.ts")
    .option("--force", "overwrite files that exist", false)
    .option("--profile <name>", "the AWS profile to use (default: as the AWS SDK finds it)")
    .option("--endpoint <url>", "the URL to call in place of Amazon Chime's own")
    .addHelpText("after", IMPORT_HELP)
    .action((options: ImportOptions) => runImport(options));
}

/** Whose members, and which of them. */
function withPlaceOptions(command: Command): Command {
  return command
    .option(
      "--account <id>",
      "the Amazon Chime account of the room (not the AWS account's number)",
      checked(validateId),
    )
    .option("--room <id>", "the room", checked(validateId))
    .option("--channel <arn>", "the channel, in place of a room", checked(arnValidator("channel")))
    .option(
      "--bearer <arn>",
      "the user or bot on whose behalf the channel is read, and called afterwards",
      checked(arnValidator("user", "bot")),
    )
    .addOption(
      new Option("--role <role>", "only members of this role, of a room").choices(
        Object.values(RoomMembershipRole),
      ),
    )
    .addOption(
      new Option("--type <type>", "only members of this type, of a channel").choices(
        Object.values(ChannelMembershipType),
      ),
    );
}

const IMPORT_HELP = `
Credentials and other settings come from the environment, as the AWS SDK has them. A room needs
the permission chime:ListRoomMemberships, a channel chime:ListChannelMemberships and, but with --roster,
chime:DescribeChannelMembership. Neither file holds anything secret, nor an e-mail address or a name.

Exit codes: 0 done, 1 failed, 2 wrong usage.`;

function checked(problemOf: Validator): (text: string) => string {
  return (text) => {
    const problem = problemOf(text);
    if (problem !== undefined) throw new InvalidArgumentError(`It ${problem}`);
    return text;
  };
}

function prefix(text: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/.test(text)) return text;
  throw new InvalidArgumentError("It must be letters, digits, dots, hyphens and underscores, at most 100.");
}

function version(): string {
  const file = join(__dirname, "../../package.json");
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}
