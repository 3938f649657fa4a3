import assert from "node:assert/strict";

import { PERSONAL_NAME } from "../../support/leaks";
import type { Container } from "./container";
import { expectOutcome, OwnershipFixture, writes } from "./fixture";
import { outputOf, type Declared, type Options } from "./program";

describe("The memberships of a channel or user", function () {
  this.timeout(180_000);

  let fixture: OwnershipFixture;
  let launch: Container;
  /** A channel with a chosen id, which the program creates. */
  let hq: Container;
  before(async () => {
    fixture = await OwnershipFixture.open();
  });
  beforeEach(async () => {
    launch = await fixture.reset("channels");
    hq = launch.sibling("hq");
  });
  after(() => fixture.close());

  const channel = (args: Record<string, string> = {}): Declared => {
    const { chimeBearer } = launch.args;
    const { appInstanceArn } = launch;
    return {
      kind: "Channel",
      name: "hq",
      args: { appInstanceArn, chimeBearer, channelId: "hq", name: "HQ", ...args },
    };
  };
  const moderator = (name: string, options: Options): Declared => ({
    kind: "ChannelModerator",
    name: `moderator-${name}`,
    args: { ...hq.args, channelModeratorArn: hq.idOf(name) },
    options,
  });
  const ban = (name: string, options: Options): Declared => ({
    kind: "ChannelBan",
    name: `ban-${name}`,
    args: { ...hq.args, memberArn: hq.idOf(name) },
    options,
  });
  /** Everything that a channel can have, by its literal ARN. */
  const contents = (options: Options = {}): Declared[] => [
    hq.membership("ada", {}, options),
    hq.roster("team", ["ben"], {}, options),
    moderator("cem", options),
    ban("eve", options),
  ];
  const follow: Options = { dependsOn: ["hq"] };
  const people = (): { members: string[]; moderators: string[]; bans: string[] } => {
    const names = (arns: readonly string[]): string[] =>
      ["ada", "ben", "cem", "eve"].filter((name) => arns.includes(hq.idOf(name)));
    const { state } = launch.chime;
    return {
      members: names(state.channelMembers(hq.id).map(({ memberArn }) => memberArn)),
      moderators: names(state.channelModerators(hq.id)),
      bans: names(state.channelBans(hq.id)),
    };
  };
  const EVERYBODY = { members: ["ada", "ben"], moderators: ["cem"], bans: ["eve"] };

  it("are added again if the channel is replaced under the same id, although they have its literal ARN", async () => {
    await fixture.deploy([channel(), ...contents(follow)]);
    assert.deepEqual(people(), EVERYBODY);
    const replaced = [channel({ privacy: "PRIVATE" }), ...contents(follow)];
    const run = await fixture.deploy(replaced);
    assert.deepEqual(people(), EVERYBODY, run.printed);
    await fixture.expectConverged(replaced);
  });

  it("are added again if the channel is, although a refresh of theirs failed", async () => {
    const program = [
      channel(),
      ...contents().map((one) => ({
        ...one,
        args: { ...one.args, channelArn: outputOf("hq", "channelArn") },
      })),
    ];
    await fixture.deploy(program);
    launch.chime.state.removeChannel({ channelArn: hq.id });
    expectOutcome(await fixture.refresh({ flags: [`--target=${await fixture.urnOf("hq")}`] }), true);
    const run = await fixture.deploy(program);
    assert.deepEqual(people(), EVERYBODY, run.printed);
    await fixture.expectConverged(program);
  });

  it("are added again in the next update if that fails, without a refresh", async () => {
    await fixture.deploy([channel(), ...contents(follow)]);
    const replaced = [channel({ privacy: "PRIVATE" }), ...contents(follow)];
    const error = "ForbiddenException";
    for (const operation of [
      "CreateChannelMembership",
      "CreateChannelModerator",
      "CreateChannelBan",
    ] as const)
      launch.chime.faults.inject({ operation, kind: "error", error });
    launch.chime.faults.inject({ operation: "ListChannelMemberships", kind: "error", error });
    const run = await fixture.up(replaced, { flags: ["--continue-on-error"] });
    expectOutcome(run, false, /was created again, so its memberships/);
    launch.chime.faults.clear();
    await fixture.deploy(replaced);
    assert.deepEqual(people(), EVERYBODY);
    await fixture.expectConverged(replaced);
  });

  it("are added again in the next update if that fails before it reaches them, without a refresh", async () => {
    const [ada, ...others] = contents(follow);
    const chained = others.map((one) => ({ ...one, options: { dependsOn: [ada!.name] } }));
    await fixture.deploy([channel(), ada!, ...chained]);
    const replaced = [channel({ privacy: "PRIVATE" }), ada!, ...chained];
    const error = "ForbiddenException";
    launch.chime.faults.inject({ operation: "CreateChannelMembership", kind: "error", error });
    expectOutcome(await fixture.up(replaced), false, /was created again, so its memberships/);
    assert.deepEqual(people(), { members: [], moderators: [], bans: [] });
    launch.chime.faults.inject({ operation: "CreateChannelModerator", kind: "error", error });
    launch.chime.faults.inject({ operation: "CreateChannelBan", kind: "error", error });
    expectOutcome(await fixture.up(replaced), false, /ForbiddenException/);
    launch.chime.faults.clear();
    await fixture.deploy(replaced);
    assert.deepEqual(people(), EVERYBODY);
    await fixture.expectConverged(replaced);
  });

  it("are added again in the next update if the channel was deleted, and could not be created again", async () => {
    await fixture.deploy([channel(), ...contents(follow)]);
    const replaced = [channel({ privacy: "PRIVATE" }), ...contents(follow)];
    launch.chime.faults.inject({ operation: "CreateChannel", kind: "error", error: "ForbiddenException" });
    expectOutcome(await fixture.up(replaced), false, /ForbiddenException/);
    await fixture.deploy(replaced);
    assert.deepEqual(people(), EVERYBODY);
    await fixture.expectConverged(replaced);
  });

  // Pulumi may register the channel before or after them. A test of the hooks holds each order.
  it("are added again, or the update fails until a refresh, if nothing makes them follow such a channel any more", async () => {
    await fixture.deploy([channel(), ...contents(follow)]);
    launch.chime.faults.inject({ operation: "CreateChannel", kind: "error", error: "ForbiddenException" });
    const privacy = { privacy: "PRIVATE" };
    expectOutcome(await fixture.up([channel(privacy), ...contents(follow)]), false, /ForbiddenException/);
    const program = [...contents(), channel(privacy)];
    const run = await fixture.up(program);
    if (!run.ok) {
      const following = [channel(privacy), ...contents(follow)];
      expectOutcome(await fixture.up(following, { flags: ["--refresh"] }), true);
    }
    assert.deepEqual(people(), EVERYBODY, run.printed);
  });

  it("keep their app instance from being deleted as long as the program declares them", async () => {
    const app: Declared = { kind: "AppInstance", name: "app", args: { name: "App" } };
    const appInstanceArn = outputOf("app", "appInstanceArn");
    const user = (id: string): Declared => ({
      kind: "AppInstanceUser",
      name: id,
      args: { appInstanceArn, appInstanceUserId: id, name: PERSONAL_NAME },
    });
    await fixture.deploy([app, user("ada")]);
    const { outputs } = (await fixture.project.resources())["ada"]!;
    const literal = {
      ...user("ada"),
      args: { ...user("ada").args, appInstanceArn: outputs["appInstanceArn"] },
    };
    const run = await fixture.up([literal]);
    expectOutcome(
      run,
      false,
      /Did not delete the app instance .*: the program still declares what would end/,
    );
    expectOutcome(await fixture.up([]), true);
  });

  it("do not keep what Amazon Chime gave an id from destroy --run-program, also after a change of the program", async () => {
    const { appInstanceArn } = launch;
    const { chimeBearer } = launch.args;
    const room: Declared = { kind: "Channel", name: "hq", args: { appInstanceArn, chimeBearer, name: "HQ" } };
    const team = (names: string[]): Declared => {
      const roster = launch.roster("team", names);
      return { ...roster, args: { ...roster.args, channelArn: outputOf("hq", "channelArn") } };
    };
    await fixture.deploy([room, team(["ada", "ben"])]);
    await fixture.declare([room, team(["ada"])]);
    const run = await fixture.destroy({ flags: ["--run-program"] });
    expectOutcome(run, true);
    assert.deepEqual(
      launch.chime.state.channels(appInstanceArn).map(({ name }) => name),
      ["Launch"],
    );
  });

  // Pulumi may register the channel before or after them. A unit test of Ownership holds each order.
  it("are added again, or keep the channel from being replaced under the same id, if nothing makes them follow it", async () => {
    await fixture.deploy([channel(), ...contents(follow)]);
    const program = [...contents(), channel({ privacy: "PRIVATE" })];
    const run = await fixture.up(program, { flags: ["--parallel=1"] });
    if (!run.ok) {
      expectOutcome(run, false, /its memberships, moderators or settings would be lost.*set dependsOn/s);
      assert.deepEqual(writes(run.calls), []);
    }
    assert.deepEqual(people(), EVERYBODY, run.printed);
  });

  it("keep the channel from being deleted as long as the program declares them", async () => {
    await fixture.deploy([channel(), ...contents(follow)]);
    const run = await fixture.up(contents());
    expectOutcome(
      run,
      false,
      /Did not delete the channel .*: the program still declares what would end with it/,
    );
    assert.deepEqual(people(), EVERYBODY);
    expectOutcome(await fixture.up([]), true);
    expectOutcome(await fixture.destroy(), true);
  });

  it("keep a user from being deleted as long as the program declares them", async () => {
    const user = launch.user("new");
    await fixture.deploy([user, launch.membership("new", {}, { dependsOn: ["user-new"] })]);
    const run = await fixture.up([launch.membership("new")]);
    expectOutcome(
      run,
      false,
      /Did not delete .*user-new.*: the program still declares what would end with it/,
    );
    assert.deepEqual(launch.members(), ["new"]);
    expectOutcome(await fixture.up([]), true);
  });

  it("are not removed by a roster while another declared roster may ignore them", async () => {
    const bot = { ...launch.user("bot"), name: "bot" };
    const arn = launch.idOf("bot");
    await fixture.deploy([bot, launch.roster("team", ["ada", "bot"])]);
    const renamed = { ...bot, args: { ...bot.args, metadata: "renamed" } };
    launch.chime.faults.inject({ operation: "UpdateAppInstanceUser", kind: "delay", milliseconds: 2000 });
    const ops = launch.roster("ops", ["ben"]);
    const program = [
      launch.roster("team", ["ada"]),
      renamed,
      { ...ops, args: { ...ops.args, ignoreMembers: [outputOf("bot", "appInstanceUserArn")] } },
    ];
    const run = await fixture.up(program);
    expectOutcome(run, true);
    assert.ok(launch.members().includes("bot"), `${arn} was removed: ${run.printed}`);
  });

  it("are previewed although the bearer of a new exclusive roster is created, or gets its rights, in the update", async () => {
    const bearer = { ...launch.user("two"), name: "two" };
    const roster = (chimeBearer: object): Declared => {
      const team = launch.roster("team", ["ada"], { exclusive: true });
      return { ...team, args: { ...team.args, chimeBearer } };
    };
    const isNew = await fixture.preview([bearer, roster(outputOf("two", "appInstanceUserArn"))]);
    expectOutcome(isNew, true);
    const channelArn = launch.chime.state.addChannel({
      appInstanceArn: launch.appInstanceArn,
      privacy: "PRIVATE",
    });
    const admin: Declared = {
      kind: "AppInstanceAdmin",
      name: "admin",
      args: { appInstanceArn: launch.appInstanceArn, appInstanceAdminArn: launch.idOf("three") },
    };
    const secret = roster(outputOf("admin", "appInstanceAdminArn"));
    const program = [admin, { ...secret, args: { ...secret.args, channelArn } }];
    const preview = await fixture.preview(program);
    expectOutcome(preview, true, /The preview cannot name them/);
    expectOutcome(await fixture.up(program), true);
  });
});
