import assert from "node:assert/strict";

import { startEmulator, type Emulator } from "../../emulator";
import { Project } from "../support/project";

/** Declares an app instance with a user, a bot and a channel with the settings in a file. The bot is a member and a moderator. */
const PROGRAM = `"use strict";
const chime = require("pulumi-chime");
const { tags, userExpiration, channelExpiration, bot: botArgs } = require("./declared.json");
const { appInstanceArn } = new chime.AppInstance("app", { name: "Support", tags });
const user = { appInstanceArn, appInstanceUserId: "admin", name: "Admin", tags, expirationSettings: userExpiration };
const chimeBearer = new chime.AppInstanceUser("admin", user).appInstanceUserArn;
const channel = { appInstanceArn, name: "Launch", chimeBearer, tags, expirationSettings: channelExpiration };
const { channelArn } = new chime.Channel("launch", channel);
const bot = new chime.AppInstanceBot("help", { appInstanceArn, name: "Help", tags, ...botArgs });
const memberArn = bot.appInstanceBotArn;
new chime.ChannelMembership("help", { channelArn, chimeBearer, memberArn });
new chime.ChannelModerator("help", { channelArn, chimeBearer, channelModeratorArn: memberArn });
exports.arns = [appInstanceArn, chimeBearer, memberArn, channelArn];
`;

const LEX = {
  lexBotAliasArn: "arn:aws:lex:us-east-1:111122223333:bot-alias/ABCDEFGHIJ/KLMNOPQRST",
  localeId: "en_US",
  standardMessages: "MENTIONS",
  targetedMessages: "ALL",
};
const FIRST = {
  tags: { team: "support", cost: "low" },
  userExpiration: { expirationCriterion: "CREATED_TIMESTAMP", expirationDays: 365 },
  channelExpiration: { expirationCriterion: "LAST_MESSAGE_TIMESTAMP", expirationDays: 30 },
  bot: { ...LEX, welcomeIntent: "Hello" },
};
const SECOND = {
  tags: { team: "sales" },
  channelExpiration: { expirationCriterion: "LAST_MESSAGE_TIMESTAMP", expirationDays: 60 },
  bot: { ...LEX, localeId: "de_DE" },
};

describe("A stack of a bot, tags and expiration settings", function () {
  this.timeout(300_000);

  let chime: Emulator;
  let project: Project;
  beforeEach(async () => {
    chime = await startEmulator();
    const files = { "index.js": PROGRAM, "declared.json": JSON.stringify(FIRST) };
    project = await Project.open({ chime, files });
  });
  afterEach(async () => {
    await project.close();
    await chime.stop();
  });

  const written = (): string[] =>
    chime.journal
      .calls()
      .map(({ operation }) => operation)
      .filter((operation) => !/^(Describe|List)/.test(operation))
      .sort();

  it("is created, read, changed in place, restored after a change outside Pulumi, and destroyed", async () => {
    const { outputs } = await project.stack.up();
    const arns = outputs["arns"]?.value as string[];
    for (const arn of arns) assert.deepEqual(chime.state.tags(arn), FIRST.tags);
    assert.ok(!written().some((operation) => /^(Tag|Untag|Put)/.test(operation)));
    await project.pulumi("refresh", "--yes", "--skip-preview", "--expect-no-changes");
    await project.pulumi("up", "--yes", "--skip-preview", "--expect-no-changes");

    await project.write("declared.json", JSON.stringify(SECOND));
    chime.journal.clear();
    const { summary } = await project.stack.up();
    assert.deepEqual(summary.resourceChanges, { same: 3, update: 4 });
    for (const arn of arns) assert.deepEqual(chime.state.tags(arn), SECOND.tags);
    assert.deepEqual(written(), [
      "PutAppInstanceUserExpirationSettings",
      "PutChannelExpirationSettings",
      ...arns.map(() => "TagResource"),
      ...arns.map(() => "UntagResource"),
      "UpdateAppInstanceBot",
    ]);

    for (const arn of arns) chime.state.addTag({ arn, key: "team", value: "nobody" });
    await project.pulumi("refresh", "--yes", "--skip-preview");
    chime.journal.clear();
    assert.deepEqual((await project.stack.up()).summary.resourceChanges, { same: 3, update: 4 });
    assert.deepEqual(
      written(),
      arns.map(() => "TagResource"),
    );
    for (const arn of arns) assert.deepEqual(chime.state.tags(arn), SECOND.tags);
    await project.pulumi("refresh", "--yes", "--skip-preview", "--expect-no-changes");

    await project.stack.destroy();
    assert.deepEqual(chime.state.appInstances(), []);
  });
});
