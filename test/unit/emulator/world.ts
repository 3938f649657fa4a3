import assert from "node:assert/strict";
import { ChimeClient, type ChimeClientConfig } from "@aws-sdk/client-chime";
import { startEmulator, type Emulator, type EmulatorOptions } from "../../../emulator";

/** One account with five users, a bot and an empty room, and a client of it. */
export interface World {
  readonly chime: Emulator;
  readonly client: ChimeClient;
  readonly accountId: string;
  readonly roomId: string;
  /** Sorted. */
  readonly users: readonly [string, string, string, string, string];
  readonly bot: string;
  /** The room as parameters of the SDK. */
  readonly room: { AccountId: string; RoomId: string };
}

/** Opens a world before each test and closes it after the test. */
export function worldPerTest(options: EmulatorOptions = {}): () => World {
  let current: World | undefined;
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
export async function inWorld(options: EmulatorOptions, use: (world: World) => Promise<void>): Promise<void> {
  const world = await openWorld(options);
  try {
    await use(world);
  } finally {
    await closeWorld(world);
  }
}

/** A client without retries. */
export function clientOf(chime: Emulator, config: Partial<ChimeClientConfig> = {}): ChimeClient {
  const { url: endpoint, credentials } = chime;
  return new ChimeClient({ endpoint, credentials, region: "us-east-1", maxAttempts: 1, ...config });
}

/** Asserts that a call fails with this error and status, and has a request id. */
export async function refused(call: Promise<unknown>, name: string, status: number): Promise<Error> {
  const error = await call.then(
    (reply) => assert.fail(`It was answered: ${JSON.stringify(reply)}`),
    (reason: unknown) => reason as Error & { $metadata?: { httpStatusCode?: number; requestId?: string } },
  );
  assert.deepEqual([error.name, error.$metadata?.httpStatusCode], [name, status], error.message);
  assert.match(error.$metadata?.requestId ?? "", UUID);
  return error;
}

/** The format of a request id. */
export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;

async function openWorld(options: EmulatorOptions): Promise<World> {
  const chime = await startEmulator(options);
  const accountId = chime.state.addAccount({ accountId: "account-1", name: "Example" });
  const add = (letter: string): string =>
    chime.state.addUser({
      accountId,
      userId: `user-${letter}`,
      email: `${letter}@example.com`,
      name: `User ${letter}`,
    });
  const users = [add("a"), add("b"), add("c"), add("d"), add("e")] as const;
  const bot = chime.state.addBot({ accountId, botId: "bot-1", name: "Bot" });
  const roomId = chime.state.addRoom({ accountId, roomId: "room-1", name: "Room" });
  return {
    chime,
    client: clientOf(chime),
    accountId,
    roomId,
    users,
    bot,
    room: { AccountId: accountId, RoomId: roomId },
  };
}

async function closeWorld(world: World | undefined): Promise<void> {
  world?.client.destroy();
  await world?.chime.stop();
}
