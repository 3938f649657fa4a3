import { ChimeClient } from "@aws-sdk/client-chime";

import { clientOptions } from "../client/clientOptions";
import { noteServiceTime } from "../client/serviceClock";
import { secureEndpoint } from "../client/secureEndpoint";
import type { ChimeSettings } from "../../settings/settings";

/** The client of Amazon Chime. All calls of a plugin process share its connections. */
export function createClient(settings: ChimeSettings): ChimeClient {
  const client = new ChimeClient({
    ...clientOptions(settings),
    // Amazon Chime has one endpoint, which is signed for us-east-1 whatever region the caller works in.
    region: "us-east-1",
    ...(settings.endpoint === undefined ? {} : { endpoint: settings.endpoint }),
  });
  client.middlewareStack.use(noteServiceTime(client));
  if (!settings.allowInsecureEndpoint) client.middlewareStack.use(secureEndpoint("chime:endpoint"));
  return client;
}
