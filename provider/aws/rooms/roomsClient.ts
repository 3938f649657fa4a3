import { ChimeClient } from "@aws-sdk/client-chime";

import { clientOptions } from "../client/clientOptions";
import { noteCall } from "../client/noteCall";
import { noteServiceTime } from "../client/serviceClock";
import { secureEndpoint } from "../client/secureEndpoint";
import type { ChimeSettings } from "../../settings/settings";

/** Creates the client of Amazon Chime. */
export function createClient(settings: ChimeSettings): ChimeClient {
  const client = new ChimeClient({
    ...clientOptions(settings),
    // The only region of Amazon Chime.
    region: "us-east-1",
    ...(settings.endpoint === undefined ? {} : { endpoint: settings.endpoint }),
  });
  client.middlewareStack.use(noteServiceTime(client));
  client.middlewareStack.use(noteCall("chime:endpoint", settings));
  if (!settings.allowInsecureEndpoint) client.middlewareStack.use(secureEndpoint("chime:endpoint"));
  return client;
}
