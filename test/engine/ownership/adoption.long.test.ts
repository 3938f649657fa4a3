import assert from "node:assert/strict";

import { startEmulator, type Emulator } from "../../../emulator";
import type { Container, Service } from "./container";
import type { Declared, Options } from "./program";
import {
  expectAdoptionReported,
  expectOutcome,
  OwnershipFixture,
  writes,
  type RunOptions,
  type Run,
} from "./fixture";

/** Memberships of a user's own dynamic provider. */
const ownMemberships = (room: Container, names: readonly string[], options: Options = {}): Declared[] =>
  names.map((name) => {
    room.idOf(name);
    return { kind: "OwnMembership", name, args: { ...room.membership(name).args }, options };
  });

/** What a program declares instead of those. */
const TARGETS: Record<string, (room: Container, names: readonly string[]) => Declared[]> = {
  "a roster": (room, names) => [room.roster("team", [...names])],
  memberships: (room, names) =>
    names.map((name) => room.membership(name, { adoptExisting: true }, { name: `${name}-member` })),
};

describe("An existing member", function () {
  this.timeout(120_000);

  let fixture: OwnershipFixture;
  let otherService: Emulator;
  before(async () => {
    fixture = await OwnershipFixture.open();
    otherService = await startEmulator();
  });
  after(async () => {
    await otherService.stop();
    await fixture.close();
  });

  describe("whose create got no answer", () => {
    const dropped = "dropped from the program";
    const cases: [string, Service, "cut" | "error", Options, typeof dropped | "destroyed"][] = [
      ["room", "rooms", "error", {}, dropped],
      ["room, after a cut connection,", "rooms", "cut", {}, "destroyed"],
      ["room, with another provider,", "rooms", "error", { provider: "one" }, "destroyed"],
      ["channel", "channels", "error", {}, dropped],
      ["channel, after a cut connection,", "channels", "cut", {}, dropped],
    ];
    for (const [where, service, kind, options, ending] of cases) {
      it(`stays in the ${where} if the membership is ${ending}`, async () => {
        const container = await fixture.reset(service);
        fixture.anHourAgo(() => {
          container.add("zed");
        });
        const operation = container.operation("CreateRoomMembership");
        fixture.chime.faults.inject(
          kind === "cut"
            ? { operation, kind, when: "beforeWrite", times: "always" }
            : { operation, kind, error: "ServiceUnavailableException", times: "always" },
        );
        const program = [container.membership("zed", {}, options), container.membership("ada")];
        expectOutcome(await fixture.up(program), false);
        fixture.chime.faults.clear();
        const run = ending === "destroyed" ? await fixture.destroy() : await fixture.up([]);
        assert.ok(container.members().includes("zed"), run.printed);
        assert.deepEqual(container.removedBy(run.calls), []);
        assert.ok(!run.ok || !(await fixture.membersInState(container)).includes("zed"), run.printed);
      });
    }
  });

  describe("of a user's own dynamic provider", () => {
    for (const [target, declare] of Object.entries(TARGETS)) {
      it(`is named by the update that adopts the member into ${target}`, async () => {
        const room = await fixture.reset("rooms");
        await fixture.deploy(ownMemberships(room, ["ada", "ben"]));
        const run = await fixture.up(declare(room, ["ada", "ben", "cem"]));
        expectAdoptionReported(room, run, ["ada", "ben"]);
      });

      it(`stays if an update sets retainOnDelete before the member moves to ${target}`, async () => {
        const room = await fixture.reset("rooms");
        await fixture.deploy(ownMemberships(room, ["ada", "ben"]));
        await fixture.deploy(ownMemberships(room, ["ada", "ben"], { retainOnDelete: true }));
        const run = await fixture.deploy(declare(room, ["ada", "ben"]));
        await fixture.expectRetained(room, run, ["ada", "ben"]);
        expectAdoptionReported(room, run, ["ada", "ben"]);
        await fixture.expectConverged(declare(room, ["ada", "ben"]));
        expectOutcome(await fixture.destroy(), true);
        assert.deepEqual(room.members(), []);
      });
    }
  });

  describe("of a user's own dynamic provider whose type is an alias", () => {
    const aliases = [{ type: "pulumi-nodejs:dynamic/mine:Membership" }];
    const programs: [string, (room: Container) => Declared[]][] = [
      ["a membership", (room) => [room.membership("ada", {}, { aliases })]],
      ["a membership that adopts", (room) => [room.membership("ada", { adoptExisting: true }, { aliases })]],
      ["a roster", (room) => [room.roster("ada", ["ada"], {}, { aliases })]],
    ];
    for (const [what, program] of programs) {
      it(`stays, and the state remains usable, if the alias is of ${what}`, async () => {
        const room = await fixture.reset("rooms");
        await fixture.deploy(ownMemberships(room, ["ada"]));
        const run = await fixture.up(program(room));
        assert.deepEqual(room.removedBy(run.calls), []);
        assert.deepEqual(room.members(), ["ada"]);
        if (run.ok) {
          await fixture.expectRetained(room, run, ["ada"]);
          expectOutcome(await fixture.refresh(), true);
          await fixture.expectConverged(program(room));
        } else {
          expectOutcome(run, false, /alias/, /retainOnDelete|import/);
          // The refused update changed nothing, so the old program still works.
          await fixture.expectConverged(ownMemberships(room, ["ada"]));
        }
        expectOutcome(await fixture.destroy(), true);
        assert.deepEqual(room.members(), []);
      });
    }
  });

  describe("stays in the state after", () => {
    const cases: [
      string,
      Service,
      (container: Container) => Declared[],
      (fixture: OwnershipFixture, options: RunOptions) => Promise<Run>,
    ][] = [
      [
        "a destroy of memberships of a room",
        "rooms",
        (room) => ["ada", "ben"].map((name) => room.membership(name)),
        (commandFixture, options) => commandFixture.destroy(options),
      ],
      [
        "a destroy of a roster of a room",
        "rooms",
        (room) => [room.roster("team", ["ada", "ben"])],
        (commandFixture, options) => commandFixture.destroy(options),
      ],
      [
        "a destroy of memberships of a channel",
        "channels",
        (channel) => ["ada", "ben"].map((name) => channel.membership(name)),
        (commandFixture, options) => commandFixture.destroy(options),
      ],
      [
        "a destroy of a roster of a channel",
        "channels",
        (channel) => [channel.roster("team", ["ada", "ben"])],
        (commandFixture, options) => commandFixture.destroy(options),
      ],
      [
        "an update that drops memberships of a room",
        "rooms",
        (room) => ["ada", "ben"].map((name) => room.membership(name)),
        (commandFixture, options) => commandFixture.up([], options),
      ],
      [
        "a refresh of memberships of a room",
        "rooms",
        (room) => ["ada", "ben"].map((name) => room.membership(name)),
        (commandFixture, options) => commandFixture.refresh(options),
      ],
      [
        "a refresh of a roster of a room",
        "rooms",
        (room) => [room.roster("team", ["ada", "ben"])],
        (commandFixture, options) => commandFixture.refresh(options),
      ],
    ];
    for (const [what, service, program, command] of cases) {
      it(`${what} at the endpoint of another account`, async () => {
        const container = await fixture.reset(service);
        await fixture.deploy(program(container));
        const run = await command(fixture, { env: otherService.env });
        expectOutcome(run, false);
        assert.deepEqual(writes(run.calls), []);
        await fixture.expectRetained(container, run, ["ada", "ben"]);
        expectOutcome(await fixture.destroy(), true);
        assert.deepEqual(container.members(), []);
      });
    }

    it("a destroy of the room itself at the endpoint of another account", async () => {
      const { args } = await fixture.reset("rooms");
      const accountId = args["accountId"]!;
      const before = fixture.chime.state.rooms(accountId).length;
      await fixture.deploy([{ kind: "Room", name: "landing", args: { accountId, name: "Landing" } }]);
      expectOutcome(await fixture.destroy({ env: otherService.env }), false);
      assert.deepEqual(await fixture.project.names(), ["landing"]);
      expectOutcome(await fixture.destroy(), true);
      assert.equal(fixture.chime.state.rooms(accountId).length, before);
    });
  });
});
