import { Command, InvalidArgumentError, Option } from "commander";

import { arnValidator } from "../../schema/channels/arnValidators";
import { ChannelMembershipType } from "../../schema/channels/channelMembershipType";
import { validateAccountId, validateRoomId } from "../../schema/rooms/roomIdValidators";
import { RoomMembershipRole } from "../../schema/rooms/roomMembershipRole";
import { checked, withAwsOptions } from "../commonOptions";
import { runImport } from "./importCommand";
import { DEFAULT_PROGRAM, type ImportOptions } from "./importOptions";

/** The command line of `pulumi-chime import`. */
export function importCommand(): Command {
  const command = new Command("import").description(
    "Read a room or channel with its members, or the administrators of an app instance. Write a file for `pulumi import --file`, and the program that " +
      "declares the same resources. Nothing changes in Amazon Chime.",
  );
  withRoomOptions(command);
  withChannelOptions(command);
  withAppInstanceOptions(command);
  withProgramOptions(command);
  withOutputOptions(command);
  return withAwsOptions(command)
    .addHelpText("after", IMPORT_HELP)
    .action((options: ImportOptions) => runImport(options));
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
    .option("--with-room", "import the room too, not only its members")
    .option(
      "--as-channel",
      "write a program that creates a channel with the members of the room instead, and makes its administrators moderators. " +
        "There is no import file",
    );
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
    .option("--members-only", "import neither the moderators of the channel nor its bans")
    .option("--with-app-instance", "import the app instance too, also with --app-instance")
    .option(
      "--with-users",
      "also import the users among the members, moderators, bans and administrators, and the bearer. Both files then contain " +
        "their names",
    );
}

function withAppInstanceOptions(command: Command): void {
  command
    .optionsGroup("An app instance:")
    .option(
      "--app-instance <arn>",
      "the ARN of the app instance, to import its administrators",
      checked(arnValidator("app-instance")),
    );
}

function withProgramOptions(command: Command): void {
  command
    .optionsGroup("Resources:")
    .option("--roster", "import all members as one roster, and all moderators as another one")
    .option(
      "--native",
      "write the import file for the native plugin, which serves programs in every language: types and ids only. `pulumi import` " +
        "then writes the program. With --roster, moderators are imported as one resource each",
    )
    .option(
      "--prefix <text>",
      'the prefix of the names of the memberships, or the name of the roster (default: "room-" or "channel-" and the shortened id)',
      prefix,
    )
    .option(
      "--names",
      "write the display name of each member as a comment into the program. Names are personal data",
    );
}

function withOutputOptions(command: Command): void {
  command
    .optionsGroup("Output:")
    .option("--out <file>", "the import file to write; - for standard output", "chime-import.json")
    .option("--program <file>", "the program to write; - for standard output", DEFAULT_PROGRAM)
    .option("--force", "overwrite existing files")
    .option(
      "--dry-run",
      "write no file: list the resources that the same command without --dry-run would write to the import file. The list " +
        "has no names of people, also with --names",
    )
    .option("--json", "print the result as JSON on standard output");
}

const IMPORT_HELP = `
Examples:
  pulumi-chime import --account ACCOUNT-ID --room ROOM-ID --with-room
  pulumi-chime import --account ACCOUNT-ID --room ROOM-ID --as-channel --names
  pulumi-chime import --channel CHANNEL-ARN --bearer USER-ARN --with-channel --roster
  pulumi-chime import --channel CHANNEL-ARN --bearer USER-ARN --native
  pulumi-chime import --app-instance APP-INSTANCE-ARN --with-users

The AWS SDK reads credentials, endpoints and other settings from the environment. Required permissions:
  a room                chime:ListRoomMemberships
  a channel             chime:ListChannelMemberships; without --roster or --native, chime:DescribeChannelMembership
  its moderators        chime:ListChannelModerators; without --roster or --native, chime:DescribeChannelModerator
  its bans              chime:ListChannelBans; without --native, chime:DescribeChannelBan
  an app instance       chime:ListAppInstanceAdmins; without --native, chime:DescribeAppInstanceAdmin
  --with-room           chime:GetRoom
  --as-channel          chime:GetRoom
  --with-channel        chime:DescribeChannel
  --with-app-instance   chime:DescribeAppInstance
  --with-users          chime:DescribeAppInstanceUser

Without the permissions for the moderators or bans of a channel, or with a bearer that may not list them, the rest is imported, and a
message says what is missing. The bearer itself is not imported as a moderator.

The files contain no credentials. They contain personal data on request only: with --names, the program has the names of
members; with --with-users, both files have the names and metadata of users. A file with personal data gets the mode
0600. With --native, the import file has none.

This command only writes files. \`pulumi import --file\` then imports the resources. \`pulumi import TYPE NAME ID\` and the resource
option \`import\` work only with the native plugin: Pulumi cannot read dynamic resources by id.

A call is retried for at most 30 seconds. Messages and progress are printed on standard error. A run that fails or is stopped leaves existing files unchanged.

Exit codes:
  0   success
  1   failure: a call failed, there is nothing to import, or a file cannot be written
  2   invalid usage: no call was made
  130, 143   stopped by Ctrl-C or SIGTERM`;

function prefix(text: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/.test(text)) return text;
  throw new InvalidArgumentError(
    "It must have at most 100 letters, digits, dots, hyphens and underscores, and begin with a letter or digit.",
  );
}
