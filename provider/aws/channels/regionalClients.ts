import { ChimeSDKIdentityClient } from "@aws-sdk/client-chime-sdk-identity";
import { ChimeSDKMessagingClient } from "@aws-sdk/client-chime-sdk-messaging";

import type { MiddlewareStack, Pluggable } from "@smithy/types";

import { parseChimeArn } from "../../schema/channels/chimeArn";
import { clientOptions } from "../client/clientOptions";
import { noteCall } from "../client/noteCall";
import { noteServiceTime } from "../client/serviceClock";
import { secureEndpoint } from "../client/secureEndpoint";
import { ConfigurationError } from "../errors/configurationError";
import { REGION_ADVICE, unservedRegion } from "../../settings/regions";
import type { ChimeSettings } from "../../settings/settings";

/** The Amazon Chime SDK messaging and identity clients: one for each region, created on first use. */
export class RegionalClients {
  private readonly messagingClients = new Map<string, ChimeSDKMessagingClient>();
  private readonly identityClients = new Map<string, ChimeSDKIdentityClient>();

  public constructor(private readonly settings: ChimeSettings) {}

  /** The messaging client for the region of an ARN. */
  public messaging(arn: string): ChimeSDKMessagingClient {
    const { messagingEndpoint: endpoint } = this.settings;
    return once(this.messagingClients, this.regionOf(arn), (region) =>
      this.secured(
        new ChimeSDKMessagingClient({
          ...this.options(region),
          ...(endpoint === undefined ? {} : { endpoint }),
        }),
        "chime:messagingEndpoint",
        region,
      ),
    );
  }

  /** The identity client for the region of an ARN; without an ARN, that of the settings' region. */
  public identity(arn?: string): ChimeSDKIdentityClient {
    const { identityEndpoint: endpoint } = this.settings;
    return once(this.identityClients, this.regionOf(arn), (region) =>
      this.secured(
        new ChimeSDKIdentityClient({
          ...this.options(region),
          ...(endpoint === undefined ? {} : { endpoint }),
        }),
        "chime:identityEndpoint",
        region,
      ),
    );
  }

  // Another region would answer that the resource does not exist, and the state would lose it.
  private regionOf(arn: string | undefined): string {
    return parseChimeArn(arn)?.region ?? this.settings.defaultRegion;
  }

  private options(region: string): ReturnType<typeof clientOptions> & { region: string } {
    return { ...clientOptions(this.settings), region };
  }

  private secured<Client extends ChimeSDKIdentityClient | ChimeSDKMessagingClient>(
    client: Client,
    setting: Parameters<typeof secureEndpoint>[0],
    region: string,
  ): Client {
    client.middlewareStack.use(servedRegion(region, this.settings));
    client.middlewareStack.use(noteServiceTime(client));
    client.middlewareStack.use(noteCall(setting, this.settings));
    if (!this.settings.allowInsecureEndpoint) client.middlewareStack.use(secureEndpoint(setting));
    return client;
  }
}

// A call to a region that AWS does not serve would only say, after minutes, that the host does not exist.
function servedRegion<Input extends object, Output extends object>(
  region: string,
  settings: ChimeSettings,
): Pluggable<Input, Output> {
  const source = region === settings.defaultRegion ? settings.regionSource : "the ARN";
  const problem = unservedRegion(region, source, settings);
  return {
    applyToStack: (stack: MiddlewareStack<Input, Output>) => {
      if (problem === undefined) return;
      const refuse = (): Promise<never> =>
        Promise.reject(new ConfigurationError(problem, "unservedRegion", REGION_ADVICE));
      stack.add(() => refuse, { name: "pulumiChimeServedRegion" });
    },
  };
}

function once<Client>(
  clients: Map<string, Client>,
  region: string,
  open: (region: string) => Client,
): Client {
  const client = clients.get(region) ?? open(region);
  clients.set(region, client);
  return client;
}
