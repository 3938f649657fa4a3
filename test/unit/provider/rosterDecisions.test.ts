import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { ChimeSession } from "../../../provider/aws/session";
import { UNKNOWN_VALUE } from "../../../provider/schema/unknownValue";
import type { Properties } from "../../../provider/schema/properties";
import { PROVIDER_TEXT } from "../../../provider/schema/providerText";
import { ROOM_MEMBERSHIPS } from "../../../provider/reconcile/definitions/roomDefinitions";
import { PartialFailure } from "../../../provider/reconcile/partialFailure";
import { RosterProvider } from "../../../provider/reconcile/roster/rosterProvider";
import { Ownership } from "../../../provider/ownership/ownership";
import { rejectionOf } from "../../support/failures";
import { failed, ScriptedRoom, sessionOf } from "../../support/scriptedRoom";

const PLACE = { accountId: "account", roomId: "room" };
const ID = "account/room";
const idOf = (memberId: string): string => `account/room/${memberId}`;
const all = (...memberIds: string[]): Record<string, string> =>
  Object.fromEntries(memberIds.map((memberId) => [memberId, "Member"]));
const roster = (members: unknown, more: Properties = {}): Properties => ({ ...PLACE, members, ...more });

describe("A roster", () => {
  let folder: string;
  let room: ScriptedRoom;
  let ownership: Ownership;
  let hooks: RosterProvider<typeof PLACE>;
  let said: string[];
  let shown: string[];
  /** Begins a deployment, or the next one. */
  const start = (settings: Partial<ChimeSession["settings"]> = {}): void => {
    ownership.end();
    ownership = new Ownership("engine", folder);
    const progress = { say: (text: string) => said.push(text), show: (text: string) => shown.push(text) };
    hooks = new RosterProvider(ROOM_MEMBERSHIPS, sessionOf(room, settings), ownership, progress);
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "chime-ledgers-"));
    ownership = new Ownership("", folder);
    room = new ScriptedRoom();
    [said, shown] = [[], []];
    start();
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const checked = async (inputs: Properties, olds: Properties = {}): Promise<Properties> =>
    (await hooks.check(olds, inputs)).inputs ?? {};
  const members = (): string[] => [...room.members.keys()].sort();
  const removals = (): string[] => room.calls.filter((call) => call.startsWith("remove"));

  describe("in a check", () => {
    it("declares its members: in this deployment it creates them, or has them already, and whom it ignores", async () => {
      await checked(roster(all("ana"), { ignoreMembers: ["ben"] }));
      assert.deepEqual(
        ["ana", "ben"].map(idOf).map((id) => ownership.outcomeInRoster(id) === "desired"),
        [true, false],
      );
      assert.deepEqual(
        ["ana", "ben"].map(idOf).map((id) => ownership.isIgnored(id)),
        [false, true],
      );
    });

    it("writes down that it ignores somebody only where it does", async () => {
      await checked(roster(all("ana")));
      const texts = readdirSync(folder).map((file) => readFileSync(join(folder, file), "utf8"));
      assert.match(texts.join(""), /^checked\ndesired \S+\n$/);
    });

    it("declares nobody where something is wrong", async () => {
      const { failures = [] } = await hooks.check({}, roster(all("ana"), { exclusive: "yes" }));
      assert.equal(failures.length, 1);
      assert.equal(ownership.outcomeInRoster(idOf("ana")), "removed");
    });

    it("names the strangers whom a new exclusive one would remove, and an old one leaves that to the diff", async () => {
      room.add("stranger");
      const exclusive = roster(all("ana"), { exclusive: true });
      await checked(exclusive, exclusive);
      assert.deepEqual(said, []);
      await checked(exclusive);
      assert.match(said.join(), /is exclusive: `pulumi up` removes 1 member .*\(stranger\)/);
    });

    const unknown = (more: Properties = {}): Properties =>
      roster([{ memberId: "ana" }, { memberId: UNKNOWN_VALUE }], more);

    it("names those who may go where an id is not known yet: whom it had, and strangers where it may be exclusive", async () => {
      for (const memberId of ["ana", "ben", "cem"]) room.add(memberId);
      await checked(unknown(), roster(all("ana", "ben")));
      assert.match(said.join(), /removes 1 member \(ben\), except those that turn out/);
      assert.deepEqual(room.calls, []);
      for (const exclusive of [true, UNKNOWN_VALUE]) {
        start();
        said = [];
        await checked(unknown({ exclusive }), roster(all("ana", "ben")));
        assert.match(said.join(), /removes up to 2 members \(ben, cem\)/, String(exclusive));
      }
    });

    it("names none of those whom another resource has or declares, or who are not known", async () => {
      ownership.desire([idOf("ben")]);
      await checked(unknown(), roster(all("ana", "ben")));
      await checked(unknown(), roster(UNKNOWN_VALUE));
      await checked(unknown());
      assert.deepEqual(said, []);
    });

    it("asks nothing where the place is not known yet", async () => {
      await checked({ ...unknown({ exclusive: true }), roomId: UNKNOWN_VALUE }, roster(all("ben")));
      assert.deepEqual([said, room.calls], [[], []]);
    });
  });

  describe("in a diff", () => {
    const diff = async (olds: Properties, news: Properties): Promise<unknown> => hooks.diff(ID, olds, news);
    const SAME = { changes: false, replaces: [], deleteBeforeReplace: false };
    const UPDATE = { ...SAME, changes: true };

    it("is the same where nothing differs, and an update for each thing that does", async () => {
      const olds = roster(all("ana"));
      assert.deepEqual(await diff(olds, roster(all("ana"))), SAME);
      assert.deepEqual(await diff(olds, roster(all("ben"))), UPDATE);
      assert.deepEqual(await diff(olds, roster(all("ana"), { ignoreMembers: ["ben"] })), UPDATE);
      assert.deepEqual(await diff(olds, roster(all("ana"), { exclusive: true })), UPDATE);
    });

    it("is another roster in another place, the new one first, known or not", async () => {
      const olds = roster(all("ana"));
      const moved = { changes: true, replaces: ["roomId"], deleteBeforeReplace: false };
      assert.deepEqual(await diff(olds, { ...olds, roomId: "other" }), moved);
      assert.deepEqual(await diff(olds, { ...olds, roomId: UNKNOWN_VALUE }), moved);
    });

    it("is compared and nothing else where something is not known: nobody is asked, and nobody is kept", async () => {
      const news = roster({ ana: UNKNOWN_VALUE }, { exclusive: true });
      await checked(roster(all("ana")), roster(all("ana")));
      assert.deepEqual(await diff(roster(all("ana")), news), UPDATE);
      assert.deepEqual(room.calls, []);
      assert.equal(ownership.isOwned(idOf("ana")), false);
    });

    it("keeps whom it has and lists, and not whom it only lists", async () => {
      const news = await checked(roster(all("ana", "ben")), roster(all("ana")));
      await diff(roster(all("ana")), news);
      assert.deepEqual(
        ["ana", "ben"].map(idOf).map((id) => ownership.isOwned(id)),
        [true, false],
      );
    });

    it("keeps nobody whom the old place has", async () => {
      const news = await checked(roster(all("ana")), roster(all("ana")));
      await diff({ ...roster(all("ana")), roomId: "old" }, news);
      assert.equal(ownership.isOwned(idOf("ana")), false);
    });

    it("leaves its members where it goes to another place: they are not its own replacement's", async () => {
      room.add("ana");
      await checked(roster(all("ana")));
      await diff(roster(all("ana")), { ...roster(all("ana")), roomId: "other" });
      const { message } = await rejectionOf(hooks.delete(ID, roster(all("ana"))));
      assert.match(message, /Did not remove member ana from room room/);
      assert.deepEqual(members(), ["ana"]);
    });

    it("changes where it is exclusive and somebody else is in, and names them once", async () => {
      room.add("ana");
      room.add("stranger");
      const exclusive = roster(all("ana"), { exclusive: true });
      for (let count = 0; count < 2; count += 1) assert.deepEqual(await diff(exclusive, exclusive), UPDATE);
      assert.equal(said.length, 1);
      const kept = { ...exclusive, transferring: all("stranger") };
      assert.deepEqual(await diff(kept, exclusive), SAME);
    });

    for (const [what, change] of [
      [
        "was created",
        () => {
          ownership.recordCreated(["ana"]);
        },
      ],
      [
        "was removed from the place",
        () =>
          ownership.remove(idOf("ana"), {
            what: "",
            remove: () => Promise.resolve(),
            find: () => Promise.resolve(),
          }),
      ],
    ] as const) {
      it(`changes where a member ${what} in this deployment, who is to be added, and keeps the others`, async () => {
        await change();
        const news = await checked(roster(all("ana", "ben")), roster(all("ana", "ben")));
        assert.deepEqual(await diff(roster(all("ana", "ben")), news), UPDATE);
        assert.deepEqual(
          ["ana", "ben"].map(idOf).map((id) => ownership.isOwned(id)),
          [false, true],
        );
      });
    }

    it("changes where nobody declares any more whom it kept for another resource, and says so, but not in a refresh", async () => {
      const olds = roster(all("ana"), { transferring: all("ben") });
      const news = roster(all("ana"));
      assert.deepEqual(await diff(olds, news), SAME);
      await checked(news, olds);
      assert.deepEqual(await diff(olds, news), UPDATE);
      assert.match(
        said.join(),
        /removes 1 member from room room \(account account\) \(ben\): the roster kept/,
      );
      ownership.desire([idOf("ben")]);
      assert.deepEqual(await diff(olds, news), SAME);
    });

    it("names all whom it would remove with PULUMI_CHIME_DEBUG only", async () => {
      const strangers = Array.from({ length: 11 }, (_, index) => `stranger-${index}`);
      for (const memberId of strangers) room.add(memberId);
      const exclusive = roster(all("ana"), { exclusive: true });
      await diff(exclusive, exclusive);
      assert.equal(said.length, 1);
      start({ debug: true });
      said = [];
      await diff(exclusive, exclusive);
      assert.deepEqual([said.length, said[1]?.startsWith("Members to remove from room room")], [2, true]);
    });

    it("refuses what another provider created", async () => {
      const foreign = roster(all("ana"), { __provider: PROVIDER_TEXT.RoomRoster });
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

  describe("in a create", () => {
    it("adds all, has them from then on, and says whom it found there", async () => {
      room.add("ana");
      const inputs = await checked(roster(all("ana", "ben")));
      assert.deepEqual(await hooks.create(inputs), { id: ID, outs: inputs });
      assert.deepEqual(members(), ["ana", "ben"]);
      assert.deepEqual(
        ["ana", "ben"].map(idOf).map((id) => ownership.isOwned(id)),
        [true, true],
      );
      assert.equal(said.length, 1);
      assert.match(
        said[0]!,
        /^Adopted 1 member of room room \(account account\) that existed already \(ana\)/,
      );
      assert.match(shown[0]!, /^Room room: 1 of 1 added$/);
      assert.equal(shown.at(-1), "");
    });

    it("says nothing of adoption where nobody was there, or could not be given the standing", async () => {
      room.add("ana", "Administrator");
      room.next("change", failed("forbidden"));
      await rejectionOf(hooks.create(await checked(roster(all("ana", "ben")))));
      assert.deepEqual(said, []);
    });

    it("keeps those whom it may have added, and nothing where nobody was", async () => {
      room.next("createAll", failed("forbidden"));
      const inputs = await checked(roster(all("ana", "ben")));
      const refused = await rejectionOf(hooks.create(inputs));
      assert.ok(!(refused instanceof PartialFailure));
      assert.match(refused.message, /2 of 2 changes failed/);
      room.next("createAll", failed("unreachable", { outcomeUnknown: true }));
      const unknown = await rejectionOf(hooks.create(inputs));
      assert.ok(unknown instanceof PartialFailure);
      assert.equal(unknown.id, ID);
      assert.deepEqual(unknown.properties, {
        ...inputs,
        members: { ana: "Unconfirmed", ben: "Unconfirmed" },
      });
      assert.ok(ownership.isOwned(idOf("ana")));
    });

    it("reads the list anew where somebody was created or removed in this deployment, and not otherwise", async () => {
      await hooks.create(await checked(roster(all("ana"))));
      ownership.recordCreated(["ben"]);
      await hooks.create(await checked(roster(all("ben", "dan"))));
      const nothing = { what: "", remove: () => Promise.resolve(), find: () => Promise.resolve() };
      await ownership.remove(idOf("cem"), nothing);
      await hooks.create(await checked(roster(all("cem", "eva"))));
      const lists = room.calls.filter((call) => call.startsWith("list"));
      assert.deepEqual(lists, ["list", "list anew", "list anew"]);
    });

    it("waits for a removal of the same member, and adds the member again", async () => {
      room.add("ana");
      let end!: () => void;
      const removed = ownership.remove(idOf("ana"), {
        what: "",
        remove: async () => {
          await new Promise<void>((resolve) => (end = resolve));
          room.members.delete("ana");
        },
        find: () => Promise.resolve(),
      });
      const created = hooks.create(roster(all("ana")));
      await new Promise(setImmediate);
      assert.deepEqual(room.calls, []);
      end();
      await Promise.all([removed, created]);
      assert.deepEqual(members(), ["ana"]);
    });
  });

  describe("in an update", () => {
    const update = (olds: Properties, news: Properties): ReturnType<typeof hooks.update> =>
      hooks.update(ID, olds, news);

    it("keeps apart whom another resource declares and has not yet, with the standing that the state has", async () => {
      room.add("ana");
      room.add("ben", "Administrator");
      ownership.desire([idOf("ben")]);
      const olds = roster({ ana: "Member", ben: "Administrator" });
      const news = await checked(roster(all("ana")), olds);
      assert.deepEqual(await update(olds, news), {
        outs: { ...news, transferring: { ben: "Administrator" } },
      });
      assert.deepEqual([members(), removals()], [["ana", "ben"], []]);
    });

    it("forgets whom another entry has by now, and removes whom nobody declares", async () => {
      for (const memberId of ["ana", "ben", "cem"]) room.add(memberId);
      ownership.recordCreated([idOf("ben")]);
      const olds = roster(all("ana"), { transferring: all("ben", "cem") });
      const news = await checked(roster(all("ana")), olds);
      assert.deepEqual(await update(olds, news), { outs: news });
      assert.deepEqual(members(), ["ana", "ben"]);
    });

    it("keeps apart whom it kept and could not remove", async () => {
      for (const memberId of ["ana", "ben"]) room.add(memberId);
      room.next("remove", failed("forbidden"));
      const olds = roster(all("ana"), { transferring: all("ben") });
      const news = await checked(roster(all("ana", "cem")), olds);
      const failure = await rejectionOf(update(olds, news));
      assert.ok(failure instanceof PartialFailure);
      assert.equal(failure.id, ID);
      assert.deepEqual(failure.properties, { ...news, transferring: all("ben") });
      assert.match(failure.message, /1 of 2 changes failed\. The other changes are done/);
    });

    it("keeps in its members whom it had and could not remove", async () => {
      for (const memberId of ["ana", "ben"]) room.add(memberId);
      room.next("remove", failed("forbidden"));
      const olds = roster(all("ana", "ben"));
      const failure = await rejectionOf(update(olds, await checked(roster(all("ana")), olds)));
      assert.ok(failure instanceof PartialFailure);
      assert.deepEqual(failure.properties["members"], all("ana", "ben"));
      assert.equal(failure.properties["transferring"], undefined);
      assert.deepEqual(
        ["ana", "ben"].map(idOf).map((id) => ownership.isOwned(id)),
        [true, false],
      );
    });

    it("keeps apart whom another resource declares only when the removal begins, but no stranger", async () => {
      for (const memberId of ["ana", "ben", "stranger"]) room.add(memberId);
      room.next("createAll", () => {
        ownership.desire([idOf("ben"), idOf("stranger")]);
      });
      const olds = roster(all("ana", "ben"), { exclusive: true });
      const news = await checked(roster(all("ana", "cem"), { exclusive: true }), olds);
      assert.deepEqual(await update(olds, news), { outs: { ...news, transferring: all("ben") } });
      assert.deepEqual(removals(), []);
    });

    it("has those too from then on for whom there was room only when the old were out", async () => {
      room.add("old");
      room.refusals.set("ana", failed("limitExceeded"));
      room.next("remove", () => {
        room.refusals.clear();
      });
      const olds = roster(all("old"));
      const news = await checked(roster(all("ana")), olds);
      assert.deepEqual(await update(olds, news), { outs: news });
      assert.deepEqual(
        ["ana", "old"].map(idOf).map((id) => ownership.isOwned(id)),
        [true, false],
      );
    });

    it("counts all planned changes: members to add, to change and to remove", async () => {
      room.add("ana", "Member");
      room.add("ben", "Administrator");
      room.add("cem");
      room.next("remove", failed("forbidden"));
      const olds = roster({ ana: "Member", ben: "Administrator", cem: "Member" });
      const news = await checked(roster({ ana: "Administrator", ben: "Member", dan: "Member" }), olds);
      const { message } = await rejectionOf(update(olds, news));
      assert.match(message, /1 of 4 changes failed/);
    });

    it("removes an administrator by hand last, whatever the state says, and one who is in no list any more", async () => {
      room.add("ana", "Administrator");
      for (const memberId of ["ben", "keep"]) room.add(memberId);
      const olds = roster({ ana: "Member", gone: "Administrator", ben: "Member", keep: "Member" });
      await update(olds, await checked(roster(all("keep")), olds));
      assert.deepEqual(removals(), ["remove ben", "remove ana", "remove gone"]);
    });

    it("adds again whom another resource has removed meanwhile", async () => {
      room.add("ana");
      const olds = roster(all("ana"));
      const news = await checked(roster(all("ana"), { ignoreMembers: ["x"] }), olds);
      room.members.clear();
      ownership.recordCreated(["ana"]);
      await update(olds, news);
      assert.deepEqual(members(), ["ana"]);
    });

    it("is no adoption of whom it had, or kept for another resource", async () => {
      for (const memberId of ["ana", "ben"]) room.add(memberId);
      const olds = roster(all("ana"), { transferring: all("ben") });
      await update(olds, await checked(roster(all("ana", "ben")), olds));
      assert.deepEqual(said, []);
    });
  });

  describe("in a read", () => {
    it("that looks it up has everybody, in order, and fails where there is no such place", async () => {
      for (const memberId of ["ben", "ana"]) room.add(memberId);
      const { props, inputs } = await hooks.read(ID, {});
      assert.deepEqual(props, roster(all("ana", "ben")));
      assert.deepEqual(Object.keys(inputs?.["members"] ?? {}), ["ana", "ben"]);
      room.parentExists = false;
      const { message } = await rejectionOf(hooks.read(ID, {}));
      assert.match(
        message,
        /^There is no room room \(account account\) in Amazon Chime: check the two ids\.$/,
      );
    });

    it("is gone with its place", async () => {
      room.parentExists = false;
      assert.deepEqual(await hooks.read(ID, roster(all("ana"))), {});
    });

    it("shows those of it who are there, those whom it keeps for others, and strangers where it is exclusive", async () => {
      for (const memberId of ["stranger", "ana", "kept", "a stranger", "ignored", "another"])
        room.add(memberId);
      ownership.desire([idOf("another")]);
      const state = roster(all("ana", "gone"), {
        exclusive: true,
        ignoreMembers: ["ignored"],
        transferring: all("kept", "left"),
      });
      const inputs = roster(all("ana"), { exclusive: true, ignoreMembers: ["ignored"] });
      const found = await hooks.read(ID, state);
      assert.deepEqual(found.inputs, inputs);
      assert.deepEqual(Object.keys(found.props?.["otherMembers"] ?? {}), ["a stranger", "stranger"]);
      assert.deepEqual(found.props, {
        ...inputs,
        transferring: all("kept"),
        otherMembers: all("a stranger", "stranger"),
      });
    });

    it("looks again for who is not in the list, for as long as nobody else has", async () => {
      start({ readConsistencySeconds: 1 });
      room.next(
        "list",
        () => undefined,
        () => undefined,
        () => {
          room.add("ana");
        },
      );
      const { props } = await hooks.read(ID, roster(all("ana")));
      assert.deepEqual(props, roster(all("ana")));
      assert.deepEqual(room.calls, ["list", "list", "list anew"]);
    });
  });

  describe("in a delete", () => {
    it("removes whom it has and whom it keeps for others, the administrators last, and nobody whom a roster ignores", async () => {
      room.add("admin", "Administrator");
      for (const memberId of ["ana", "kept", "ignored"]) room.add(memberId);
      ownership.ignore([idOf("ignored")]);
      const state = roster(
        { admin: "Administrator", ...all("ana", "ignored") },
        { transferring: all("kept") },
      );
      await hooks.delete(ID, state);
      assert.deepEqual(members(), ["ignored"]);
      assert.equal(removals().at(-1), "remove admin");
      assert.equal(removals().length, 3);
      assert.equal(shown.at(-1), "");
    });

    it("leaves in whom another entry has, and fails with those whom it could not remove, of how many", async () => {
      for (const memberId of ["ana", "ben", "cem"]) room.add(memberId);
      ownership.recordCreated([idOf("ben")]);
      room.next("remove", failed("forbidden"));
      const { message } = await rejectionOf(hooks.delete(ID, roster(all("ana", "ben", "cem"))));
      assert.match(
        message,
        /^Could not remove the members of a roster from room room .*: 1 of 3 changes failed/,
      );
      assert.match(message, /remove member ana: forbidden/);
      assert.deepEqual(members(), ["ana", "ben"]);
    });

    it("removes its own where it is its own replacement that deletes first", async () => {
      room.add("ana");
      await checked(roster(all("ana")));
      await hooks.delete(ID, roster(all("ana")));
      assert.deepEqual(members(), []);
    });
  });
});
