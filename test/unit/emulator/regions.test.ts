import assert from "node:assert/strict";
import {
  ChimeSDKIdentityClient,
  DescribeAppInstanceCommand,
  ListAppInstancesCommand,
} from "@aws-sdk/client-chime-sdk-identity";
import {
  CreateChannelMembershipCommand,
  ListChannelMembershipsCommand,
} from "@aws-sdk/client-chime-sdk-messaging";
import { setEnvironment } from "../../support/processEnvironment";
import { channelWorldPerTest, identityClientOf, messagingClientOf } from "./channelWorld";
import { refused } from "./world";

describe("a region", () => {
  const world = channelWorldPerTest();

  it("has its own resources, also with the same names", async () => {
    const { chime, channel, channelArn, appInstanceArn, users } = world();
    const abroad = chime.state.addAppInstance({ appInstanceId: "instance-1", region: "eu-central-1" });
    assert.equal(abroad, appInstanceArn.replace("us-east-1", "eu-central-1"));
    const identity = identityClientOf(chime, { region: "eu-central-1" });
    const messaging = messagingClientOf(chime, { region: "eu-central-1" });
    const describeHere = new DescribeAppInstanceCommand({ AppInstanceArn: appInstanceArn });
    await refused(identity.send(describeHere), "ForbiddenException", 403);
    await refused(messaging.send(new ListChannelMembershipsCommand(channel)), "ForbiddenException", 403);
    const add = { ...channel, MemberArn: users[0], Type: "DEFAULT" } as const;
    await refused(messaging.send(new CreateChannelMembershipCommand(add)), "ForbiddenException", 403);
    assert.deepEqual(chime.state.channelMembers(channelArn), []);
    const { AppInstances } = await identity.send(new ListAppInstancesCommand({}));
    assert.deepEqual(
      AppInstances!.map((one) => one.AppInstanceArn),
      [abroad],
    );
    assert.deepEqual(
      chime.journal.calls().map(({ region }) => region),
      ["eu-central-1", "eu-central-1", "eu-central-1", "eu-central-1"],
    );
    identity.destroy();
    messaging.destroy();
  });

  it("without messaging and identity accepts no signature", async () => {
    const { chime } = world();
    const identity = identityClientOf(chime, { region: "ap-southeast-2" });
    const error = await refused(
      identity.send(new ListAppInstancesCommand({})),
      "InvalidSignatureException",
      403,
    );
    assert.match(
      error.message,
      /signed for ap-southeast-2, but the service is in us-east-1 and eu-central-1/,
    );
    identity.destroy();
  });

  it("is used by the SDK with the environment variables of the emulator", async () => {
    const { chime, appInstanceArn } = world();
    const names = Object.keys(chime.env).filter((name) => name.startsWith("AWS_ENDPOINT_URL"));
    const restoreEnvironment = setEnvironment(chime.env);
    const identity = new ChimeSDKIdentityClient({ region: "us-east-1", maxAttempts: 1 });
    try {
      await identity.send(new DescribeAppInstanceCommand({ AppInstanceArn: appInstanceArn }));
    } finally {
      identity.destroy();
      restoreEnvironment();
    }
    assert.deepEqual(names, [
      "AWS_ENDPOINT_URL_CHIME",
      "AWS_ENDPOINT_URL_CHIME_SDK_MESSAGING",
      "AWS_ENDPOINT_URL_CHIME_SDK_IDENTITY",
      "AWS_ENDPOINT_URL_STS",
    ]);
  });
});
