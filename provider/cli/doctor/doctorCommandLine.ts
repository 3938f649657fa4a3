import { Command } from "commander";

import { arnValidator } from "../../schema/channels/arnValidators";
import { validateId } from "../../schema/validators";
import { validateAccountId, validateRoomId } from "../../schema/rooms/roomIdValidators";
import { checked, withAwsOptions } from "../commonOptions";
import type * as DoctorModule from "./doctorCommand";
import type { DoctorOptions } from "./doctorOptions";

/** The command line of `pulumi-chime doctor`. */
export function doctorCommand(): Command {
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
    .optionsGroup("Settings:")
    .option("--stack <name>", STACK_HELP, checked(validateId))
    .optionsGroup("Output:")
    .option("--json", "print the result as JSON");
  return withAwsOptions(command)
    .addHelpText("after", DOCTOR_HELP)
    .action((options: DoctorOptions) => {
      // It loads the AWS SDK, which takes long.
      // eslint-disable-next-line @typescript-eslint/no-require-imports
      const { runDoctor } = require("./doctorCommand") as typeof DoctorModule;
      return runDoctor(options);
    });
}

const STACK_HELP =
  "use the settings of this stack of the project in the current folder, as `pulumi config` shows them (default: no stack)";

const DOCTOR_HELP = `
Examples:
  pulumi-chime doctor --account ACCOUNT-ID --room ROOM-ID
  pulumi-chime doctor --bearer USER-ARN --channel CHANNEL-ARN --stack STACK

Each line is one check: ok, failed, skipped, or not tested. A failure says what the service answered and what to do, and a
skipped check why. The last line counts them. Writes are never tested. Each check needs the permission of its operation; a bearer that is not an app instance admin also needs
chime:ListChannelModerators. No output contains a secret, a name or an email address.

A call is retried for at most 30 seconds. Messages about retries are printed on standard error.

Exit codes:
  0   no check failed; checks may have been skipped
  1   a check failed
  2   invalid usage: no call was made`;
