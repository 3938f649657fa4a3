import assert from "node:assert/strict";

import type { Container } from "./container";
import { expectOutcome, OwnershipFixture, writes, type Run } from "./fixture";
import { outputOf, type Declared, type Options } from "./program";

/** One kind of rights: who has them, and a resource that gives them to a user. */
interface AccessKind {
  declare: (container: Container, user: unknown, args?: object) => Pick<Declared, "kind" | "args">;
  users: (container: Container) => string[];
}

const KINDS: Record<string, AccessKind> = {
  AppInstanceAdmin: {
    declare: ({ appInstanceArn }, appInstanceAdminArn, more) => ({
      kind: "AppInstanceAdmin",
      args: { appInstanceArn, appInstanceAdminArn, ...more },
    }),
    users: ({ chime, appInstanceArn, args }) =>
      chime.state.appInstanceAdmins(appInstanceArn).filter((arn) => arn !== args["chimeBearer"]),
  },
  ChannelModerator: {
    declare: ({ args }, channelModeratorArn, more) => ({
      kind: "ChannelModerator",
      args: { ...args, channelModeratorArn, ...more },
    }),
    users: ({ chime, args }) => chime.state.channelModerators(args["channelArn"]!),
  },
  ChannelBan: {
    declare: ({ args }, memberArn, more) => ({ kind: "ChannelBan", args: { ...args, memberArn, ...more } }),
    users: ({ chime, args }) => chime.state.channelBans(args["channelArn"]!),
  },
};

describe("Administrators, moderators and bans of a program", function () {
  this.timeout(120_000);

  let fixture: OwnershipFixture;
  let channel: Container;
  before(async () => {
    fixture = await OwnershipFixture.open();
  });
  after(() => fixture.close());
  beforeEach(async () => {
    channel = await fixture.reset("channels");
  });

  const removals = ({ calls }: Run): string[] => writes(calls).filter((name) => name.startsWith("Delete"));
  const ban = (user: string, name = "ban"): Declared => ({
    ...KINDS["ChannelBan"]!.declare(channel, channel.idOf(user)),
    name,
  });
  const bans = (): string[] => KINDS["ChannelBan"]!.users(channel);

  for (const [kind, { declare, users }] of Object.entries(KINDS)) {
    describe(`of the kind ${kind}`, () => {
      const one = (name: string, args: object = {}, options: Options = {}): Declared => ({
        ...declare(channel, channel.idOf("ada"), args),
        name,
        options,
      });

      it("are created, kept, restored after a manual change, and removed", async () => {
        await fixture.deploy([one("ada")]);
        assert.deepEqual(users(channel), [channel.idOf("ada")]);
        await fixture.expectConverged([one("ada")]);
        const refresh = await fixture.refresh({ flags: ["--expect-no-changes"] });
        assert.ok(refresh.ok, refresh.printed);
        const other = declare(channel, channel.idOf("ben"));
        const moved = await fixture.deploy([{ ...other, name: "ada" }]);
        assert.deepEqual(users(channel), [channel.idOf("ben")]);
        assert.deepEqual(writes(moved.calls), [`Create${kind}`, `Delete${kind}`]);
        const destroy = await fixture.destroy();
        assert.ok(destroy.ok, destroy.printed);
        assert.deepEqual(users(channel), []);
      });

      it("stay if the state has an entry twice, until both are gone", async () => {
        await fixture.deploy([one("ada")]);
        await fixture.project.duplicateInState("ada", "old");
        const run = await fixture.deploy([one("ada")]);
        assert.deepEqual(removals(run), []);
        assert.deepEqual(await fixture.project.names(), ["ada"]);
        assert.deepEqual(users(channel), [channel.idOf("ada")]);
        assert.ok((await fixture.destroy()).ok);
        assert.deepEqual(users(channel), []);
      });

      it("stay if a resource is renamed without an alias, with and without adoptExisting", async () => {
        await fixture.deploy([one("ada")]);
        const refused = await fixture.up([one("new")]);
        expectOutcome(refused, false, /exists already/, /alias/, /adoptExisting/, /#it-exists-already/);
        assert.deepEqual(removals(refused), []);
        const adopted = await fixture.deploy([one("new", { adoptExisting: true })]);
        assert.match(adopted.printed, /Adopted .* which existed already in/);
        assert.deepEqual(removals(adopted), []);
        assert.deepEqual(users(channel), [channel.idOf("ada")]);
        await fixture.expectConverged([one("new", { adoptExisting: true })]);
      });

      it("stay if the resource gets another provider", async () => {
        await fixture.deploy([one("ada", { adoptExisting: true })]);
        const program = [one("ada", { adoptExisting: true }, { provider: "one" })];
        const run = await fixture.deploy(program);
        assert.deepEqual(removals(run), []);
        assert.deepEqual(users(channel), [channel.idOf("ada")]);
        await fixture.expectConverged(program);
      });

      it("fail the preview if two resources declare the same, which the error names", async () => {
        const preview = await fixture.preview([one("left"), one("right")]);
        expectOutcome(
          preview,
          false,
          new RegExp(`The resources ${kind} "left" and ${kind} "right" declare the same \\w+: `),
        );
        assert.deepEqual(preview.calls, []);
      });
    });
  }

  it("ban a member in the update that removes the membership", async () => {
    await fixture.deploy([channel.membership("ada"), channel.membership("ben")]);
    await fixture.deploy([channel.membership("ada"), ban("ben")]);
    assert.deepEqual(channel.members(), ["ada"]);
    assert.deepEqual(bans(), [channel.idOf("ben")]);
    assert.deepEqual((await fixture.project.names()).sort(), ["ada", "ban"]);
    await fixture.expectConverged([channel.membership("ada"), ban("ben")]);
  });

  it("ban a member in the update that drops the member from a roster", async () => {
    await fixture.deploy([channel.roster("team", ["ada", "ben"])]);
    const program = [channel.roster("team", ["ada"]), ban("ben")];
    await fixture.deploy(program);
    assert.deepEqual(channel.members(), ["ada"]);
    assert.deepEqual(bans(), [channel.idOf("ben")]);
    await fixture.expectConverged(program);
  });

  it("cannot let a member replace a ban in one update: the error says how, and two updates do it", async () => {
    await fixture.deploy([ban("ben")]);
    const run = await fixture.up([channel.membership("ben")]);
    expectOutcome(run, false, /The user is banned from the channel: lift the ban first/);
    assert.deepEqual(bans(), [channel.idOf("ben")]);
    await fixture.deploy([]);
    await fixture.deploy([channel.membership("ben")]);
    assert.deepEqual([channel.members(), bans()], [["ben"], []]);
  });

  const contradictions: Record<string, () => Declared[]> = {
    "a membership": () => [channel.membership("ben"), ban("ben")],
    "a member of a roster": () => [ban("ben"), channel.roster("team", ["ada", "ben"])],
    "an administrator": () => [
      { ...KINDS["AppInstanceAdmin"]!.declare(channel, channel.idOf("ben")), name: "ben" },
      ban("ben", "ben"),
    ],
    "an administrator that is declared after it": () => [
      ban("ben", "ben"),
      { ...KINDS["AppInstanceAdmin"]!.declare(channel, channel.idOf("ben")), name: "ben" },
    ],
    "a moderator": () => [
      { ...KINDS["ChannelModerator"]!.declare(channel, channel.idOf("ben")), name: "moderator" },
      ban("ben"),
    ],
  };
  for (const [what, program] of Object.entries(contradictions)) {
    it(`fail the preview if a ban contradicts ${what}, which the error names`, async () => {
      const resources = program();
      const preview = await fixture.preview(resources);
      const names = resources.map((resource) => `${resource.kind} "${resource.name}"`).join(" and ");
      expectOutcome(preview, false, new RegExp(`The resources ${names} contradict each other`));
      assert.deepEqual(preview.calls, []);
    });
  }

  it("fail the update if a ban contradicts a membership, and the id is known only then", async () => {
    const arn = outputOf("user-ben", "appInstanceUserArn");
    const { args } = channel;
    const program: Declared[] = [
      channel.user("ben"),
      { kind: "ChannelMembership", name: "ben", args: { ...args, memberArn: arn } },
      { kind: "ChannelBan", name: "ban", args: { ...args, memberArn: arn } },
    ];
    const preview = await fixture.preview(program);
    assert.ok(preview.ok, preview.printed);
    expectOutcome(
      await fixture.up(program),
      false,
      /contradict each other|another resource of this program (bans|makes)/,
    );
    assert.ok(channel.members().length + bans().length <= 1);
    await fixture.deploy(program.slice(0, 2));
    assert.deepEqual([channel.members(), bans()], [["ben"], []]);
  });

  it("fail the preview if a ban contradicts a member whose id is an output", async () => {
    const memberArn = outputOf("user-ben", "appInstanceUserArn");
    const banned: Declared = { kind: "ChannelBan", name: "ben", args: { ...channel.args, memberArn } };
    await fixture.deploy([channel.user("ben")]);
    for (const resources of [
      [{ ...channel.membership("ben"), args: { ...channel.args, memberArn } }, banned],
      [banned, channel.roster("ben", ["ada", { unknown: memberArn }])],
    ]) {
      const preview = await fixture.preview([channel.user("ben"), ...resources]);
      expectOutcome(preview, false, /The resources \w+ "ben" and \w+ "ben" contradict each other/);
    }
  });

  it("fail the preview if a transformation makes a ban contradict a membership", async () => {
    const resources = [channel.membership("ada"), ban("ben")];
    const transform = { ban: { memberArn: channel.idOf("ada") } };
    const preview = await fixture.preview({ resources, transform });
    expectOutcome(
      preview,
      false,
      /another resource of this program makes it a member, moderator or administrator/,
    );
    expectOutcome(await fixture.up({ resources, transform }), false);
    assert.deepEqual(bans(), []);
  });
});
