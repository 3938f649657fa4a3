import assert from "node:assert/strict";

import { ChimeSDKIdentityClient, UpdateAppInstanceBotCommand } from "@aws-sdk/client-chime-sdk-identity";

import { ENTITIES, type EntityScene } from "../support/entities";
import { rejectionOf } from "../support/failures";
import { Host, type Properties } from "../support/host";

describe("AppInstanceBot hooks:", function () {
  this.timeout(60_000);

  let scene: EntityScene;
  let host: Host;
  const start = async (env: Record<string, string> = {}): Promise<void> => {
    const config = { "chime:readConsistencySeconds": "0" };
    host = await Host.start({ chime: scene.chime, kind: "AppInstanceBot", config, env });
  };
  beforeEach(async () => {
    scene = await ENTITIES["AppInstanceBot"]!();
    await start();
  });
  afterEach(async () => {
    await host.stop();
    await scene.close();
  });

  it("update changes every property of the Amazon Lex bot in place", async () => {
    const news: Properties = {
      ...scene.state,
      lexBotAliasArn: "arn:aws:lex:us-east-1:111122223333:bot-alias/ABCDEFGHIJ/KLMNOPQRST",
      localeId: "de_DE",
      standardMessages: "AUTO",
      targetedMessages: "NONE",
      welcomeIntent: "Hello_World",
    };
    const { replaces } = await host.diff(scene.id, scene.state, news);
    assert.deepEqual(replaces, []);
    await host.update(scene.id, scene.state, news);
    assert.deepEqual((await host.read(scene.id, scene.state)).outputs, news);
    const cleared = { ...news };
    delete cleared["welcomeIntent"];
    await host.update(scene.id, news, cleared);
    assert.deepEqual((await host.read(scene.id, news)).outputs, cleared);
  });

  it("read returns what the deprecated RespondsTo means, and update sends InvokedBy instead", async () => {
    const { url: endpoint, credentials } = scene.chime;
    const client = new ChimeSDKIdentityClient({ region: "us-east-1", endpoint, credentials });
    const { lexBotAliasArn, localeId } = scene.state as Record<string, string>;
    const Lex = { LexBotAliasArn: lexBotAliasArn, LocaleId: localeId };
    const read = async (RespondsTo?: "STANDARD_MESSAGES"): Promise<unknown[]> => {
      const Configuration = { Lex: { ...Lex, RespondsTo } };
      const bot = { AppInstanceBotArn: scene.id, Name: "Old", Metadata: "" };
      await client.send(new UpdateAppInstanceBotCommand({ ...bot, Configuration }));
      const { outputs } = await host.read(scene.id, scene.state);
      return [outputs["standardMessages"], outputs["targetedMessages"]];
    };
    assert.deepEqual(await read("STANDARD_MESSAGES"), ["ALL", "NONE"]);
    assert.deepEqual(await read(), ["NONE", "NONE"]);
    const { outputs } = await host.read(scene.id, scene.state);
    await host.update(scene.id, outputs, scene.state);
    assert.deepEqual((await host.read(scene.id, scene.state)).outputs, scene.state);
    client.destroy();
  });

  it("check refuses what the API would refuse, and names the property", async () => {
    const { failures } = await host.check({
      ...scene.inputs,
      lexBotAliasArn: "arn:aws:lex:us-east-1:1:bot/x",
      localeId: "",
      standardMessages: "SOME",
      targetedMessages: null,
      welcomeIntent: "Hello World",
    });
    assert.deepEqual(
      failures.map((failure) => failure.split(" ")[0]),
      ["lexBotAliasArn", "localeId", "standardMessages", "targetedMessages", "welcomeIntent"],
    );
  });

  it("create does not adopt a bot after a crash that is in a channel, or that differs", async () => {
    const { appInstanceArn } = scene.inputs as Record<string, string>;
    const { id } = await host.create(scene.inputs);
    const creator = scene.chime.state.addChannel({ appInstanceArn: appInstanceArn! });
    scene.chime.state.addChannelMember({ channelArn: creator, memberArn: id });
    await host.stop();
    await start({ PULUMI_CHIME_RECOVER: id });
    const { message } = await rejectionOf(host.create(scene.inputs));
    assert.match(message, /exists and is in a channel, so it is not adopted/);
    const other = await host.create({ ...scene.inputs, localeId: "de_DE" });
    assert.notEqual(other.id, id);
    assert.equal(scene.chime.journal.count("UpdateAppInstanceBot"), 0);
  });

  it("the ARN works as a member, a moderator, an administrator and a bearer", async () => {
    const { appInstanceArn } = scene.inputs as Record<string, string>;
    const { state } = scene.chime;
    const chimeBearer = scene.id;
    await host
      .withKind("AppInstanceAdmin")
      .create({ appInstanceArn: appInstanceArn!, appInstanceAdminArn: chimeBearer });
    const shared = { mode: "UNRESTRICTED", privacy: "PRIVATE", appInstanceArn: appInstanceArn! };
    const { id: channelArn } = await host
      .withKind("Channel")
      .create({ ...shared, name: "Launch", chimeBearer });
    const { id: bot } = await host.create(scene.inputs);
    await host
      .withKind("ChannelMembership")
      .create({ channelArn, memberArn: bot, type: "DEFAULT", chimeBearer });
    await host.withKind("ChannelModerator").create({ channelArn, channelModeratorArn: bot, chimeBearer });
    assert.deepEqual(state.appInstanceAdmins(appInstanceArn!), [chimeBearer]);
    assert.ok(state.channelMembers(channelArn).some(({ memberArn }) => memberArn === bot));
    assert.ok(state.channelModerators(channelArn).includes(bot));
  });
});
