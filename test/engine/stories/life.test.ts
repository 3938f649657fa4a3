import assert from "node:assert/strict";

import type { Container, Service } from "../ownership/container";
import type { Declared } from "../ownership/program";
import { expectNamed, Stage, writes } from "../ownership/stage";

/** What differs between the two services. */
interface Life {
  /** The resources that are no memberships, with this name for the one that can be renamed. */
  entities: (container: Container, name: string) => Declared[];
  /** The names of the rooms or channels that the emulator has. */
  names: (container: Container) => string[];
  /** The senior role. */
  senior: string;
  /** Who is removed where ana gets that role and dan leaves the program: the type of a channel member is fixed. */
  removedByChange: string[];
  /** What the first update writes: how often each operation. */
  created: Record<string, number>;
}

const LIVES: Record<Service, Life> = {
  rooms: {
    entities: ({ args }, name) => [
      { kind: "Room", name: "annex", args: { accountId: args["accountId"], name } },
    ],
    names: ({ chime, args }) => chime.state.rooms(args["accountId"]!).map(({ name }) => name),
    senior: "Administrator",
    removedByChange: ["dan"],
    created: { CreateRoom: 1, CreateRoomMembership: 2, BatchCreateRoomMembership: 1 },
  },
  channels: {
    entities: (channel, name) => {
      const { appInstanceArn, args } = channel;
      const { chimeBearer } = args;
      return [
        { kind: "AppInstance", name: "other", args: { name: "Other" } },
        channel.user("zoe"),
        { kind: "Channel", name: "annex", args: { appInstanceArn, chimeBearer, name } },
      ];
    },
    names: ({ chime, appInstanceArn }) => chime.state.channels(appInstanceArn).map(({ name }) => name),
    senior: "HIDDEN",
    removedByChange: ["ana", "dan"],
    created: {
      CreateAppInstance: 1,
      CreateAppInstanceUser: 1,
      CreateChannel: 1,
      CreateChannelMembership: 2,
      BatchCreateChannelMembership: 1,
    },
  },
};

// Each test goes on from the state in which the one before it has left the stack: a later one fails where an earlier one does.
for (const [service, life] of Object.entries(LIVES) as [Service, Life][]) {
  describe(`A stack of ${service}, from the first update to the end`, function () {
    this.timeout(120_000);

    let stage: Stage;
    let container: Container;
    before(async () => {
      stage = await Stage.open();
      container = await stage.begin(service);
      container.add("guest");
    });
    after(() => stage.close());

    const first = (): Declared[] => [
      ...life.entities(container, "Annex"),
      container.membership("ana"),
      container.membership("ben"),
      container.roster("team", ["cem", "dan"]),
    ];
    const second = (): Declared[] => [
      ...life.entities(container, "Tower"),
      container.membership("ana", { role: "senior" }),
      container.membership("ben"),
      container.roster("team", ["cem", "eve"]),
    ];
    const third = (): Declared[] => [
      ...life.entities(container, "Tower"),
      container.membership("ana", { role: "senior" }),
    ];
    /** The names of all who are in it, but for the user who makes the calls. */
    const members = (): string[] => container.members().filter((name) => !name.endsWith("bearer"));

    it("is created by the first update, with one call for each resource", async () => {
      const { calls } = await stage.given(first());
      assert.deepEqual(members(), ["ana", "ben", "cem", "dan", "guest"]);
      assert.deepEqual(await stage.held(container), ["ana", "ben", "cem", "dan"]);
      assert.deepEqual(life.names(container).sort(), ["Annex", "Launch"]);
      const counts: Record<string, number> = {};
      for (const operation of writes(calls)) counts[operation] = (counts[operation] ?? 0) + 1;
      assert.deepEqual(counts, life.created);
    });

    it("is not changed by the same program", async () => {
      await stage.expectConverged(first());
    });

    it("is changed as the program is, and the preview names those who are removed", async () => {
      const preview = await stage.preview(second());
      expectNamed(container, preview, life.removedByChange);
      assert.deepEqual(writes(preview.calls), []);
      const { calls } = await stage.given(second());
      assert.deepEqual(members(), ["ana", "ben", "cem", "eve", "guest"]);
      assert.deepEqual(await stage.held(container), ["ana", "ben", "cem", "eve"]);
      assert.equal(container.roleOf("ana"), life.senior);
      assert.deepEqual(container.removedBy(calls), life.removedByChange);
      assert.deepEqual(life.names(container).sort(), ["Launch", "Tower"]);
    });

    it("forgets in a refresh those who were removed outside Pulumi, and the next update adds them again", async () => {
      container.remove("ben", "cem");
      const refresh = await stage.refresh();
      assert.ok(refresh.ok, refresh.printed);
      assert.deepEqual(await stage.held(container), ["ana", "eve"]);
      const run = await stage.given(second());
      await stage.expectStayed(container, run, ["ana", "ben", "cem", "eve"]);
      assert.deepEqual(container.removedBy(run.calls), []);
    });

    it("loses those whom the program drops, and nobody else", async () => {
      const { calls } = await stage.given(third());
      assert.deepEqual(container.removedBy(calls), ["ben", "cem", "eve"]);
      assert.deepEqual(members(), ["ana", "guest"]);
      assert.deepEqual(await stage.held(container), ["ana"]);
    });

    it("is destroyed, and what it did not create stays", async () => {
      const destroy = await stage.destroy();
      assert.ok(destroy.ok, destroy.printed);
      assert.deepEqual(container.removedBy(destroy.calls), ["ana"]);
      assert.deepEqual(members(), ["guest"]);
      assert.deepEqual(life.names(container), ["Launch"]);
      assert.deepEqual(await stage.project.names(), []);
    });
  });
}
