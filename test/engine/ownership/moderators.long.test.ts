import assert from "node:assert/strict";

import type { Container } from "./container";
import { expectOutcome, expectPreviewNames, OwnershipFixture, writes } from "./fixture";
import { adopting, notAdopting, testMoves, type Move } from "./move";
import type { Declared } from "./program";

const TEAM = ["ada", "ben", "cem"];

const MOVES: Move[] = [
  {
    title: "from single moderators to a roster, while one is removed",
    service: "moderators",
    before: (channel) => notAdopting(channel, [...TEAM, "zoe"]),
    after: (channel) => [channel.roster("team", TEAM)],
    outcome: "success",
    retained: TEAM,
    removed: ["zoe"],
  },
  {
    title: "from a roster to single moderators with adoptExisting",
    service: "moderators",
    before: (channel) => [channel.roster("team", ["dan", ...TEAM])],
    after: (channel) => [channel.roster("team", ["dan"]), ...adopting(channel, TEAM)],
    outcome: "success",
    retained: ["dan", ...TEAM],
  },
  {
    title: "from a roster to single moderators of another provider, while the roster is removed",
    service: "moderators",
    before: (channel) => [channel.roster("team", TEAM)],
    after: (channel) => adopting(channel, TEAM, { provider: "one" }),
    outcome: "success",
    retained: TEAM,
  },
  {
    title: "from a roster to single moderators without adoptExisting, whose errors say what to do",
    service: "moderators",
    before: (channel) => [channel.roster("team", TEAM)],
    after: (channel) => notAdopting(channel, TEAM),
    outcome: "failure",
    messages: [/alias/, /adoptExisting/, /#it-exists-already/],
    retained: TEAM,
    fix: (channel) => adopting(channel, TEAM),
  },
  {
    title: "from single moderators to an exclusive roster, which removes another one",
    service: "moderators",
    unmanaged: ["eve"],
    before: (channel) => notAdopting(channel, TEAM),
    after: (channel) => [channel.roster("team", TEAM, { exclusive: true })],
    outcome: "success",
    retained: TEAM,
    removed: ["eve"],
  },
];

describe("Moderators that move", function () {
  this.timeout(300_000);
  testMoves(MOVES);
});

describe("A roster of moderators", function () {
  this.timeout(300_000);

  let fixture: OwnershipFixture;
  let channel: Container;
  before(async () => {
    fixture = await OwnershipFixture.open();
  });
  after(() => fixture.close());
  beforeEach(async () => {
    channel = await fixture.reset("moderators");
  });

  it("is created, kept and changed", async () => {
    const first = [channel.roster("team", ["ada", "ben"])];
    await fixture.deploy(first);
    assert.deepEqual(channel.members(), ["ada", "ben"]);
    await fixture.expectConverged(first);

    const second = [channel.roster("team", ["ada", "cem"])];
    expectPreviewNames(channel, await fixture.preview(second), ["ben"]);
    await fixture.deploy(second);
    assert.deepEqual(channel.members(), ["ada", "cem"]);
  });

  it("is restored after a manual change, and removed", async () => {
    const program = [channel.roster("team", ["ada", "cem"])];
    await fixture.deploy(program);
    channel.remove("ada");
    channel.add("eve");
    await fixture.deploy(program, { flags: ["--refresh"] });
    assert.deepEqual(channel.members(), ["ada", "cem", "eve"]);
    const destroy = await fixture.destroy();
    assert.ok(destroy.ok, destroy.printed);
    assert.deepEqual(channel.members(), ["eve"]);
  });

  const refused: Record<string, [RegExp, () => Declared[]]> = {
    "another resource declares one of its moderators": [
      /The resources ChannelModerator "ada" and ChannelModeratorRoster "team" declare the same moderator: moderator \S+ in channel/,
      () => [channel.membership("ada"), channel.roster("team", ["ada", "ben"])],
    ],
    "it is exclusive and would remove the moderator of another resource": [
      /ChannelModeratorRoster "team" is exclusive, and ChannelModerator "cem" declares moderators of the same channel/,
      () => [channel.roster("team", ["ada"], { exclusive: true }), channel.membership("cem")],
    ],
    "another resource bans one of its moderators": [
      /The resources ChannelBan "ban" and ChannelModeratorRoster "team" contradict each other: ChannelModeratorRoster "team" declares moderator .* ChannelBan "ban" bans it/,
      () => [
        { kind: "ChannelBan", name: "ban", args: { ...channel.args, memberArn: channel.idOf("ben") } },
        channel.roster("team", ["ada", "ben"]),
      ],
    ],
  };
  for (const [what, [message, program]] of Object.entries(refused)) {
    it(`fails the preview if ${what}, and the error names both`, async () => {
      const preview = await fixture.preview(program());
      expectOutcome(preview, false, message);
      assert.deepEqual(writes(preview.calls), []);
    });
  }

  it("and a roster of the members of the same channel manage their own lists, also if both are exclusive", async () => {
    const members = (names: string[]): Declared => ({
      kind: "ChannelRoster",
      name: "members",
      args: {
        ...channel.args,
        exclusive: true,
        members: names.map((name) => ({ memberArn: channel.idOf(name) })),
      },
    });
    const { state } = fixture.chime;
    const channelArn = channel.args["channelArn"]!;
    const memberArns = (): string[] => state.channelMembers(channelArn).map(({ memberArn }) => memberArn);
    await fixture.deploy([
      members(["ada", "ben"]),
      channel.roster("team", ["ada", "cem"], { exclusive: true }),
    ]);
    assert.deepEqual(channel.members(), ["ada", "cem"]);
    assert.deepEqual(memberArns().sort(), [channel.idOf("ada"), channel.idOf("ben")]);
    const program = [members(["ben"]), channel.roster("team", ["ada"], { exclusive: true })];
    await fixture.deploy(program);
    assert.deepEqual(channel.members(), ["ada"]);
    assert.deepEqual(memberArns(), [channel.idOf("ben")]);
    await fixture.expectConverged(program);
  });
});
