import { appInstanceOf } from "../../schema/channels/chimeArn";
import { UsageError } from "../usageError";
import type { ChannelSubject } from "./channelCalls";
import type { RoomSubject } from "./roomChecks";

/** The options of `pulumi-chime doctor`. */
export interface DoctorOptions {
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
  profile?: string;
  endpoint?: string;
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

function channelSubjectOf({ appInstance, bearer, channel }: DoctorOptions): ChannelSubject | undefined {
  if (channel !== undefined && bearer === undefined)
    throw new UsageError(
      "--channel requires --bearer, the ARN of the app instance user or bot that makes the calls.",
    );
  const appInstances = [appInstance, channel, bearer].filter((arn) => arn !== undefined).map(appInstanceOf);
  const [appInstanceArn] = appInstances;
  if (appInstanceArn === undefined) return undefined;
  const other = appInstances.find((arn) => arn !== appInstanceArn);
  if (other !== undefined)
    throw new UsageError(
      `--app-instance, --channel and --bearer belong to different app instances: ${appInstanceArn} and ${other}.`,
    );
  return { appInstanceArn, chimeBearer: bearer, channelArn: channel };
}
