import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";

import {
  ChimeSDKIdentityClient,
  ListAppInstancesCommand,
  TagResourceCommand,
} from "@aws-sdk/client-chime-sdk-identity";

import { DEFAULT_CREDENTIALS } from "../../../emulator";
import { SharedServer } from "../../../emulator/sharedServer";

describe("Emulators that share a port", () => {
  let server: SharedServer;
  beforeEach(async () => {
    server = await SharedServer.start();
  });
  afterEach(() => server.stop());

  it("list the app instances of all, whatever faults one of them has", async () => {
    const arns = [randomUUID(), randomUUID()].map((appInstanceId) => {
      const hosted = server.open(appInstanceId);
      hosted.faults.inject({ kind: "error", operation: "*", times: "always", error: "ForbiddenException" });
      return hosted.state.addAppInstance({ appInstanceId });
    });
    const endpoint = server.env["AWS_ENDPOINT_URL_CHIME_SDK_IDENTITY"]!;
    const client = new ChimeSDKIdentityClient({
      ...{ endpoint, region: "us-east-1" },
      credentials: DEFAULT_CREDENTIALS,
    });
    const { AppInstances = [] } = await client.send(new ListAppInstancesCommand({}));
    assert.deepEqual(
      AppInstances.map(({ AppInstanceArn: arn }) => arn),
      arns.sort(),
    );
    client.destroy();
  });

  it("get the calls with an ARN in the body, also after another UUID", async () => {
    const [first, second] = [randomUUID(), randomUUID()].map((appInstanceId) => {
      const { state } = server.open(appInstanceId);
      return { state, arn: state.addAppInstance({ appInstanceId }) };
    });
    const endpoint = server.env["AWS_ENDPOINT_URL_CHIME_SDK_IDENTITY"]!;
    const client = new ChimeSDKIdentityClient({
      ...{ endpoint, region: "us-east-1" },
      credentials: DEFAULT_CREDENTIALS,
    });
    const Tags = [{ Key: randomUUID(), Value: "red" }];
    await client.send(new TagResourceCommand({ Tags, ResourceARN: second!.arn }));
    assert.deepEqual(second!.state.tags(second!.arn), { [Tags[0]!.Key]: "red" });
    assert.deepEqual(first!.state.tags(first!.arn), {});
    client.destroy();
  });
});
