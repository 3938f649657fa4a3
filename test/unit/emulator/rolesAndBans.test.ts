import assert from "node:assert/strict";
import type { EmulatorOptions } from "../../../emulator";
import { channelWorldPerTest, inChannelWorld } from "./channelWorld";
import { KINDS } from "./rolesAndBans";
import { refused } from "./world";

type MissingRule = NonNullable<EmulatorOptions["missingRoleOrBan"]>;

const MISSING: readonly (readonly [MissingRule, string, number])[] = [
  ["notFound", "NotFoundException", 404],
  ["conflict", "ConflictException", 409],
  ["forbidden", "ForbiddenException", 403],
];

for (const kind of KINDS) {
  const { title, initial, create, remove, describe: describeOne, list, held, parent } = kind;

  describe(title, () => {
    const world = channelWorldPerTest();

    it("can be a user or a bot, and is in the state", async () => {
      const { users, bot } = world();
      for (const [member, Name] of [
        [users[1], "User b"],
        [bot, "Bot"],
      ] as const) {
        assert.deepEqual(await create(world(), member), { member: { Arn: member, Name }, status: 201 });
      }
      assert.deepEqual(held(world()), [...initial(world()), users[1], bot].sort());
    });

    it("is described with its name and the time of its creation", async () => {
      const { users } = world();
      const start = Date.now();
      await create(world(), users[1]);
      const { member, parent: its, created, createdBy } = await describeOne(world(), users[1]);
      assert.deepEqual([member, its], [{ Arn: users[1], Name: "User b" }, parent(world())]);
      const bearer = kind.title.includes("channel") ? { Arn: world().admin, Name: "User admin" } : undefined;
      assert.deepEqual(createdBy, bearer);
      assert.ok(created.getTime() >= start - 1 && created.getTime() <= Date.now(), String(created));
    });

    it("is listed once over several pages", async () => {
      const { users } = world();
      for (const member of users.slice(1)) await create(world(), member);
      const pages = [];
      let nextToken: string | undefined;
      do {
        const page = await list(world(), { MaxResults: 2, NextToken: nextToken });
        ({ nextToken } = page);
        assert.equal(page.parent, parent(world()));
        pages.push(page.members.map((member) => member?.Arn));
      } while (nextToken !== undefined);
      assert.deepEqual(pages.flat(), [...initial(world()), ...users.slice(1)].sort());
      assert.ok(pages.slice(0, -1).every((page) => page.length === 2));
    });

    it("can be removed, with status 204, and created again", async () => {
      const { users } = world();
      await create(world(), users[1]);
      await create(world(), users[2]);
      assert.equal(await remove(world(), users[1]), 204);
      assert.deepEqual(held(world()), [...initial(world()), users[2]].sort());
      await create(world(), users[1]);
    });

    it("cannot be created twice, and keeps the time of its creation", async () => {
      const { users, chime } = world();
      await create(world(), users[1]);
      const { created } = await describeOne(world(), users[1]);
      chime.journal.clear();
      await refused(create(world(), users[1]), "ConflictException", 409);
      assert.equal(chime.journal.calls()[0]!.written, false);
      assert.deepEqual((await describeOne(world(), users[1])).created, created);
    });

    it("created twice is answered like the first time if the rule is created", () =>
      inChannelWorld({ existingRoleOrBan: "created" }, async (open) => {
        const first = await create(open, open.users[1]);
        assert.deepEqual(await create(open, open.users[1]), first);
        assert.deepEqual(
          open.chime.journal.calls().map(({ written }) => written),
          [true, false],
        );
      }));

    for (const [missingRoleOrBan, error, status] of MISSING) {
      it(`that does not exist is removed with ${status} if the rule is ${missingRoleOrBan}`, () =>
        inChannelWorld({ missingRoleOrBan }, async (open) => {
          await refused(remove(open, open.users[1]), error, status);
          assert.equal(open.chime.journal.calls()[0]!.written, false);
        }));
    }

    it("that does not exist is removed with 204 if the rule is noContent, and with 404 by default", async () => {
      await inChannelWorld({ missingRoleOrBan: "noContent" }, async (open) => {
        assert.equal(await remove(open, open.users[1]), 204);
        assert.equal(open.chime.journal.calls()[0]!.written, false);
      });
      await refused(remove(world(), world().users[1]), "NotFoundException", 404);
    });

    it("that does not exist is described as its API page declares", async () => {
      const { users } = world();
      const [error, status] = kind.declaresNotFound
        ? (["NotFoundException", 404] as const)
        : (["ForbiddenException", 403] as const);
      await refused(describeOne(world(), users[1]), error, status);
    });

    it("must be in the app instance", async () => {
      const { chime, appInstanceArn } = world();
      const elsewhere = chime.state.addAppInstanceUser({
        appInstanceArn: chime.state.addAppInstance(),
        userId: "user-b",
      });
      for (const member of [`${appInstanceArn}/user/nobody`, elsewhere]) {
        await refused(create(world(), member), "ForbiddenException", 403);
      }
      assert.deepEqual(held(world()), initial(world()));
    });

    it("must be a user or a bot", async () => {
      const { appInstanceArn, channelArn } = world();
      for (const member of [appInstanceArn, channelArn]) {
        await refused(create(world(), member), "BadRequestException", 400);
      }
    });

    it("is no longer one when the user is deleted, also if the user is created again", async () => {
      const { chime, users, appInstanceArn } = world();
      await create(world(), users[1]);
      chime.state.removeAppInstanceUser({ arn: users[1] });
      chime.state.addAppInstanceUser({ appInstanceArn, userId: "user-b" });
      assert.deepEqual(held(world()), initial(world()));
    });

    it("is in the journal as the member of the call", async () => {
      const { chime, users } = world();
      await create(world(), users[1]);
      await describeOne(world(), users[1]);
      await remove(world(), users[1]);
      assert.deepEqual(
        chime.journal
          .calls()
          .map(({ memberArn, appInstanceArn, channelArn }) => [memberArn, channelArn ?? appInstanceArn]),
        Array.from({ length: 3 }, () => [users[1], parent(world())]),
      );
    });
  });
}

describe("the quota", () => {
  it("of administrators is 100 for each app instance by default", () =>
    inChannelWorld({}, async (world) => {
      const [administrators] = KINDS;
      const { chime, appInstanceArn, users } = world;
      for (let count = 1; count < 100; count += 1) {
        chime.state.addAppInstanceAdmin({ adminArn: chime.state.addAppInstanceUser({ appInstanceArn }) });
      }
      await refused(administrators!.create(world, users[0]), "ResourceLimitExceededException", 400);
      chime.state.removeAppInstanceAdmin({ adminArn: world.admin });
      await administrators!.create(world, users[0]);
    }));

  it("of moderators is 1,000 for each channel by default", () =>
    inChannelWorld({}, async (world) => {
      const [, moderators] = KINDS;
      const { chime, appInstanceArn, channelArn, users } = world;
      for (let count = 0; count < 999; count += 1) {
        const moderatorArn = chime.state.addAppInstanceUser({ appInstanceArn });
        chime.state.addChannelModerator({ channelArn, moderatorArn });
      }
      await moderators!.create(world, users[0]);
      await refused(moderators!.create(world, users[1]), "ResourceLimitExceededException", 400);
    }));
});
