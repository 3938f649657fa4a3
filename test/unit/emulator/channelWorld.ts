import assert from "node:assert/strict";
import { ChimeSDKIdentityClient } from "@aws-sdk/client-chime-sdk-identity";
import {
  ChimeSDKMessagingClient,
  type ChimeSDKMessagingClientConfig,
} from "@aws-sdk/client-chime-sdk-messaging";
import { startEmulator, type Emulator, type EmulatorOptions } from "../../../emulator";

/** One app instance with five users and an empty channel, and clients of it. */
export interface ChannelWorld {
  readonly chime: Emulator;
  readonly messaging: ChimeSDKMessagingClient;
  readonly identity: ChimeSDKIdentityClient;
  readonly appInstanceArn: string;
  readonly channelArn: string;
  /** An administrator of the app instance who is not in a channel. */
  readonly admin: string;
  /** ARNs, sorted. */
  readonly users: readonly [string, string, string, string, string];
  readonly bot: string;
  /** The channel and its bearer, the administrator, as parameters of the SDK. */
  readonly channel: { ChannelArn: string; ChimeBearer: string };
}

/** Opens a world before each test and closes it after the test. */
export function channelWorldPerTest(options: EmulatorOptions = {}): () => ChannelWorld {
  let current: ChannelWorld | undefined;
  beforeEach(async () => {
    current = await openWorld(options);
  });
  afterEach(async () => {
    await closeWorld(current);
    current = undefined;
  });
  return () => {
    assert.ok(current, "There is a world only while a test runs.");
    return current;
  };
}

/** A world for as long as `use` takes. */
export async function inChannelWorld(
  options: EmulatorOptions,
  use: (world: ChannelWorld) => Promise<void>,
): Promise<void> {
  const world = await openWorld(options);
  try {
    await use(world);
  } finally {
    await closeWorld(world);
  }
}

/** A client of messaging without retries. */
export function messagingClientOf(
  chime: Emulator,
  config: Partial<ChimeSDKMessagingClientConfig> = {},
): ChimeSDKMessagingClient {
  return new ChimeSDKMessagingClient({ ...once(chime), ...config });
}

/** A client of identity without retries. */
export function identityClientOf(
  chime: Emulator,
  config: Partial<ChimeSDKMessagingClientConfig> = {},
): ChimeSDKIdentityClient {
  return new ChimeSDKIdentityClient({ ...once(chime), ...config });
}

function once({ url: endpoint, credentials }: Emulator) {
  return { endpoint, credentials, region: "us-east-1", maxAttempts: 1 };
}

async function openWorld(options: EmulatorOptions): Promise<ChannelWorld> {
  const chime = await startEmulator(options);
  const { state } = chime;
  const appInstanceArn = state.addAppInstance({ appInstanceId: "instance-1", name: "Instance" });
  const add = (id: string): string =>
    state.addAppInstanceUser({ appInstanceArn, userId: `user-${id}`, name: `User ${id}` });
  const users = [add("a"), add("b"), add("c"), add("d"), add("e")] as const;
  const admin = add("admin");
  state.addAppInstanceAdmin({ adminArn: admin });
  const bot = state.addAppInstanceBot({ appInstanceArn, botId: "bot-1", name: "Bot" });
  const channelArn = state.addChannel({ appInstanceArn, channelId: "channel-1", name: "Channel" });
  return {
    chime,
    messaging: messagingClientOf(chime),
    identity: identityClientOf(chime),
    appInstanceArn,
    channelArn,
    admin,
    users,
    bot,
    channel: { ChannelArn: channelArn, ChimeBearer: admin },
  };
}

async function closeWorld(world: ChannelWorld | undefined): Promise<void> {
  world?.messaging.destroy();
  world?.identity.destroy();
  await world?.chime.stop();
}
