import assert from "node:assert/strict";

import type { Container, Service } from "../ownership/container";
import type { Declared } from "../ownership/program";
import { expectPreviewNames, OwnershipFixture, writes } from "../ownership/fixture";

/** The values that differ between the services. */
interface ServiceValues {
  /** The resources that are not memberships. One of them has the given name. */
  entities: (container: Container, name: string) => Declared[];
  /** The names of the rooms or channels in the emulator. */
  names: (container: Container) => string[];
  /** The role that is not the default. */
  elevatedRole: string;
  /** The members whom an update removes if ana gets that role and dan is dropped. The type of a channel member is fixed. */
  removedByChange: string[];
  /** The number of calls of the first update, by operation. */
  createCalls: Record<string, number>;
}

const SERVICES: Record<Exclude<Service, "moderators">, ServiceValues> = {
  rooms: {
    entities: ({ args }, name) => [
      { kind: "Room", name: "annex", args: { accountId: args["accountId"], name } },
    ],
    names: ({ chime, args }) => chime.state.rooms(args["accountId"]!).map(({ name }) => name),
    elevatedRole: "Administrator",
    removedByChange: ["dan"],
    createCalls: { CreateRoom: 1, CreateRoomMembership: 2, BatchCreateRoomMembership: 1 },
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
    elevatedRole: "HIDDEN",
    removedByChange: ["ana", "dan"],
    createCalls: {
      CreateAppInstance: 1,
      CreateAppInstanceUser: 1,
      CreateChannel: 1,
      CreateChannelMembership: 2,
      BatchCreateChannelMembership: 1,
    },
  },
};

// Each test continues with the stack of the previous one.
for (const [service, values] of Object.entries(SERVICES) as [Service, ServiceValues][]) {
  describe(`A stack of ${service}`, function () {
    this.timeout(120_000);

    let fixture: OwnershipFixture;
    let container: Container;
    before(async () => {
      fixture = await OwnershipFixture.open();
      container = await fixture.reset(service);
      container.add("guest");
    });
    after(() => fixture.close());

    const first = (): Declared[] => [
      ...values.entities(container, "Annex"),
      container.membership("ana"),
      container.membership("ben"),
      container.roster("team", ["cem", "dan"]),
    ];
    const second = (): Declared[] => [
      ...values.entities(container, "Tower"),
      container.membership("ana", { role: "elevated" }),
      container.membership("ben"),
      container.roster("team", ["cem", "eve"]),
    ];
    const third = (): Declared[] => [
      ...values.entities(container, "Tower"),
      container.membership("ana", { role: "elevated" }),
    ];
    /** The names of the members without the bearer. */
    const members = (): string[] => container.members().filter((name) => !name.endsWith("bearer"));

    it("is created by the first update, with one call for each resource", async () => {
      const { calls } = await fixture.deploy(first());
      assert.deepEqual(members(), ["ana", "ben", "cem", "dan", "guest"]);
      assert.deepEqual(await fixture.membersInState(container), ["ana", "ben", "cem", "dan"]);
      assert.deepEqual(values.names(container).sort(), ["Annex", "Launch"]);
      const counts: Record<string, number> = {};
      for (const operation of writes(calls)) counts[operation] = (counts[operation] ?? 0) + 1;
      assert.deepEqual(counts, values.createCalls);
    });

    it("is not changed by the same program", async () => {
      await fixture.expectConverged(first());
    });

    it("is updated to the changed program, and the preview names the removed members", async () => {
      const preview = await fixture.preview(second());
      expectPreviewNames(container, preview, values.removedByChange);
      assert.deepEqual(writes(preview.calls), []);
      const { calls } = await fixture.deploy(second());
      assert.deepEqual(members(), ["ana", "ben", "cem", "eve", "guest"]);
      assert.deepEqual(await fixture.membersInState(container), ["ana", "ben", "cem", "eve"]);
      assert.equal(container.roleOf("ana"), values.elevatedRole);
      assert.deepEqual(container.removedBy(calls), values.removedByChange);
      assert.deepEqual(values.names(container).sort(), ["Launch", "Tower"]);
    });

    it("loses members in a refresh that were removed outside Pulumi, and the next update adds them again", async () => {
      container.remove("ben", "cem");
      const refresh = await fixture.refresh();
      assert.ok(refresh.ok, refresh.printed);
      assert.deepEqual(await fixture.membersInState(container), ["ana", "eve"]);
      const update = await fixture.deploy(second());
      await fixture.expectRetained(container, update, ["ana", "ben", "cem", "eve"]);
      assert.deepEqual(container.removedBy(update.calls), []);
    });

    it("loses only the members that the program drops", async () => {
      const { calls } = await fixture.deploy(third());
      assert.deepEqual(container.removedBy(calls), ["ben", "cem", "eve"]);
      assert.deepEqual(members(), ["ana", "guest"]);
      assert.deepEqual(await fixture.membersInState(container), ["ana"]);
    });

    it("is destroyed without removing what it did not create", async () => {
      const destroy = await fixture.destroy();
      assert.ok(destroy.ok, destroy.printed);
      assert.deepEqual(container.removedBy(destroy.calls), ["ana"]);
      assert.deepEqual(members(), ["guest"]);
      assert.deepEqual(values.names(container), ["Launch"]);
      assert.deepEqual(await fixture.project.names(), []);
    });
  });
}
