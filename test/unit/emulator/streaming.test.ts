import assert from "node:assert/strict";
import {
  DeleteMessagingStreamingConfigurationsCommand,
  GetMessagingStreamingConfigurationsCommand,
  PutMessagingStreamingConfigurationsCommand,
  type StreamingConfiguration,
} from "@aws-sdk/client-chime-sdk-messaging";
import { channelWorldPerTest, inChannelWorld, type ChannelWorld } from "./channelWorld";
import { refused } from "./world";

const STREAM = "arn:aws:kinesis:us-east-1:111122223333:stream/chime-messaging-a";
const CHANNELS: StreamingConfiguration = { DataType: "Channel", ResourceArn: STREAM };
const MESSAGES: StreamingConfiguration = { DataType: "ChannelMessage", ResourceArn: STREAM };

describe("the streaming configurations of an app instance", () => {
  const world = channelWorldPerTest();

  async function put(StreamingConfigurations: StreamingConfiguration[]) {
    const { messaging, appInstanceArn: AppInstanceArn } = world();
    const command = { AppInstanceArn, StreamingConfigurations };
    return (await messaging.send(new PutMessagingStreamingConfigurationsCommand(command)))
      .StreamingConfigurations;
  }

  async function read({ messaging, appInstanceArn: AppInstanceArn }: ChannelWorld) {
    const command = new GetMessagingStreamingConfigurationsCommand({ AppInstanceArn });
    return (await messaging.send(command)).StreamingConfigurations;
  }

  it("are replaced by each put", async () => {
    assert.deepEqual(await put([CHANNELS, MESSAGES]), [CHANNELS, MESSAGES]);
    assert.deepEqual(await read(world()), [CHANNELS, MESSAGES]);
    await put([MESSAGES]);
    assert.deepEqual(await read(world()), [MESSAGES]);
  });

  it("are not found until they are put, and after they are deleted", async () => {
    const { chime, messaging, appInstanceArn: AppInstanceArn } = world();
    await refused(read(world()), "NotFoundException", 404);
    await put([CHANNELS]);
    for (let call = 0; call < 2; call += 1) {
      const { $metadata } = await messaging.send(
        new DeleteMessagingStreamingConfigurationsCommand({ AppInstanceArn }),
      );
      assert.equal($metadata.httpStatusCode, 204);
    }
    assert.deepEqual(
      chime.journal
        .calls({ operation: "DeleteMessagingStreamingConfigurations" })
        .map(({ written }) => written),
      [true, false],
    );
    await refused(read(world()), "NotFoundException", 404);
  });

  it("are an empty list before they are put if the rule is emptyList", () =>
    inChannelWorld({ missingStreaming: "emptyList" }, async (open) => {
      assert.deepEqual(await read(open), []);
    }));
});
