import assert from "node:assert/strict";

import { startEmulator, type Emulator } from "../../../emulator";
import type { Container, Service } from "./container";
import type { Declared, Options } from "./program";
import { expectAdopted, expectEnd, Stage, writes, type How, type Run } from "./stage";

/** Memberships that a dynamic provider of somebody's own makes: their `delete` is not ours. */
const handmade = (room: Container, names: readonly string[], options: Options = {}): Declared[] =>
  names.map((name) => {
    room.idOf(name);
    return { kind: "Handmade", name, args: { ...room.membership(name).args }, options };
  });

/** What a program declares in the place of those. */
const FORMS: Record<string, (room: Container, names: readonly string[]) => Declared[]> = {
  roster: (room, names) => [room.roster("team", [...names])],
  memberships: (room, names) =>
    names.map((name) => room.membership(name, { adoptExisting: true }, { name: `${name}-member` })),
};

describe("Who is there before a resource declares them", function () {
  this.timeout(120_000);

  let stage: Stage;
  let elsewhere: Emulator;
  before(async () => {
    stage = await Stage.open();
    elsewhere = await startEmulator();
  });
  after(async () => {
    await elsewhere.stop();
    await stage.close();
  });

  // un1
  describe("and whose addition never got an answer", () => {
    const taken = "taken out of the program";
    const cases: [string, Service, "cut" | "error", Options, typeof taken | "destroyed"][] = [
      ["room", "rooms", "error", {}, taken],
      ["room, after a connection that was cut,", "rooms", "cut", {}, "destroyed"],
      ["room of a provider of its own", "rooms", "error", { provider: "one" }, "destroyed"],
      ["channel", "channels", "error", {}, taken],
      ["channel, after a connection that was cut,", "channels", "cut", {}, taken],
    ];
    for (const [where, service, kind, options, ending] of cases) {
      it(`stays in the ${where} when the membership is ${ending}`, async () => {
        const container = await stage.begin(service);
        stage.longAgo(() => {
          container.add("zed");
        });
        const operation = container.operation("CreateRoomMembership");
        stage.chime.faults.inject(
          kind === "cut"
            ? { operation, kind, when: "beforeWrite", times: "always" }
            : { operation, kind, error: "ServiceUnavailableException", times: "always" },
        );
        const program = [container.membership("zed", {}, options), container.membership("ada")];
        expectEnd(await stage.up(program), false);
        stage.chime.faults.clear();
        const run = ending === "destroyed" ? await stage.destroy() : await stage.up([]);
        assert.ok(container.members().includes("zed"), run.printed);
        assert.deepEqual(container.removedBy(run.calls), []);
        assert.ok(!run.ok || !(await stage.held(container)).includes("zed"), run.printed);
      });
    }
  });

  // hm1
  describe("by a dynamic provider of one's own", () => {
    for (const [form, declare] of Object.entries(FORMS)) {
      it(`is named by the update that adopts them into ${form}`, async () => {
        const room = await stage.begin("rooms");
        await stage.given(handmade(room, ["ada", "ben"]));
        const run = await stage.up(declare(room, ["ada", "ben", "cem"]));
        expectAdopted(room, run, ["ada", "ben"]);
      });

      it(`stays when they become ${form}, where an update has set retainOnDelete before`, async () => {
        const room = await stage.begin("rooms");
        await stage.given(handmade(room, ["ada", "ben"]));
        await stage.given(handmade(room, ["ada", "ben"], { retainOnDelete: true }));
        const run = await stage.given(declare(room, ["ada", "ben"]));
        await stage.expectStayed(room, run, ["ada", "ben"]);
        expectAdopted(room, run, ["ada", "ben"]);
        await stage.expectConverged(declare(room, ["ada", "ben"]));
        expectEnd(await stage.destroy(), true);
        assert.deepEqual(room.members(), []);
      });
    }
  });

  // hm2
  describe("by a dynamic provider of one's own whose type an alias names", () => {
    const aliases = [{ type: "pulumi-nodejs:dynamic/mine:Membership" }];
    const programs: [string, (room: Container) => Declared[]][] = [
      ["a membership", (room) => [room.membership("ada", {}, { aliases })]],
      ["a membership that adopts", (room) => [room.membership("ada", { adoptExisting: true }, { aliases })]],
      ["a roster", (room) => [room.roster("ada", ["ada"], {}, { aliases })]],
    ];
    for (const [what, program] of programs) {
      it(`stays, and the state remains usable, where the alias is of ${what}`, async () => {
        const room = await stage.begin("rooms");
        await stage.given(handmade(room, ["ada"]));
        const run = await stage.up(program(room));
        assert.deepEqual(room.removedBy(run.calls), []);
        assert.deepEqual(room.members(), ["ada"]);
        if (run.ok) {
          await stage.expectStayed(room, run, ["ada"]);
          expectEnd(await stage.refresh(), true);
          await stage.expectConverged(program(room));
        } else {
          expectEnd(run, false, /alias/, /retainOnDelete|import/);
          // What was refused has changed nothing: the old program goes on.
          await stage.expectConverged(handmade(room, ["ada"]));
        }
        expectEnd(await stage.destroy(), true);
        assert.deepEqual(room.members(), []);
      });
    }
  });

  // es1
  describe("and whose account answers to nobody else", () => {
    const cases: [
      string,
      Service,
      (container: Container) => Declared[],
      (stage: Stage, how: How) => Promise<Run>,
    ][] = [
      [
        "a destroy of memberships of a room",
        "rooms",
        (room) => ["ada", "ben"].map((name) => room.membership(name)),
        (on, how) => on.destroy(how),
      ],
      [
        "a destroy of a roster of a room",
        "rooms",
        (room) => [room.roster("team", ["ada", "ben"])],
        (on, how) => on.destroy(how),
      ],
      [
        "a destroy of memberships of a channel",
        "channels",
        (channel) => ["ada", "ben"].map((name) => channel.membership(name)),
        (on, how) => on.destroy(how),
      ],
      [
        "a destroy of a roster of a channel",
        "channels",
        (channel) => [channel.roster("team", ["ada", "ben"])],
        (on, how) => on.destroy(how),
      ],
      [
        "an update that drops memberships of a room",
        "rooms",
        (room) => ["ada", "ben"].map((name) => room.membership(name)),
        (on, how) => on.up([], how),
      ],
      [
        "a refresh of memberships of a room",
        "rooms",
        (room) => ["ada", "ben"].map((name) => room.membership(name)),
        (on, how) => on.refresh(how),
      ],
      [
        "a refresh of a roster of a room",
        "rooms",
        (room) => [room.roster("team", ["ada", "ben"])],
        (on, how) => on.refresh(how),
      ],
    ];
    for (const [what, service, program, act] of cases) {
      it(`is not forgotten by ${what} that reaches another account`, async () => {
        const container = await stage.begin(service);
        await stage.given(program(container));
        const run = await act(stage, { env: elsewhere.env });
        expectEnd(run, false);
        assert.deepEqual(writes(run.calls), []);
        await stage.expectStayed(container, run, ["ada", "ben"]);
        expectEnd(await stage.destroy(), true);
        assert.deepEqual(container.members(), []);
      });
    }

    it("is not forgotten by a destroy of the room itself that reaches another account", async () => {
      const { args } = await stage.begin("rooms");
      const accountId = args["accountId"]!;
      const before = stage.chime.state.rooms(accountId).length;
      await stage.given([{ kind: "Room", name: "thing", args: { accountId, name: "Landing" } }]);
      expectEnd(await stage.destroy({ env: elsewhere.env }), false);
      assert.deepEqual(await stage.project.names(), ["thing"]);
      expectEnd(await stage.destroy(), true);
      assert.equal(stage.chime.state.rooms(accountId).length, before);
    });
  });
});
