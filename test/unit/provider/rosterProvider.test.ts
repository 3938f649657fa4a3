import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { install } from "@sinonjs/fake-timers";

import type { ChimeSession } from "../../../provider/aws/session";
import { UNKNOWN_VALUE } from "../../../provider/schema/unknownValue";
import type { Properties } from "../../../provider/schema/properties";
import { PROVIDER_TEXT } from "../../../provider/schema/providerText";
import { ROOM_MEMBERSHIPS } from "../../../provider/reconcile/definitions/roomDefinitions";
import { PartialFailure } from "../../../provider/reconcile/partialFailure";
import { RosterProvider } from "../../../provider/reconcile/roster/rosterProvider";
import { Ledger, type DeploymentKind } from "../../../provider/ownership/ledger";
import { Ownership } from "../../../provider/ownership/ownership";
import { rejectionOf } from "../../support/failures";
import { failed, ScriptedRoom, sessionOf } from "../../support/scriptedRoom";

const ROOM = { accountId: "account", roomId: "room" };
const ID = "account/room";
const idOf = (memberId: string): string => `account/room/${memberId}`;
const members = (...memberIds: string[]): Record<string, string> =>
  Object.fromEntries(memberIds.map((memberId) => [memberId, "Member"]));
const roster = (members: unknown, options: Properties = {}): Properties => ({ ...ROOM, members, ...options });

describe("RosterProvider", () => {
  let folder: string;
  let room: ScriptedRoom;
  let ownership: Ownership;
  let hooks: RosterProvider<typeof ROOM>;
  let messages: string[];
  let shown: string[];
  /** Ends the deployment, and starts the next one. */
  const startDeployment = (settings: Partial<ChimeSession["settings"]> = {}): void => {
    ownership.end();
    ownership = new Ownership("engine", folder);
    const progress = {
      say: (text: string) => messages.push(text),
      warn: (text: string) => messages.push(`warning: ${text}`),
      show: (text: string) => shown.push(text),
    };
    hooks = new RosterProvider(ROOM_MEMBERSHIPS, sessionOf(room, settings), ownership, progress);
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "chime-ledgers-"));
    ownership = new Ownership("", folder);
    room = new ScriptedRoom();
    [messages, shown] = [[], []];
    startDeployment();
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  /** Records what the program knows of the deployment. */
  const runProgramIn = (kind: DeploymentKind): void => {
    new Ledger("engine", "program", folder).addDeployment(kind);
  };
  const check = async (inputs: Properties, olds: Properties = {}): Promise<Properties> =>
    (await hooks.check(olds, inputs)).inputs ?? {};
  const roomMembers = (): string[] => [...room.members.keys()].sort();
  const removals = (): string[] => room.calls.filter((call) => call.startsWith("remove"));

  describe("check", () => {
    it("records the members that the program declares, and those that it ignores", async () => {
      await check(roster(members("ana"), { ignoreMembers: ["ben"] }));
      assert.deepEqual(
        ["ana", "ben"].map(idOf).map((id) => ownership.outcomeInRoster(id) === "desired"),
        [true, false],
      );
      assert.deepEqual(
        ["ana", "ben"].map(idOf).map((id) => ownership.isIgnored(id)),
        [false, true],
      );
    });

    it("records ignored members only if there are any", async () => {
      await check(roster(members("ana")));
      const texts = readdirSync(folder).map((file) => readFileSync(join(folder, file), "utf8"));
      assert.match(texts.join(""), /^checked\ndesired \S+\ncontentsDeclared \S+\n$/);
    });

    it("records no members if an input is invalid", async () => {
      const { failures = [] } = await hooks.check({}, roster(members("ana"), { exclusive: "yes" }));
      assert.equal(failures.length, 1);
      assert.equal(ownership.outcomeInRoster(idOf("ana")), "removed");
    });

    it("names the unmanaged members that a new exclusive roster will remove, and leaves those of an existing one to diff", async () => {
      room.add("unmanaged");
      const exclusive = roster(members("ana"), { exclusive: true });
      await check(exclusive, exclusive);
      assert.deepEqual(messages, []);
      await check(exclusive);
      assert.match(
        messages.join(),
        /`pulumi up` removes 1 member \(unmanaged\) from room .*: not in the exclusive roster/,
      );
    });

    it("declares again the members in the state, unless the state has another form", async () => {
      const news = roster(members("ana"));
      const leaving = /^rosterLeaving /m;
      for (const [olds, leaves] of [
        [roster(members("ana", "ben")), true],
        [roster(members("ana"), { transferring: members("ben") }), true],
        [roster({ ana: "Member", ben: UNKNOWN_VALUE }), false],
        [{ ...roster(members("ana", "ben")), roomId: 7 }, false],
        [{ members: members("ana", "ben") }, false],
      ] as const) {
        startDeployment();
        await check(news, olds);
        const texts = readdirSync(folder).map((file) => readFileSync(join(folder, file), "utf8"));
        assert.equal(leaving.test(texts.join("")), leaves, JSON.stringify(olds));
      }
    });

    const withUnknownId = (options: Properties = {}): Properties =>
      roster([{ memberId: "ana" }, { memberId: UNKNOWN_VALUE }], options);

    it("names the members that may be removed while an id is unknown: dropped ones, and unmanaged ones if it may be exclusive", async () => {
      for (const memberId of ["ana", "ben", "cem"]) room.add(memberId);
      await check(withUnknownId(), roster(members("ana", "ben")));
      assert.match(messages.join(), /removes 1 member \(ben\) from room .*, unless the member turns out/);
      assert.deepEqual(room.calls, []);
      for (const exclusive of [true, UNKNOWN_VALUE]) {
        startDeployment();
        messages = [];
        await check(withUnknownId({ exclusive }), roster(members("ana", "ben")));
        assert.match(messages.join(), /removes up to 2 members \(ben, cem\) from/, String(exclusive));
      }
    });

    it("names no member that another resource declares, and none if the prior members are unknown or missing", async () => {
      ownership.desire([idOf("ben")]);
      await check(withUnknownId(), roster(members("ana", "ben")));
      await check(withUnknownId(), roster(UNKNOWN_VALUE));
      await check(withUnknownId());
      assert.deepEqual(messages, []);
    });

    it("makes no calls while the parent is unknown", async () => {
      await check({ ...withUnknownId({ exclusive: true }), roomId: UNKNOWN_VALUE }, roster(members("ben")));
      assert.deepEqual([messages, room.calls], [[], []]);
    });
  });

  describe("diff", () => {
    const diff = async (olds: Properties, news: Properties): Promise<unknown> => hooks.diff(ID, olds, news);
    const SAME = { changes: false, replaces: [], deleteBeforeReplace: false };
    const UPDATE = { ...SAME, changes: true };

    it("returns no change for equal inputs, and an update for each property that differs", async () => {
      const olds = roster(members("ana"));
      assert.deepEqual(await diff(olds, roster(members("ana"))), SAME);
      assert.deepEqual(await diff(olds, roster(members("ben"))), UPDATE);
      assert.deepEqual(await diff(olds, roster(members("ana"), { ignoreMembers: ["ben"] })), UPDATE);
      assert.deepEqual(await diff(olds, roster(members("ana"), { exclusive: true })), UPDATE);
    });

    it("replaces the roster if the parent changes, even to an unknown one, and creates the new one first", async () => {
      const olds = roster(members("ana"));
      const moved = { changes: true, replaces: ["roomId"], deleteBeforeReplace: false };
      assert.deepEqual(await diff(olds, { ...olds, roomId: "other" }), moved);
      assert.deepEqual(await diff(olds, { ...olds, roomId: UNKNOWN_VALUE }), moved);
    });

    it("only compares while an input is unknown: it makes no calls and retains no member", async () => {
      const news = roster({ ana: UNKNOWN_VALUE }, { exclusive: true });
      await check(roster(members("ana")), roster(members("ana")));
      assert.deepEqual(await diff(roster(members("ana")), news), UPDATE);
      assert.deepEqual(room.calls, []);
      assert.equal(ownership.isOwned(idOf("ana")), false);
    });

    it("retains the members that it manages and lists, and not those that it only lists", async () => {
      const news = await check(roster(members("ana", "ben")), roster(members("ana")));
      await diff(roster(members("ana")), news);
      assert.deepEqual(
        ["ana", "ben"].map(idOf).map((id) => ownership.isOwned(id)),
        [true, false],
      );
    });

    it("retains no member of the old parent", async () => {
      const news = await check(roster(members("ana")), roster(members("ana")));
      await diff({ ...roster(members("ana")), roomId: "old" }, news);
      assert.equal(ownership.isOwned(idOf("ana")), false);
    });

    it("leaves the old parent, so that delete does not mistake a new roster of that parent for its own replacement", async () => {
      room.add("ana");
      await check(roster(members("ana")));
      await diff(roster(members("ana")), { ...roster(members("ana")), roomId: "other" });
      const { message } = await rejectionOf(hooks.delete(ID, roster(members("ana"))));
      assert.match(message, /Did not remove member ana from room room/);
      assert.deepEqual(roomMembers(), ["ana"]);
    });

    it("returns an update if an exclusive roster has unmanaged members, and names them once", async () => {
      room.add("ana");
      room.add("unmanaged");
      const exclusive = roster(members("ana"), { exclusive: true });
      for (let count = 0; count < 2; count += 1) assert.deepEqual(await diff(exclusive, exclusive), UPDATE);
      assert.equal(messages.length, 1);
      const olds = { ...exclusive, transferring: members("unmanaged") };
      assert.deepEqual(await diff(olds, exclusive), SAME);
    });

    for (const [what, change, owned] of [
      [
        "the room was created",
        () => {
          ownership.recordCreated([ID]);
        },
        [false, false],
      ],
      [
        "a member was removed",
        () =>
          ownership.remove(idOf("ana"), {
            kind: "membership",
            what: "",
            remove: () => Promise.resolve(),
            find: () => Promise.resolve(),
          }),
        [false, true],
      ],
    ] as const) {
      it(`returns an update if ${what} in this deployment, and retains the members that are still there`, async () => {
        await change();
        const news = await check(roster(members("ana", "ben")), roster(members("ana", "ben")));
        assert.deepEqual(await diff(roster(members("ana", "ben")), news), UPDATE);
        assert.deepEqual(
          ["ana", "ben"].map(idOf).map((id) => ownership.isOwned(id)),
          owned,
        );
      });
    }

    it("returns an update and a message if no resource declares a transferring member any more, but not in a refresh", async () => {
      const olds = roster(members("ana"), { transferring: members("ben") });
      const news = roster(members("ana"));
      assert.deepEqual(await diff(olds, news), SAME);
      await check(news, olds);
      assert.deepEqual(await diff(olds, news), UPDATE);
      assert.match(
        messages.join(),
        /removes 1 member \(ben\) from room room \(account account\): kept by the roster/,
      );
      ownership.desire([idOf("ben")]);
      assert.deepEqual(await diff(olds, news), SAME);
    });

    it("keeps a transferring member without an update while the program does not know all ids", async () => {
      const olds = roster(members("ana"), { transferring: members("ben") });
      const program = new Ledger("engine", "program", folder);
      program.addUnknownId();
      const news = await check(roster(members("ana")), olds);
      assert.deepEqual(await diff(olds, news), SAME);
      program.settleUnknownId();
      await new Promise(setImmediate);
      assert.deepEqual(await diff(olds, news), UPDATE);
    });

    it("counts and names the members that the program changes, only in a preview, and only once", async () => {
      ownership.recordOwned([idOf("dan")]);
      const olds = roster(members("ana", "ben", "cem", "dan"), { transferring: members("eva") });
      const news = roster({ ana: "Administrator", ben: "Member", fay: "Member", gus: "Member" });
      await diff(olds, news);
      runProgramIn("preview");
      for (let times = 0; times < 2; times += 1) await diff(olds, news);
      await diff(olds, { ...olds, exclusive: false });
      assert.deepEqual(
        messages.filter((text) => text.includes(" in the roster of ")),
        [
          "+2 -2 ~1, from 5 to 4 members, in the roster of room room (account account). Add: fay, gus. Remove: eva, cem. " +
            "Change the role of: ana (Member to Administrator).",
          "-1, from 5 to 4 members, in the roster of room room (account account). Remove: eva.",
        ],
      );
      startDeployment();
      messages = [];
      runProgramIn("update");
      await diff(olds, news);
      assert.deepEqual(messages, []);
    });

    it("says only in a preview that a new roster has no members", async () => {
      runProgramIn("preview");
      await check(roster({}), roster({}));
      await check(roster(members("ana")));
      assert.deepEqual(messages, []);
      await check(roster({}));
      assert.deepEqual(messages, [
        "The roster of room room (account account) has no members, so it adds and removes nobody.",
      ]);
      startDeployment();
      messages = [];
      runProgramIn("update");
      await check(roster({}));
      assert.deepEqual(messages, []);
    });

    it("has the name of the resource in its messages, unless there is another roster for the room", async () => {
      const olds = roster(members("ana", "ben"));
      const news = roster(members("ana"));
      const named = (name: string): Promise<Properties> => check({ ...news, __resourceName: name }, olds);
      runProgramIn("preview");
      assert.deepEqual(await named("team"), news);
      await diff(olds, news);
      assert.match(messages.join(), /^"team": -1, from 2 to 1 member, /);
      startDeployment();
      messages = [];
      runProgramIn("preview");
      await named("team");
      await named("others");
      await diff(olds, news);
      assert.match(messages.join(), /^-1, from 2 to 1 member, /);
    });

    it("counts all members in a preview that empties the roster, and those whom an exclusive one removes", async () => {
      runProgramIn("preview");
      await diff(roster(members("ana", "ben")), roster({}));
      assert.match(messages.join(), /^-2, from 2 to 0 members, in the roster of .*\. Remove: ana, ben\.$/);
      for (const memberId of ["ana", "old-1", "old-2"]) room.add(memberId);
      messages = [];
      await diff(roster(members("ana")), roster(members("ana", "ben"), { exclusive: true }));
      assert.match(messages[0] ?? "", /^\+1 -2, from 3 to 2 members, in the roster of .*\. Add: ben\.$/);
      assert.match(messages[1] ?? "", /removes 2 members \(old-1, old-2\)/);
    });

    it("names the members to remove in a preview and without a program, but not in an update, which names whom it removed", async () => {
      room.add("unmanaged");
      const exclusive = roster(members("ana"), { exclusive: true });
      runProgramIn("preview");
      assert.deepEqual(await diff(exclusive, exclusive), UPDATE);
      assert.match(messages.join(), /^warning: `pulumi up` removes 1 member \(unmanaged\) from/);
      startDeployment();
      messages = [];
      runProgramIn("update");
      assert.deepEqual(await diff(exclusive, exclusive), UPDATE);
      await check(withUnknownMember({ exclusive: true }), exclusive);
      assert.deepEqual(messages, []);
    });

    const withUnknownMember = (options: Properties): Properties =>
      roster([{ memberId: "ana" }, { memberId: UNKNOWN_VALUE }], options);

    it("names all members to remove only with PULUMI_CHIME_DEBUG", async () => {
      const unmanaged = Array.from({ length: 11 }, (_, index) => `member-${index}`);
      for (const memberId of unmanaged) room.add(memberId);
      const exclusive = roster(members("ana"), { exclusive: true });
      await diff(exclusive, exclusive);
      assert.equal(messages.length, 1);
      startDeployment({ debug: true });
      messages = [];
      await diff(exclusive, exclusive);
      assert.deepEqual(
        [messages.length, messages[1]?.startsWith("Members to remove from room room")],
        [2, true],
      );
    });

    it("refuses an entry of another provider, as read and delete do, but not a look-up", async () => {
      const foreign = roster(members("ana"), { __provider: PROVIDER_TEXT.RoomRoster });
      const reasons = await Promise.all(
        [
          () => hooks.diff("foreign", foreign, foreign),
          () => hooks.read("foreign", foreign),
          () => hooks.delete("foreign", foreign),
        ].map(async (hook) => (await rejectionOf(Promise.resolve().then<unknown>(hook))).message),
      );
      for (const reason of reasons) assert.match(reason, /another provider created it/);
      const lookUp = hooks.read("foreign", { __provider: PROVIDER_TEXT.RoomRoster });
      assert.doesNotMatch((await rejectionOf(lookUp)).message, /another provider/);
    });
  });

  describe("create", () => {
    it("adds all members, owns them, and names those that existed", async () => {
      room.add("ana");
      const inputs = await check(roster(members("ana", "ben")));
      assert.deepEqual(await hooks.create(inputs), { id: ID, outs: inputs });
      assert.deepEqual(roomMembers(), ["ana", "ben"]);
      assert.deepEqual(
        ["ana", "ben"].map(idOf).map((id) => ownership.isOwned(id)),
        [true, true],
      );
      assert.equal(messages.length, 1);
      assert.match(
        messages[0]!,
        /^Adopted 1 member \(ana\) that existed already in room room \(account account\)/,
      );
      assert.match(shown[0]!, /^1 of 1 added: Room room$/);
      assert.equal(shown.at(-1), "");
    });

    it("reports no adoption if the role of an existing member could not be changed", async () => {
      room.add("ana", "Administrator");
      room.next("change", failed("forbidden"));
      await rejectionOf(hooks.create(await check(roster(members("ana", "ben")))));
      assert.deepEqual(messages, []);
    });

    it("keeps members with an ambiguous outcome in the state, and throws no PartialFailure if all were refused", async () => {
      room.next("createAll", failed("forbidden"));
      const inputs = await check(roster(members("ana", "ben")));
      const refused = await rejectionOf(hooks.create(inputs));
      assert.ok(!(refused instanceof PartialFailure));
      assert.match(refused.message, /2 of 2 changes failed/);
      room.next("createAll", failed("unreachable", { outcomeUnknown: true }));
      const partial = await rejectionOf(hooks.create(inputs));
      assert.ok(partial instanceof PartialFailure);
      assert.equal(partial.id, ID);
      assert.deepEqual(partial.properties, {
        ...inputs,
        members: { ana: "Unconfirmed", ben: "Unconfirmed" },
      });
      assert.ok(ownership.isOwned(idOf("ana")));
    });

    it("does not own a member that could not be added", async () => {
      room.refusals.set("ben", failed("forbidden"));
      await rejectionOf(hooks.create(await check(roster(members("ana", "ben")))));
      assert.deepEqual(
        ["ana", "ben"].map(idOf).map((id) => ownership.isOwned(id)),
        [true, false],
      );
    });

    it("reads the list again only if the room was created or a member was removed in this deployment", async () => {
      await hooks.create(await check(roster(members("ana"))));
      const removal = {
        kind: "membership" as const,
        what: "",
        remove: () => Promise.resolve(),
        find: () => Promise.resolve(),
      };
      await ownership.remove(idOf("cem"), removal);
      await hooks.create(await check(roster(members("cem", "eva"))));
      ownership.recordCreated([ID]);
      await hooks.create(await check(roster(members("ben", "dan"))));
      const lists = room.calls.filter((call) => call.startsWith("list"));
      assert.deepEqual(lists, ["list", "list anew", "list anew"]);
    });

    it("waits for a removal of the same member, and adds the member again", async () => {
      room.add("ana");
      let end!: () => void;
      const removed = ownership.remove(idOf("ana"), {
        kind: "membership",
        what: "",
        remove: async () => {
          await new Promise<void>((resolve) => (end = resolve));
          room.members.delete("ana");
        },
        find: () => Promise.resolve(),
      });
      const created = hooks.create(roster(members("ana")));
      await new Promise(setImmediate);
      assert.deepEqual(room.calls, []);
      end();
      await Promise.all([removed, created]);
      assert.deepEqual(roomMembers(), ["ana"]);
    });
  });

  describe("update", () => {
    const update = (olds: Properties, news: Properties): ReturnType<typeof hooks.update> =>
      hooks.update(ID, olds, news);

    it("waits for unknown ids only before it removes a member", async () => {
      for (const memberId of ["ana", "ben"]) room.add(memberId);
      const [olds, news] = [roster(members("ana", "ben")), roster(members("ana", "cem"))];
      const program = new Ledger("engine", "program", folder);
      await check(news, olds);
      program.addUnknownId();
      const clock = install({ toFake: ["setTimeout", "clearTimeout", "performance"] });
      try {
        await update(roster(members("ana")), roster(members("ana", "dan")));
        assert.equal(performance.now(), 0);
        const updated = update(olds, news);
        await clock.tickAsync(200);
        assert.deepEqual(roomMembers(), ["ana", "ben", "cem", "dan"]);
        program.settleUnknownId();
        await clock.tickAsync(200);
        await updated;
      } finally {
        clock.uninstall();
      }
      assert.deepEqual(roomMembers(), ["ana", "cem", "dan"]);
    });

    it("moves a member that another resource declares but does not own to transferring, with the role in the state", async () => {
      room.add("ana");
      room.add("ben", "Administrator");
      ownership.desire([idOf("ben")]);
      const olds = roster({ ana: "Member", ben: "Administrator" });
      const news = await check(roster(members("ana")), olds);
      assert.deepEqual(await update(olds, news), {
        outs: { ...news, transferring: { ben: "Administrator" } },
      });
      assert.deepEqual([roomMembers(), removals()], [["ana", "ben"], []]);
    });

    it("drops a transferring member that another entry owns, and removes one that no resource declares", async () => {
      for (const memberId of ["ana", "ben", "cem"]) room.add(memberId);
      ownership.recordCreated([idOf("ben")]);
      const olds = roster(members("ana"), { transferring: members("ben", "cem") });
      const news = await check(roster(members("ana")), olds);
      assert.deepEqual(await update(olds, news), { outs: news });
      assert.deepEqual(roomMembers(), ["ana", "ben"]);
    });

    it("names the members that it removed although it did not drop them now, and no member whose removal failed", async () => {
      for (const memberId of ["ana", "ben", "cem", "dan", "eva"]) room.add(memberId);
      const olds = roster(members("ana", "ben"), { transferring: members("cem"), exclusive: true });
      const news = await check(roster(members("ana"), { exclusive: true }), olds);
      messages = [];
      await update(olds, news);
      assert.deepEqual(messages, [
        "warning: Removed 2 members (dan, eva) from room room (account account): not in the exclusive roster.",
        "warning: Removed 1 member (cem) from room room (account account): kept by the roster for another resource, and not " +
          "declared any more.",
      ]);
      room.add("fay");
      messages = [];
      room.next("remove", failed("forbidden"));
      await rejectionOf(update(news, news));
      assert.deepEqual(messages, []);
    });

    it("keeps a transferring member whose removal failed in transferring", async () => {
      for (const memberId of ["ana", "ben"]) room.add(memberId);
      room.next("remove", failed("forbidden"));
      const olds = roster(members("ana"), { transferring: members("ben") });
      const news = await check(roster(members("ana", "cem")), olds);
      const failure = await rejectionOf(update(olds, news));
      assert.ok(failure instanceof PartialFailure);
      assert.equal(failure.id, ID);
      assert.deepEqual(failure.properties, { ...news, transferring: members("ben") });
      assert.match(failure.message, /1 of 2 changes failed\. The other changes are done/);
    });

    it("keeps a member whose removal failed in members", async () => {
      for (const memberId of ["ana", "ben"]) room.add(memberId);
      room.next("remove", failed("forbidden"));
      const olds = roster(members("ana", "ben"));
      const failure = await rejectionOf(update(olds, await check(roster(members("ana")), olds)));
      assert.ok(failure instanceof PartialFailure);
      assert.deepEqual(failure.properties["members"], members("ana", "ben"));
      assert.equal(failure.properties["transferring"], undefined);
      assert.deepEqual(
        ["ana", "ben"].map(idOf).map((id) => ownership.isOwned(id)),
        [true, false],
      );
    });

    it("moves a member to transferring that another resource declares only when the removal starts, but no unmanaged one", async () => {
      for (const memberId of ["ana", "ben", "unmanaged"]) room.add(memberId);
      room.next("createAll", () => {
        ownership.desire([idOf("ben"), idOf("unmanaged")]);
      });
      const olds = roster(members("ana", "ben"), { exclusive: true });
      const news = await check(roster(members("ana", "cem"), { exclusive: true }), olds);
      assert.deepEqual(await update(olds, news), { outs: { ...news, transferring: members("ben") } });
      assert.deepEqual(removals(), []);
    });

    it("owns members that it could add only after removals", async () => {
      room.add("old");
      room.refusals.set("ana", failed("limitExceeded"));
      room.next("remove", () => {
        room.refusals.clear();
      });
      const olds = roster(members("old"));
      const news = await check(roster(members("ana")), olds);
      assert.deepEqual(await update(olds, news), { outs: news });
      assert.deepEqual(
        ["ana", "old"].map(idOf).map((id) => ownership.isOwned(id)),
        [true, false],
      );
    });

    it("counts all planned changes in the error: adds, role changes and removals", async () => {
      room.add("ana", "Member");
      room.add("ben", "Administrator");
      room.add("cem");
      room.next("remove", failed("forbidden"));
      const olds = roster({ ana: "Member", ben: "Administrator", cem: "Member" });
      const news = await check(roster({ ana: "Administrator", ben: "Member", dan: "Member" }), olds);
      const { message } = await rejectionOf(update(olds, news));
      assert.match(message, /1 of 4 changes failed/);
    });

    it("removes administrators last, by their role in the room, or in the state if they are in no list", async () => {
      room.add("ana", "Administrator");
      for (const memberId of ["ben", "keep"]) room.add(memberId);
      const olds = roster({ ana: "Member", gone: "Administrator", ben: "Member", keep: "Member" });
      await update(olds, await check(roster(members("keep")), olds));
      assert.deepEqual(removals(), ["remove ben", "remove ana", "remove gone"]);
    });

    it("adds the members again whose room was created again in this deployment", async () => {
      room.add("ana");
      const olds = roster(members("ana"));
      const news = await check(roster(members("ana"), { ignoreMembers: ["x"] }), olds);
      room.members.clear();
      ownership.recordCreated([ID]);
      await update(olds, news);
      assert.deepEqual(roomMembers(), ["ana"]);
    });

    it("does not report members that it managed or was transferring as adopted", async () => {
      for (const memberId of ["ana", "ben"]) room.add(memberId);
      const olds = roster(members("ana"), { transferring: members("ben") });
      await update(olds, await check(roster(members("ana", "ben")), olds));
      assert.deepEqual(messages, []);
    });
  });

  describe("read", () => {
    it("returns all members in order for a look-up, and fails if the parent does not exist", async () => {
      for (const memberId of ["ben", "ana"]) room.add(memberId);
      const { props, inputs } = await hooks.read(ID, {});
      assert.deepEqual(props, roster(members("ana", "ben")));
      assert.deepEqual(Object.keys(inputs?.["members"] ?? {}), ["ana", "ben"]);
      room.parentExists = false;
      const { message } = await rejectionOf(hooks.read(ID, {}));
      assert.match(
        message,
        /^There is no room room \(account account\) in Amazon Chime: check the two ids\.$/,
      );
    });

    it("returns nothing if the parent does not exist", async () => {
      room.parentExists = false;
      assert.deepEqual(await hooks.read(ID, roster(members("ana"))), {});
    });

    it("returns the members and transferring members that exist, and the unmanaged members of an exclusive roster", async () => {
      for (const memberId of ["unmanaged", "ana", "moving", "also-unmanaged", "ignored", "another"])
        room.add(memberId);
      ownership.desire([idOf("another")]);
      const state = roster(members("ana", "gone"), {
        exclusive: true,
        ignoreMembers: ["ignored"],
        transferring: members("moving", "moved-away"),
      });
      const inputs = roster(members("ana"), { exclusive: true, ignoreMembers: ["ignored"] });
      const found = await hooks.read(ID, state);
      assert.deepEqual(found.inputs, inputs);
      assert.deepEqual(Object.keys(found.props?.["otherMembers"] ?? {}), ["also-unmanaged", "unmanaged"]);
      assert.deepEqual(found.props, {
        ...inputs,
        transferring: members("moving"),
        otherMembers: members("also-unmanaged", "unmanaged"),
      });
    });

    it("reads the list again for a member that is missing in it", async () => {
      startDeployment({ readConsistencySeconds: 1 });
      room.next(
        "list",
        () => undefined,
        () => undefined,
        () => {
          room.add("ana");
        },
      );
      const { props } = await hooks.read(ID, roster(members("ana")));
      assert.deepEqual(props, roster(members("ana")));
      assert.deepEqual(room.calls, ["list", "list", "list anew"]);
    });
  });

  describe("delete", () => {
    it("removes members and transferring members, administrators last, and no member that a roster ignores", async () => {
      room.add("admin", "Administrator");
      for (const memberId of ["ana", "moving", "ignored"]) room.add(memberId);
      ownership.ignore([idOf("ignored")]);
      const state = roster(
        { admin: "Administrator", ...members("ana", "ignored") },
        { transferring: members("moving") },
      );
      await hooks.delete(ID, state);
      assert.deepEqual(roomMembers(), ["ignored"]);
      assert.equal(removals().at(-1), "remove admin");
      assert.equal(removals().length, 3);
      assert.match(messages.join(), /ignored/);
      assert.equal(shown.at(-1), "");
    });

    it("leaves a member that another entry owns, and counts the removals that failed", async () => {
      for (const memberId of ["ana", "ben", "cem"]) room.add(memberId);
      ownership.recordCreated([idOf("ben")]);
      room.next("remove", failed("forbidden"));
      const { message } = await rejectionOf(hooks.delete(ID, roster(members("ana", "ben", "cem"))));
      assert.match(
        message,
        /^Could not remove the members of a roster from room room .*: 1 of 3 changes failed/,
      );
      assert.match(message, /remove member ana: forbidden/);
      assert.deepEqual(roomMembers(), ["ana", "ben"]);
    });

    it("removes the members if its replacement deletes first", async () => {
      room.add("ana");
      await check(roster(members("ana")));
      await hooks.delete(ID, roster(members("ana")));
      assert.deepEqual(roomMembers(), []);
    });
  });
});
