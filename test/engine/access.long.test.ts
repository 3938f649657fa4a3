import assert from "node:assert/strict";

import type { Call } from "../../emulator";
import { OwnershipFixture, writes } from "./ownership/fixture";
import { outputOf, type Declared } from "./ownership/program";
import { PERSONAL_NAME } from "../support/leaks";

const APP_INSTANCE_ARN = outputOf("app", "appInstanceArn");
// The output of the administrator, so that the engine removes the administrator after what it manages.
const CHIME_BEARER = outputOf("admin", "appInstanceAdminArn");
const IN_CHANNEL = { channelArn: outputOf("board", "channelArn"), chimeBearer: CHIME_BEARER };

const user = (id: string): Declared => ({
  kind: "AppInstanceUser",
  name: id,
  args: { appInstanceArn: APP_INSTANCE_ARN, appInstanceUserId: id, name: PERSONAL_NAME },
});
const BOT: Declared = {
  kind: "AppInstanceBot",
  name: "bot",
  args: {
    appInstanceArn: APP_INSTANCE_ARN,
    name: "Help",
    lexBotAliasArn: "arn:aws:lex:us-east-1:111122223333:bot-alias/ABCDEFGHIJ/KLMNOPQRST",
    localeId: "en_US",
    standardMessages: "MENTIONS",
    targetedMessages: "ALL",
  },
};
const arnOf = (id: string): object => outputOf(id, id === "bot" ? "appInstanceBotArn" : "appInstanceUserArn");

interface People {
  members: string[];
  moderators: string[];
  banned: string[];
  admin?: string;
}

/** Everything from an app instance to the members of a private channel, which only an administrator can manage. */
function program({ members, moderators, banned, admin = "deployer" }: People): Declared[] {
  return [
    { kind: "AppInstance", name: "app", args: { name: "Support" } },
    ...["deployer", "deputy", "ada", "ben", "cem", "eve"].map(user),
    BOT,
    {
      kind: "AppInstanceAdmin",
      name: "admin",
      args: { appInstanceArn: APP_INSTANCE_ARN, appInstanceAdminArn: arnOf(admin) },
    },
    {
      kind: "Channel",
      name: "board",
      args: {
        appInstanceArn: APP_INSTANCE_ARN,
        name: "Board",
        privacy: "PRIVATE",
        mode: "RESTRICTED",
        chimeBearer: CHIME_BEARER,
      },
    },
    ...members.map((id) => ({
      kind: "ChannelMembership",
      name: `member-${id}`,
      args: { ...IN_CHANNEL, memberArn: arnOf(id) },
    })),
    ...moderators.map((id) => ({
      kind: "ChannelModerator",
      name: `moderator-${id}`,
      args: { ...IN_CHANNEL, channelModeratorArn: arnOf(id) },
    })),
    ...banned.map((id) => ({
      kind: "ChannelBan",
      name: `ban-${id}`,
      args: { ...IN_CHANNEL, memberArn: arnOf(id) },
    })),
  ];
}

const FIRST = { members: ["ada", "ben", "cem", "bot"], moderators: ["ada"], banned: ["eve"] };
const SECOND = { members: ["ada", "ben", "bot"], moderators: ["ben"], banned: ["cem"] };

// Each test continues with the stack of the previous one.
describe("A program that begins with an empty account, at the published rates,", function () {
  this.timeout(120_000);

  let fixture: OwnershipFixture;
  before(async () => {
    fixture = await OwnershipFixture.open({ rates: "published" });
  });
  after(() => fixture.close());

  const held = (): Record<string, string[]> => {
    const { state } = fixture.chime;
    const { appInstanceArn } = state.appInstances()[0]!;
    const { channelArn } = state.channels(appInstanceArn)[0]!;
    // Amazon Chime assigns the id of a bot.
    const nameOf = (arn: string): string => (arn.includes("/bot/") ? "bot" : arn.split("/").at(-1)!);
    const names = (arns: readonly string[]): string[] => arns.map(nameOf).sort();
    return {
      administrators: names(state.appInstanceAdmins(appInstanceArn)),
      members: names(state.channelMembers(channelArn).map(({ memberArn }) => memberArn)),
      moderators: names(state.channelModerators(channelArn)),
      banned: names(state.channelBans(channelArn)),
    };
  };
  const refused = (calls: readonly Call[]): unknown[] =>
    calls
      .filter(({ status = 0 }) => status < 200 || status > 299)
      .map(({ operation, status }) => [operation, status]);

  it("makes an administrator, and with it a private channel with members, a bot, a moderator and a ban", async () => {
    const preview = await fixture.preview(program(FIRST));
    assert.ok(preview.ok, preview.printed);
    const { calls } = await fixture.deploy(program(FIRST));
    assert.deepEqual(held(), {
      administrators: ["deployer"],
      members: ["ada", "ben", "bot", "cem", "deployer"],
      moderators: ["ada", "deployer"],
      banned: ["eve"],
    });
    assert.deepEqual(refused(calls), []);
    await fixture.expectConverged(program(FIRST));
    const refresh = await fixture.refresh({ flags: ["--expect-no-changes"] });
    assert.ok(refresh.ok, refresh.printed);
    assert.deepEqual(refused(refresh.calls), []);
  });

  it("bans a member, lifts a ban and moves the moderator in one update", async () => {
    await fixture.deploy(program(SECOND));
    assert.deepEqual(held(), {
      administrators: ["deployer"],
      members: ["ada", "ben", "bot", "deployer"],
      moderators: ["ben", "deployer"],
      banned: ["cem"],
    });
    await fixture.expectConverged(program(SECOND));
  });

  it("restores what was changed by hand", async () => {
    const { state } = fixture.chime;
    const { appInstanceArn } = state.appInstances()[0]!;
    const { channelArn } = state.channels(appInstanceArn)[0]!;
    const arn = (id: string): string => `${appInstanceArn}/user/${id}`;
    state.removeChannelModerator({ channelArn, moderatorArn: arn("ben") });
    state.removeChannelBan({ channelArn, memberArn: arn("cem") });
    const before = held();
    const run = await fixture.deploy(program(SECOND), { flags: ["--refresh"] });
    assert.deepEqual(writes(run.calls).sort(), ["CreateChannelBan", "CreateChannelModerator"]);
    assert.deepEqual(held(), { ...before, moderators: ["ben", "deployer"], banned: ["cem"] });
  });

  it("gets another administrator, who replaces the first after taking over", async () => {
    const { calls } = await fixture.deploy(program({ ...SECOND, admin: "deputy" }));
    assert.deepEqual(held()["administrators"], ["deputy"]);
    assert.deepEqual(writes(calls), ["CreateAppInstanceAdmin", "DeleteAppInstanceAdmin"]);
    await fixture.expectConverged(program({ ...SECOND, admin: "deputy" }));
  });

  it("goes down without a refused call, and the administrator goes after everything that needs it", async () => {
    const { ok, printed, calls } = await fixture.destroy();
    assert.ok(ok, printed);
    assert.deepEqual(refused(calls), []);
    assert.deepEqual(fixture.chime.state.appInstances(), []);
    const order = writes(calls);
    const admin = order.indexOf("DeleteAppInstanceAdmin");
    assert.ok(admin > order.lastIndexOf("DeleteChannel"), order.join());
    for (const name of ["DeleteChannelMembership", "DeleteChannelModerator", "DeleteChannelBan"])
      assert.ok(order.includes(name) && order.lastIndexOf(name) < admin, order.join());
  });
});
