import type { ChimeSDKIdentityClient } from "@aws-sdk/client-chime-sdk-identity";
import type { ChimeSDKMessagingClient } from "@aws-sdk/client-chime-sdk-messaging";

import type { CallChecks } from "./callChecks";

/** The app instance to check, a bearer in it, and a channel in it. */
export interface ChannelSubject {
  appInstanceArn: string;
  chimeBearer: string | undefined;
  channelArn: string | undefined;
}

/** The services of an app instance, and the checks of calls to each of them. */
export interface ChannelCalls {
  identity: { client: ChimeSDKIdentityClient; calls: CallChecks };
  messaging: { client: ChimeSDKMessagingClient; calls: CallChecks };
}
