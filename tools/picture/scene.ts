import {
  BatchCreateRoomMembershipCommand,
  ChimeClient,
  DeleteRoomMembershipCommand,
} from "@aws-sdk/client-chime";
import {
  ChimeSDKMessagingClient,
  CreateChannelMembershipCommand,
  DeleteChannelMembershipCommand,
} from "@aws-sdk/client-chime-sdk-messaging";

import { readSeed, startEmulator, type Emulator } from "../../emulator";

// The ids in emulator/seeds/team.json.
const ROOM = {
  AccountId: "0b6f1c9e-58d2-4c0f-9a7e-3d1f2e4a5b60",
  RoomId: "f0e1d2c3-b4a5-4968-8778-695a4b3c2d66",
};
const ADA = "6a1d8c52-0f3b-4e7a-8f21-9b5c4d3e2a10";
const BEN = "c2e94b17-7d6a-4f58-b3c0-1a2b3c4d5e61";
const CHI = "3f7b2a90-e5c4-4d1b-a8f6-7c6d5e4f3b22";
const INSTANCE = "arn:aws:chime:us-east-1:111122223333:app-instance/7e1c0d5a-3b42-4f6e-9a88-6d5c4b3a2e77";
const CHANNEL = { ChannelArn: `${INSTANCE}/channel/launch`, ChimeBearer: `${INSTANCE}/user/ada` };

/** An emulator that is used as by a deployment. */
export class Scene {
  private constructor(
    readonly chime: Emulator,
    private readonly rooms: ChimeClient,
    private readonly messaging: ChimeSDKMessagingClient,
  ) {}

  /** Starts the emulator. */
  public static async open(seedFile: string): Promise<Scene> {
    const chime = await startEmulator({ seed: readSeed(seedFile), admin: true });
    const { url: endpoint, credentials } = chime;
    const client = { endpoint, credentials, region: "us-east-1", maxAttempts: 1 };
    return new Scene(chime, new ChimeClient(client), new ChimeSDKMessagingClient(client));
  }

  /** Adds the first members. */
  public async begin(): Promise<void> {
    const MembershipItemList = [
      { MemberId: ADA, Role: "Administrator" as const },
      { MemberId: BEN },
      { MemberId: CHI },
    ];
    await this.rooms.send(new BatchCreateRoomMembershipCommand({ ...ROOM, MembershipItemList }));
    for (const id of ["ada", "ben", "chi"]) await this.messaging.send(creation(id));
  }

  /** Removes members and adds one, for whom the first call fails. */
  public async goOn(): Promise<void> {
    await this.rooms.send(new DeleteRoomMembershipCommand({ ...ROOM, MemberId: BEN }));
    const MemberArn = `${INSTANCE}/user/chi`;
    await this.messaging.send(new DeleteChannelMembershipCommand({ ...CHANNEL, MemberArn }));
    this.chime.faults.inject({
      operation: "CreateChannelMembership",
      kind: "error",
      error: "ThrottledClientException",
    });
    await this.messaging.send(creation("dee")).catch(() => undefined);
    await this.messaging.send(creation("dee"));
  }

  /** Stops the emulator. */
  public async close(): Promise<void> {
    this.rooms.destroy();
    this.messaging.destroy();
    await this.chime.stop();
  }
}

function creation(userId: string): CreateChannelMembershipCommand {
  return new CreateChannelMembershipCommand({
    ...CHANNEL,
    MemberArn: `${INSTANCE}/user/${userId}`,
    Type: "DEFAULT",
  });
}
