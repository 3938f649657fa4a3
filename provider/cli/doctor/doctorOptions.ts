import { appInstanceOf } from "../../schema/channels/chimeArn";
import { UsageError } from "../usageError";
import type { ChimeSettings } from "../../settings/settings";
import type { AwsOptions } from "../commonOptions";
import type { ChannelSubject } from "./channelChecks";
import type { RoomSubject } from "./roomChecks";

/** The options of `pulumi-chime doctor`. */
export interface DoctorOptions extends AwsOptions {
  /** The id of an Amazon Chime account. */
  account?: string;
  /** The id of a room in the account. */
  room?: string;
  /** The ARN of an app instance. Default: that of the bearer. */
  appInstance?: string;
  /** The ARN of an app instance user or bot. */
  bearer?: string;
  /** The ARN of a channel. */
  channel?: string;
  /** Whether to print the result as JSON. */
  json?: boolean;
  /** The name of a stack whose settings are used. */
  stack?: string;
}

/** What to check besides the versions, the settings and the credentials. */
export interface Subjects {
  rooms: RoomSubject | undefined;
  channels: ChannelSubject | undefined;
}

/**
 * Checks the options that are valid alone but may contradict each other. Called before any call to AWS.
 *
 * @throws UsageError that names the options.
 */
export function subjectsOf(options: DoctorOptions): Subjects {
  const { account, room } = options;
  if (room !== undefined && account === undefined)
    throw new UsageError("--room requires --account, the id of the room's Amazon Chime account.");
  return {
    rooms: account === undefined ? undefined : { accountId: account, roomId: room },
    channels: channelSubjectOf(options),
  };
}

/** The subjects, with the bearer of the settings if no option names an app instance. */
export function withBearerOf({ appInstanceUserArn }: ChimeSettings, { rooms, channels }: Subjects): Subjects {
  if (channels !== undefined || appInstanceUserArn === undefined) return { rooms, channels };
  const subject = channelSubjectOf({ bearer: appInstanceUserArn });
  return { rooms, channels: subject && { ...subject, source: "chime:appInstanceUserArn" } };
}

function channelSubjectOf({ appInstance, bearer, channel }: DoctorOptions): ChannelSubject | undefined {
  if (channel !== undefined && bearer === undefined)
    throw new UsageError(
      "--channel requires --bearer, the ARN of the app instance user or bot that makes the calls.",
    );
  const [first, ...others] = Object.entries({
    "--app-instance": appInstance,
    "--channel": channel,
    "--bearer": bearer,
  }).flatMap(([source, arn]) => (arn === undefined ? [] : [{ source, appInstanceArn: appInstanceOf(arn) }]));
  if (first === undefined) return undefined;
  const other = others.find(({ appInstanceArn }) => appInstanceArn !== first.appInstanceArn);
  if (other !== undefined)
    throw new UsageError(
      `${first.source} and ${other.source} belong to different app instances: ${first.appInstanceArn} and ` +
        `${other.appInstanceArn}.`,
    );
  return { ...first, chimeBearer: bearer, channelArn: channel };
}
