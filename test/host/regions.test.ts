import assert from "node:assert/strict";

import { unservedRegion } from "../../provider/settings/regions";
import { rejectionOf } from "../support/failures";
import { Host } from "../support/host";
import { Channel } from "../support/scenes";

describe("A region that Amazon Chime SDK messaging does not serve", () => {
  let channel: Channel;
  let host: Host;
  const start = async (config: Record<string, string>, env: Record<string, string> = {}): Promise<Host> => {
    channel = await Channel.open();
    host = await Host.start({ chime: channel.chime, kind: "AppInstance", config, env });
    return host;
  };
  afterEach(async () => {
    await host.stop();
    assert.equal(channel.chime.journal.count(), 0);
    await channel.chime.stop();
  });

  for (const [source, config, env] of [
    ["chime:region", { "chime:region": "eu-west-9" }, {}],
    ["aws:region", { "aws:region": "eu-west-9" }, {}],
    ["AWS_REGION", {}, { AWS_REGION: "eu-west-9" }],
    ["AWS_DEFAULT_REGION", {}, { AWS_REGION: "", AWS_DEFAULT_REGION: "eu-west-9" }],
  ] as const) {
    it(`fails the check of a new app instance if it comes from ${source}`, async () => {
      await start(config, env);
      const { failures } = await host.check({ name: "Support" });
      assert.deepEqual(failures, [
        `Amazon Chime SDK messaging and identity are not in the region eu-west-9 (from ${source}), only in us-east-1 and ` +
          "eu-central-1. Set chime:region to us-east-1 or eu-central-1, or correct the region of the ARN.",
      ]);
    });
  }

  it("fails the check of a resource in another region, if it comes from chime:region", async () => {
    await start({ "chime:region": "eu-west-9" });
    const { channelArn, chimeBearer } = channel;
    const { failures } = await host
      .withKind("ChannelMembership")
      .check({ channelArn, memberArn: chimeBearer, chimeBearer });
    assert.match(
      failures.join(),
      /^Amazon .* are not in the region eu-west-9 \(from chime:region\), only in us-east-1/,
    );
  });

  it("does not matter for an app instance that exists", async () => {
    await start({ "chime:region": "eu-west-9" });
    assert.deepEqual((await host.check({ name: "New" }, { name: "Old" })).failures, []);
  });

  it("fails the check of each resource with such an ARN, with the property", async () => {
    await start({});
    const [appInstanceArn, channelArn, chimeBearer] = [
      channel.appInstanceArn,
      channel.channelArn,
      channel.chimeBearer,
    ].map((arn) => arn.replace("us-east-1", "us-esat-1"));
    for (const [kind, inputs, property] of [
      ["ChannelMembership", { channelArn, memberArn: chimeBearer, chimeBearer }, "channelArn"],
      ["ChannelRoster", { channelArn, members: { [chimeBearer!]: "DEFAULT" }, chimeBearer }, "channelArn"],
      ["Channel", { appInstanceArn, name: "Launch", chimeBearer }, "appInstanceArn"],
      ["AppInstanceUser", { appInstanceArn, appInstanceUserId: "u", name: "Ada" }, "appInstanceArn"],
    ] as const) {
      const { failures } = await host.withKind(kind).check(inputs);
      assert.equal(failures.length, 1, kind);
      assert.ok(failures[0]?.includes(`not in the region us-esat-1 (from ${property})`), failures[0]);
    }
  });

  it("fails a call at once, which sends nothing", async () => {
    await start({});
    const id = channel.appInstanceArn.replace("us-east-1", "us-esat-1");
    const { message } = await rejectionOf(host.delete(id, { appInstanceArn: id, name: "Support" }));
    assert.match(
      message,
      /Could not delete app instance .* are not in the region us-esat-1 \(from the ARN\)/,
    );
    assert.match(
      message,
      /See node_modules\/pulumi-chime\/docs\/guides\/errors\.md#a-wrong-region\. Note: destroy/,
    );
  });

  it("is used if an endpoint in the settings names it, because AWS may have added it", async () => {
    const settings = { "chime:region": "eu-west-9" };
    const endpoint = "https://identity-chime.eu-west-9.amazonaws.com";
    await start({ ...settings, "chime:identityEndpoint": endpoint });
    assert.deepEqual((await host.check({ name: "Support" })).failures, []);
    assert.equal(unservedRegion("eu-west-9", "", { messagingEndpoint: endpoint }), undefined);
  });
});
