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
import type * as DoctorModule from "./doctor/doctorCommand";
import type { DoctorOptions } from "./doctor/doctorOptions";
import { runImport } from "./importCommand";
import type { ImportOptions } from "./importOptions";
import { messages } from "./output";
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

function importCommand(): Command {
  const command = new Command("import").description(
    "Read a room or channel with its members. Write a file for `pulumi import --file`, and the program that " +
      "declares the same resources. Nothing changes in Amazon Chime.",
  );
  withRoomOptions(command);
  withChannelOptions(command);
  withProgramOptions(command);
  withOutputOptions(command);
  return withAwsOptions(command)
    .addHelpText("after", IMPORT_HELP)
    .action((options: ImportOptions) => runImport(options));
}

function doctorCommand(): Command {
  const command = new Command("doctor").description(
    "Check whether a deployment from this shell can work: versions, settings, credentials, and what they and the " +
      "bearer may do. Nothing changes in Amazon Chime.",
  );
  command
    .optionsGroup("Rooms:")
    .option(
      "--account <id>",
      "an Amazon Chime account (not the AWS account's number)",
      checked(validateAccountId),
    )
    .option("--room <id>", "a room in the account", checked(validateRoomId))
    .optionsGroup("Channels:")
    .option(
      "--app-instance <arn>",
      "an app instance (default: that of the bearer)",
      checked(arnValidator("app-instance")),
    )
    .option("--bearer <arn>", "the bearer of calls about channels", checked(arnValidator("user", "bot")))
    .option(
      "--channel <arn>",
      "a channel, for the rights of the bearer in it",
      checked(arnValidator("channel")),
    )
    .optionsGroup("Output:")
    .option("--json", "print the result as JSON");
  return withAwsOptions(command)
    .addHelpText("after", DOCTOR_HELP)
    .action((options: DoctorOptions) => {
      // It loads the AWS SDK, which takes long.
      // eslint-disable-next-line @typescript-eslint/no-require-imports
      const { runDoctor } = require("./doctor/doctorCommand") as typeof DoctorModule;
      return runDoctor(options);
    });
}

function withAwsOptions(command: Command): Command {
  return command
    .optionsGroup("AWS:")
    .option("--profile <name>", "the AWS profile (default: what the AWS SDK finds)")
    .option("--endpoint <url>", "the URL to call instead of AWS's");
}

function withRoomOptions(command: Command): void {
  command
    .optionsGroup("A room:")
    .option(
      "--account <id>",
      "the Amazon Chime account of the room (not the AWS account's number)",
      checked(validateAccountId),
    )
    .option("--room <id>", "the id of the room", checked(validateRoomId))
    .addOption(
      new Option("--role <role>", "import only members with this role").choices(
        Object.values(RoomMembershipRole),
      ),
    )
    .option("--with-room", "import the room too, not only its members");
}

function withChannelOptions(command: Command): void {
  command
    .optionsGroup("A channel:")
    .option("--channel <arn>", "the ARN of the channel", checked(arnValidator("channel")))
    .option(
      "--bearer <arn>",
      "the ARN of the app instance user or bot that makes the calls about the channel, also in the program",
      checked(arnValidator("user", "bot")),
    )
    .addOption(
      new Option("--type <type>", "import only members with this type").choices(
        Object.values(ChannelMembershipType),
      ),
    )
    .option("--with-channel", "import the channel too, not only its members")
    .option("--with-app-instance", "import the app instance of the channel too")
    .option(
      "--with-users",
      "also import the users among the members, and the bearer. Both files then contain their names",
    );
}

function withProgramOptions(command: Command): void {
  command
    .optionsGroup("Resources:")
    .option("--roster", "import all members as one roster instead of one membership each")
    .option(
      "--prefix <text>",
      'the prefix of the names of the memberships, or the name of the roster (default: "room-" or "channel-" and the shortened id)',
      prefix,
    )
    .option(
      "--names",
      "add the display name of each member to the program, as a comment. Names are personal data",
    );
}

function withOutputOptions(command: Command): void {
  command
    .optionsGroup("Output:")
    .option("--out <file>", "the import file to write; - for standard output", "chime-import.json")
    .option("--program <file>", "the program to write; - for standard output", "chime-members.ts")
    .option("--force", "overwrite existing files")
    .option("--dry-run", "show what would be written and imported, and write nothing")
    .option("--json", "print the result as JSON on standard output");
}

const IMPORT_HELP = `
Examples:
  pulumi-chime import --account ACCOUNT-ID --room ROOM-ID --with-room
  pulumi-chime import --channel CHANNEL-ARN --bearer USER-ARN --with-channel --roster

The AWS SDK reads credentials, endpoints and other settings from the environment. Required permissions:
  a room                chime:ListRoomMemberships
  a channel             chime:ListChannelMemberships; without --roster, chime:DescribeChannelMembership
  --with-room           chime:GetRoom
  --with-channel        chime:DescribeChannel
  --with-app-instance   chime:DescribeAppInstance
  --with-users          chime:DescribeAppInstanceUser

The files contain no credentials. They contain personal data on request only: with --names, the program has the names of
members; with --with-users, both files have the names and metadata of users. A file with personal data gets the mode
0600.

Messages and progress are printed on standard error. A run that fails or is stopped leaves existing files unchanged.

Exit codes:
  0   success
  1   failure: a call failed, there is nothing to import, or a file cannot be written
  2   invalid usage: no call was made
  130, 143   stopped by Ctrl-C or SIGTERM`;

const DOCTOR_HELP = `
Examples:
  pulumi-chime doctor --account ACCOUNT-ID --room ROOM-ID
  pulumi-chime doctor --bearer USER-ARN --channel CHANNEL-ARN

Each line is one check: ok, failed, skipped, or not tested. A failure says what the service answered and what to do. Writes are
never tested. Each check needs the permission of its operation; a bearer that is not an app instance admin also needs
chime:ListChannelModerators. No output contains a secret, a name or an email address.

A call is retried for at most 30 seconds. Messages about retries are printed on standard error.

Exit codes:
  0   no check failed
  1   a check failed
  2   invalid usage: no call was made`;

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
