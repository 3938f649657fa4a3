import assert from "node:assert/strict";
import {
  CreateAppInstanceBotCommand,
  CreateAppInstanceCommand,
  CreateAppInstanceUserCommand,
  ListTagsForResourceCommand as ListIdentityTagsCommand,
  TagResourceCommand as TagIdentityCommand,
  UntagResourceCommand as UntagIdentityCommand,
} from "@aws-sdk/client-chime-sdk-identity";
import {
  CreateChannelCommand,
  ListTagsForResourceCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-chime-sdk-messaging";
import { channelWorldPerTest, inChannelWorld } from "./channelWorld";
import { refused } from "./world";

const RED = { Key: "team", Value: "red" };
const BLUE = { Key: "team", Value: "blue" };
const COST = { Key: "cost", Value: "1" };

describe("tags", () => {
  const world = channelWorldPerTest();

  it("of a new app instance, user, bot and channel are kept", async () => {
    const { chime, identity, messaging, appInstanceArn: AppInstanceArn, admin: ChimeBearer } = world();
    const Tags = [RED, COST];
    const Lex = {
      LexBotAliasArn: "arn:aws:lex:us-east-1:111122223333:bot-alias/ABCDEFGHIJ/KLMNOPQRST",
      LocaleId: "en_US",
    };
    const instance = await identity.send(new CreateAppInstanceCommand({ Name: "I", Tags }));
    const user = await identity.send(
      new CreateAppInstanceUserCommand({ AppInstanceArn, AppInstanceUserId: "u", Name: "U", Tags }),
    );
    const bot = await identity.send(
      new CreateAppInstanceBotCommand({ AppInstanceArn, Configuration: { Lex }, Tags }),
    );
    const channel = await messaging.send(
      new CreateChannelCommand({ AppInstanceArn, Name: "C", ChimeBearer, Tags }),
    );
    for (const arn of [
      instance.AppInstanceArn!,
      user.AppInstanceUserArn!,
      bot.AppInstanceBotArn!,
      channel.ChannelArn!,
    ]) {
      assert.deepEqual(chime.state.tags(arn), { team: "red", cost: "1" });
      const reply = await identity.send(new ListIdentityTagsCommand({ ResourceARN: arn }));
      assert.deepEqual(reply.Tags, Tags);
    }
  });

  it("are added, changed and removed with either client", async () => {
    const { chime, identity, messaging, channelArn, appInstanceArn } = world();
    await messaging.send(new TagResourceCommand({ ResourceARN: channelArn, Tags: [RED, COST] }));
    await messaging.send(new TagResourceCommand({ ResourceARN: channelArn, Tags: [BLUE] }));
    await identity.send(new TagIdentityCommand({ ResourceARN: appInstanceArn, Tags: [RED] }));
    const { Tags } = await messaging.send(new ListTagsForResourceCommand({ ResourceARN: channelArn }));
    assert.deepEqual(Tags, [BLUE, COST]);
    await messaging.send(new UntagResourceCommand({ ResourceARN: channelArn, TagKeys: ["team", "none"] }));
    await identity.send(new UntagIdentityCommand({ ResourceARN: appInstanceArn, TagKeys: ["team"] }));
    assert.deepEqual(chime.state.tags(channelArn), { cost: "1" });
    assert.deepEqual(chime.state.tags(appInstanceArn), {});
    const [call] = chime.journal.calls();
    assert.deepEqual([call!.operation, call!.appInstanceArn], ["TagResource", appInstanceArn]);
  });

  it("that change nothing are not reported as written", async () => {
    const { chime, messaging, channelArn: ResourceARN } = world();
    await messaging.send(new TagResourceCommand({ ResourceARN, Tags: [RED] }));
    await messaging.send(new TagResourceCommand({ ResourceARN, Tags: [RED] }));
    await messaging.send(new UntagResourceCommand({ ResourceARN, TagKeys: ["none"] }));
    assert.deepEqual(
      chime.journal.calls().map(({ written }) => written),
      [true, false, false],
    );
  });

  it("have a quota of 50 for each resource, and those above it change nothing", () =>
    inChannelWorld({}, async ({ chime, messaging, channelArn: ResourceARN }) => {
      for (let index = 0; index < 49; index += 1) {
        chime.state.addTag({ arn: ResourceARN, key: `tag-${index}`, value: "v" });
      }
      await refused(
        messaging.send(new TagResourceCommand({ ResourceARN, Tags: [RED, COST] })),
        "ResourceLimitExceededException",
        400,
      );
      assert.equal(chime.state.tags(ResourceARN)["team"], undefined);
      await messaging.send(new TagResourceCommand({ ResourceARN, Tags: [RED] }));
      await messaging.send(new TagResourceCommand({ ResourceARN, Tags: [BLUE] }));
    }));

  it("of a resource in another region or account cannot be read", async () => {
    const { chime, messaging } = world();
    const abroad = chime.state.addAppInstance({ region: "eu-central-1" });
    await refused(
      messaging.send(new ListTagsForResourceCommand({ ResourceARN: abroad })),
      "ForbiddenException",
      403,
    );
  });
});
