import assert from "node:assert/strict";

import type { Container } from "./container";
import { OwnershipFixture, writes, type Run } from "./fixture";
import { other, outputOf, type Declared, type Options } from "./program";

/** How a program names the bearer, who is also the user of the right: as text, or as the same output twice. */
const NAMES: Record<string, (channel: Container) => { arn: unknown; declared: Declared[] }> = {
  "by the same text": (channel) => ({ arn: channel.idOf("ada"), declared: [] }),
  "by the same output": (channel) => ({
    arn: outputOf("user-ada", "appInstanceUserArn"),
    declared: [channel.user("ada")],
  }),
};

/** A resource that gives a user the right to manage the bans of the channel. */
const RIGHTS: Record<string, (channel: Container, arn: unknown) => Pick<Declared, "kind" | "args">> = {
  AppInstanceAdmin: ({ appInstanceArn }, appInstanceAdminArn) => ({
    kind: "AppInstanceAdmin",
    args: { appInstanceArn, appInstanceAdminArn },
  }),
  ChannelModerator: ({ args }, channelModeratorArn) => ({
    kind: "ChannelModerator",
    args: { ...args, channelModeratorArn },
  }),
  ChannelModeratorRoster: ({ args }, arn) => ({
    kind: "ChannelModeratorRoster",
    args: { ...args, members: [arn] },
  }),
};

describe("The rights of a bearer", function () {
  this.timeout(300_000);

  let fixture: OwnershipFixture;
  let channel: Container;
  before(async () => {
    fixture = await OwnershipFixture.open();
  });
  after(() => fixture.close());
  beforeEach(async () => {
    channel = await fixture.reset("channels");
  });

  const ban = (name: string, chimeBearer: unknown, options: Options = {}): Declared => ({
    kind: "ChannelBan",
    name,
    args: { channelArn: channel.args["channelArn"], chimeBearer, memberArn: channel.idOf(name) },
    options,
  });
  /**
   * The right is created late, and the bans are deleted one after the other: without an order, a ban would be created
   * before its bearer has the right, and deleted after the bearer has lost it.
   */
  const program = (right: string, { arn, declared }: { arn: unknown; declared: Declared[] }): Declared[] => [
    other("slow", { milliseconds: 1000 }),
    ...declared,
    { ...RIGHTS[right]!(channel, arn), name: "right", options: { dependsOn: ["slow"] } },
    ban("eve", arn),
    ban("mia", arn, { dependsOn: ["eve"] }),
  ];
  const refused = ({ calls }: Run): string[] =>
    calls.filter(({ status = 0 }) => status === 403).map(({ operation }) => operation);
  const bans = (): readonly string[] => fixture.chime.state.channelBans(channel.args["channelArn"]!);
  const dependenciesOf = async (name: string): Promise<string[]> => {
    const { dependencies = [] } = (await fixture.project.resources())[name] as { dependencies?: string[] };
    return dependencies.map((urn) => urn.split("::").at(-1)!).sort();
  };

  for (const right of Object.keys(RIGHTS)) {
    for (const [how, nameOf] of Object.entries(NAMES)) {
      it(`of ${right}, which names it ${how}, come first and go last`, async () => {
        const declared = program(right, nameOf(channel));
        assert.deepEqual(refused(await fixture.deploy(declared)), []);
        assert.equal(bans().length, 2);
        await fixture.expectConverged(declared);
        const destroy = await fixture.destroy();
        assert.ok(destroy.ok, destroy.printed);
        assert.deepEqual(refused(destroy), []);
        assert.deepEqual(bans(), []);
      });
    }
  }

  it("go last if one update drops them and all that needs them", async () => {
    const declared = program("ChannelModerator", NAMES["by the same text"]!(channel));
    await fixture.deploy(declared);
    const run = await fixture.deploy(declared.slice(0, 1));
    assert.deepEqual(refused(run), []);
    assert.deepEqual(writes(run.calls), ["DeleteChannelBan", "DeleteChannelBan", "DeleteChannelModerator"]);
  });

  it("go last if one update drops them and gives what needs them another bearer", async () => {
    const declared = program("ChannelModerator", NAMES["by the same text"]!(channel));
    await fixture.deploy(declared);
    const { chimeBearer } = channel.args;
    const run = await fixture.deploy([declared[0]!, ban("eve", chimeBearer)]);
    assert.deepEqual(refused(run), []);
    assert.deepEqual(writes(run.calls), ["DeleteChannelBan", "DeleteChannelModerator"]);
    assert.deepEqual(bans(), [channel.idOf("eve")]);
  });

  it("become dependencies of an existing stack without a change of its resources", async () => {
    const declared = program("AppInstanceAdmin", NAMES["by the same text"]!(channel));
    await fixture.deploy(declared);
    await fixture.editState(({ resources }) => {
      for (const resource of resources as { urn: string; dependencies?: string[] }[]) {
        resource.dependencies = (resource.dependencies ?? []).filter((urn) => !urn.endsWith("::right"));
      }
    });
    assert.deepEqual(await dependenciesOf("eve"), []);
    await fixture.expectConverged(declared);
    assert.deepEqual(await dependenciesOf("eve"), ["right"]);
    const destroy = await fixture.destroy();
    assert.ok(destroy.ok, destroy.printed);
  });

  it("go last if the bearer is the setting chime:appInstanceUserArn of an explicit provider", async () => {
    const arn = channel.idOf("ada");
    const declared = program("AppInstanceAdmin", { arn, declared: [] }).map((resource) => {
      if (resource.kind !== "ChannelBan") return resource;
      const args = { ...resource.args, chimeBearer: undefined };
      return { ...resource, args, options: { ...resource.options, provider: "ada" } };
    });
    const ofProvider = { resources: declared, providers: { ada: { appInstanceUserArn: arn } } };
    assert.deepEqual(refused(await fixture.deploy(ofProvider)), []);
    assert.deepEqual(await dependenciesOf("mia"), ["eve", "right"]);
  });

  it("are no dependencies of the resource that gives them, of another bearer and of another channel", async () => {
    const arn = channel.idOf("ada");
    const { channelArn, chimeBearer } = channel.args;
    const { state } = fixture.chime;
    const next = state.addChannel({
      appInstanceArn: channel.appInstanceArn,
      channelId: "next",
      name: "Next",
    });
    for (const one of [channelArn!, next]) {
      state.addChannelMember({ channelArn: one, memberArn: arn });
      state.addChannelModerator({ channelArn: one, moderatorArn: arn });
    }
    const moderator = (name: string, more: object): Declared => ({
      kind: "ChannelModerator",
      name,
      args: { channelArn, chimeBearer: arn, channelModeratorArn: arn, adoptExisting: true, ...more },
    });
    await fixture.deploy([
      moderator("ada", {}),
      moderator("ben", { channelModeratorArn: channel.idOf("ben") }),
      moderator("cem", { channelModeratorArn: channel.idOf("cem"), chimeBearer }),
      moderator("dan", { channelArn: next, channelModeratorArn: channel.idOf("dan") }),
    ]);
    const dependencies = await Promise.all(["ada", "ben", "cem", "dan"].map(dependenciesOf));
    assert.deepEqual(dependencies, [[], ["ada"], [], []]);
  });
});
