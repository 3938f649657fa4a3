import assert from "node:assert/strict";

import type { EmulatorOptions, MemberView } from "../../emulator";
import { UNKNOWN_VALUE } from "../../provider/schema/unknownValue";
import { EngineStub } from "../support/engineStub";
import { Host, type Properties } from "../support/host";
import { Room, type Ids } from "../support/room";

type Members = Record<string, string>;

describe("The hooks of a RoomRoster, in Pulumi's host of dynamic providers,", function () {
  this.timeout(60_000);

  let room: Room;
  let host: Host;
  afterEach(async () => {
    await host.stop();
    await room.close();
  });

  async function given(options: EmulatorOptions = {}, config: Record<string, string> = {}): Promise<void> {
    room = await Room.open(options);
    await deployment(config);
  }

  /** Begins a deployment: the engine starts a host for each. */
  async function deployment(config: Record<string, string> = {}): Promise<void> {
    const quick = { "chime:readConsistencySeconds": "0", "chime:maxRetries": "2" };
    host = await Host.start({ chime: room.chime, kind: "RoomRoster", config: { ...quick, ...config } });
  }

  /** Ends the deployment, and begins the next. */
  async function nextDeployment(): Promise<void> {
    await host.stop();
    await deployment();
    room.chime.journal.clear();
  }

  /** Whom the calls of an operation were about, in their order. */
  function whom(operation: string): string[] {
    return room.chime.journal
      .calls({ operation })
      .flatMap(({ memberId, members = [] }) => memberId ?? members.map((member) => member.memberId));
  }

  const users = (count: number): Ids[] => Array.from({ length: count }, () => room.user());
  const allOf = (members: readonly Ids[], role = "Member"): Members =>
    Object.fromEntries(members.map(({ memberId }) => [memberId, role]));
  const roster = (members: unknown, more: Properties = {}): Properties => ({
    accountId: room.accountId,
    roomId: room.roomId,
    members,
    ...more,
  });
  const id = (): string => `${room.accountId}/${room.roomId}`;
  const inRoom = (): Members =>
    Object.fromEntries(room.members().map(({ memberId, role }: MemberView) => [memberId, role]));
  const sorted = (members: Members): Members =>
    Object.fromEntries(Object.entries(members).sort(([one], [other]) => (one < other ? -1 : 1)));

  /** The members that are kept of a hook that fails, and what it says. */
  async function failure(hook: Promise<unknown>): Promise<{ message: string; kept: unknown }> {
    const error = await hook.then(
      () => undefined,
      (thrown: unknown) => thrown as Error,
    );
    assert.ok(error, "it succeeded where it had to fail");
    return { message: error.message, kept: host.keptBy(error)?.["members"] };
  }

  describe("check", () => {
    beforeEach(() => given());

    it("keeps the members by their ids, with the default role, whatever their order", async () => {
      const ada = { memberId: "a-1", role: "Administrator" };
      const ben = { memberId: "b-2" };
      for (const members of [[ada, ben], [ben, ada], { "b-2": "Member", "a-1": "Administrator" }]) {
        const { inputs, failures } = await host.check(
          roster(members, { exclusive: false, ignoreMembers: [] }),
        );
        assert.deepEqual(failures, []);
        assert.deepEqual(inputs, roster({ "a-1": "Administrator", "b-2": "Member" }));
      }
    });

    it("keeps whom an exclusive roster ignores in one order, once each", async () => {
      room.chime.state.addMember(room.user());
      const { inputs } = await host.check(
        roster([{ memberId: "a" }], { ignoreMembers: ["c", "b", "c"], exclusive: true }),
      );
      assert.deepEqual(inputs, roster({ a: "Member" }, { ignoreMembers: ["b", "c"], exclusive: true }));
    });

    const wrong: [string, unknown, Properties, RegExp][] = [
      ["no members", null, {}, /^members: members is required\.$/],
      ["members that are no list", "ada", {}, /^members: members must be a list of \{ memberId, role \}\.$/],
      ["a member without an id", [{ role: "Member" }], {}, /^members\[0\]\.memberId: .* is required\.$/],
      ["a member that is a text", ["ada"], {}, /^members\[0\]\.memberId: .* is required\.$/],
      [
        "a blank id",
        [{ memberId: "a" }, { memberId: " " }],
        {},
        /^members\[1\]\.memberId: .* must not be blank\.$/,
      ],
      [
        "a role that there is not",
        [{ memberId: "a", role: "Owner" }],
        {},
        /^members\[0\]\.role: .*, not "Owner"\.$/,
      ],
      [
        "a property that there is not",
        [{ memberId: "a", rol: 1 }],
        {},
        /^members\[0\]\.rol: .* does not exist/,
      ],
      [
        "somebody twice",
        [{ memberId: "a" }, { memberId: "a", role: "Administrator" }],
        {},
        /^members\[1\]\.memberId: .* repeats the member of members\[0\]: a\./,
      ],
      [
        "an exclusive roster of nobody",
        [],
        { exclusive: true },
        /^exclusive: .* would remove everybody from the room/,
      ],
      [
        "exclusive as a text",
        [{ memberId: "a" }],
        { exclusive: "yes" },
        /^exclusive: .* must be true or false/,
      ],
      [
        "somebody ignored and listed",
        [{ memberId: "a" }],
        { ignoreMembers: ["a"] },
        /^ignoreMembers: .* a, which members\[0\] declares/,
      ],
      [
        "somebody ignored without an id",
        [],
        { ignoreMembers: [""] },
        /^ignoreMembers: .* \[0\] must not be blank/,
      ],
      ["an unknown argument", [], { exklusive: true }, /^exklusive: there is no property exklusive/],
    ];
    for (const [what, members, more, expected] of wrong) {
      it(`refuses ${what}, and names the property`, async () => {
        const { failures } = await host.check(roster(members, more));
        assert.equal(failures.length, 1, failures.join("\n"));
        assert.match(failures[0]!, expected);
        assert.deepEqual(room.operations(), []);
      });
    }
  });

  describe("diff", () => {
    beforeEach(() => given());

    it("sees no difference between equal members, and calls nothing", async () => {
      const [ada, ben] = users(2) as [Ids, Ids];
      const held = roster({ [ada.memberId]: "Member", [ben.memberId]: "Member" });
      const other = roster({ [ben.memberId]: "Member", [ada.memberId]: "Member" });
      assert.equal((await host.diff(id(), held, other)).changes, false);
      assert.deepEqual(room.operations(), []);
    });

    it("replaces for another room, which is filled before the old one is emptied, and never has the old one go first", async () => {
      const held = roster({ a: "Member" });
      const moved = await host.diff(id(), held, { ...held, roomId: "elsewhere" });
      assert.deepEqual(moved, { changes: true, replaces: ["roomId"], deleteFirst: false });
      for (const members of [{ b: "Member" }, UNKNOWN_VALUE]) {
        const stayed = await host.diff(id(), held, roster(members));
        assert.deepEqual(stayed, { changes: true, replaces: [], deleteFirst: false });
      }
    });

    const changes: [string, Members, Properties][] = [
      ["another role", { a: "Administrator" }, {}],
      ["somebody more", { a: "Member", b: "Member" }, {}],
      ["nobody any more", {}, {}],
      ["being exclusive", { a: "Member" }, { exclusive: true }],
      ["somebody to ignore", { a: "Member" }, { ignoreMembers: ["x"] }],
    ];
    for (const [what, members, more] of changes) {
      it(`sees ${what} as an update`, async () => {
        const { changes: are, replaces } = await host.diff(
          id(),
          roster({ a: "Member" }),
          roster(members, more),
        );
        assert.equal(are, true);
        assert.deepEqual(replaces, []);
      });
    }
  });

  describe("create", () => {
    it("adds many by fifties, and reads the room once", async () => {
      await given();
      const team = users(120);
      const { id: made, outputs } = await host.create(roster(allOf(team)));
      assert.equal(made, id());
      assert.deepEqual(outputs, roster(sorted(allOf(team))));
      assert.deepEqual(inRoom(), sorted(allOf(team)));
      assert.deepEqual(room.operations().sort(), [
        ...Array.from({ length: 3 }, () => "BatchCreateRoomMembership"),
        "ListRoomMemberships",
      ]);
    });

    for (const existingMember of ["conflict", "created"] as const) {
      it(`takes over who is there already, with the role of the roster, where the service says ${existingMember}`, async () => {
        await given({ existingMember });
        const [ada, ben, cem] = users(3) as [Ids, Ids, Ids];
        const bot = room.bot();
        for (const member of [ada, ben, bot]) room.chime.state.addMember(member);
        const wanted = { ...allOf([ada, cem]), ...allOf([ben, bot], "Administrator") };
        await host.create(roster(wanted));
        assert.deepEqual(inRoom(), sorted(wanted));
        assert.equal(room.chime.journal.count("UpdateRoomMembership"), 1);
      });
    }

    it("takes over whom the list does not show yet", async () => {
      await given({}, { "chime:readConsistencySeconds": "8" });
      const [ada, ben] = users(2) as [Ids, Ids];
      room.chime.faults.setReadLag({ reads: 2 });
      room.chime.state.addMember({ ...ada, role: "Administrator" });
      await host.create(roster(allOf([ada, ben])));
      assert.deepEqual(inRoom(), sorted(allOf([ada, ben])));
    });

    it("recognises its own work where the reply to a batch was lost", async () => {
      await given();
      const team = users(3);
      room.chime.faults.inject({ operation: "BatchCreateRoomMembership", kind: "cut", when: "afterWrite" });
      await host.create(roster(allOf(team)));
      assert.deepEqual(inRoom(), sorted(allOf(team)));
      assert.equal(room.chime.journal.count("UpdateRoomMembership"), 0);
    });

    it("tries those again who failed for a passing reason, and nobody else", async () => {
      await given();
      // Batches are made in the order of the ids: those three are to be in one.
      const team = users(60).sort((one, other) => (one.memberId < other.memberId ? -1 : 1));
      for (const [index, errorCode] of (
        ["Throttled", "ServiceFailure", "ServiceUnavailable"] as const
      ).entries()) {
        const { memberId } = team[index]!;
        room.chime.faults.inject({
          operation: "BatchCreateRoomMembership",
          kind: "memberError",
          memberId,
          errorCode,
        });
      }
      await host.create(roster(allOf(team)));
      assert.deepEqual(inRoom(), sorted(allOf(team)));
      const sizes = room.chime.journal
        .calls({ operation: "BatchCreateRoomMembership" })
        .map(({ members }) => members?.length ?? 0);
      assert.deepEqual(
        sizes.sort((one, other) => one - other),
        [3, 10, 50],
      );
    });

    it("reports all who fail together, and keeps the rest, which is done", async () => {
      await given();
      const team = users(4);
      const [ada, ben, cem, dan] = team as [Ids, Ids, Ids, Ids];
      for (const [member, errorCode] of [
        [ada, "NotFound"],
        [ben, "Forbidden"],
      ] as const) {
        room.chime.faults.inject({
          operation: "BatchCreateRoomMembership",
          kind: "memberError",
          memberId: member.memberId,
          errorCode,
          times: "always",
        });
      }
      const { message, kept } = await failure(host.create(roster(allOf(team))));
      assert.deepEqual(inRoom(), sorted(allOf([cem, dan])));
      assert.deepEqual(kept, sorted(allOf([cem, dan])));
      assert.match(
        message,
        new RegExp(
          `Could not apply the roster to room ${room.roomId} .*: 2 of 4 changes failed\\. The other changes`,
        ),
      );
      assert.match(message, new RegExp(`add member ${ada.memberId}: Amazon Chime answered NotFound`));
      assert.match(message, new RegExp(`add member ${ben.memberId}: Amazon Chime answered Forbidden`));
      assert.match(message, /IAM permission chime:BatchCreateRoomMembership/);
      assert.match(message, /continues where this one stopped/);
    });

    it("keeps nothing where nothing was done", async () => {
      await given();
      room.chime.faults.inject({
        operation: "BatchCreateRoomMembership",
        kind: "error",
        error: "ForbiddenException",
        times: "always",
      });
      const { message, kept } = await failure(host.create(roster(allOf(users(70)))));
      assert.match(message, /70 of 70 changes failed\.\n/);
      assert.match(message, /add 70 members \(.* and 60 more\), for example: .*HTTP 403, request id/);
      assert.equal(kept, undefined);
    });

    it("keeps those of whom no answer said whether they were added, so that they are removed in the end", async () => {
      await given({}, { "chime:maxRetries": "0" });
      const [ada] = users(1) as [Ids];
      room.chime.faults.inject({ operation: "BatchCreateRoomMembership", kind: "cut", when: "afterWrite" });
      const { kept } = await failure(host.create(roster(allOf([ada]))));
      assert.deepEqual(kept, { [ada.memberId]: "Unconfirmed" });
      await nextDeployment();
      await host.delete(id(), roster(kept));
      assert.deepEqual(inRoom(), {});
    });

    it("keeps a member in doubt whom a service failure may have added, though a later attempt was refused", async () => {
      await given();
      const [ada] = users(1) as [Ids];
      const fault = {
        operation: "BatchCreateRoomMembership",
        kind: "memberError",
        ...memberOf(ada),
      } as const;
      room.chime.faults.inject({ ...fault, errorCode: "Forbidden", times: "always" });
      room.chime.faults.inject({ ...fault, errorCode: "ServiceFailure" });
      const { message, kept } = await failure(host.create(roster(allOf([ada]))));
      assert.match(message, /answered Forbidden/);
      assert.deepEqual(kept, { [ada.memberId]: "Unconfirmed" });
    });

    it("takes strangers out where it is exclusive, but for those whom it ignores", async () => {
      await given();
      const [ada, ben, cem] = users(3) as [Ids, Ids, Ids];
      for (const member of [ada, ben, cem]) room.chime.state.addMember(member);
      await host.create(roster(allOf([ada]), { exclusive: true, ignoreMembers: [cem.memberId] }));
      assert.deepEqual(inRoom(), sorted(allOf([ada, cem])));
    });
  });

  describe("update", () => {
    it("touches those only who differ, one more among a hundred by one call", async () => {
      await given();
      const team = users(100);
      await host.create(roster(allOf(team)));
      await nextDeployment();
      const more = [...team, ...users(1)];
      await host.update(id(), roster(allOf(team)), roster(allOf(more)));
      assert.deepEqual(inRoom(), sorted(allOf(more)));
      assert.deepEqual(room.operations(), [
        "ListRoomMemberships",
        "ListRoomMemberships",
        "BatchCreateRoomMembership",
      ]);
    });

    it("adds, makes administrators, makes members, and removes, in this order", async () => {
      await given({ lastAdministrator: "refused" });
      const [ada, ben, cem, dan] = users(4) as [Ids, Ids, Ids, Ids];
      const before = { ...allOf([ada], "Administrator"), ...allOf([ben, cem]) };
      await host.create(roster(before));
      await nextDeployment();
      const after = { ...allOf([ben], "Administrator"), ...allOf([ada, dan]) };
      await host.update(id(), roster(before), roster(after));
      assert.deepEqual(inRoom(), sorted(after));
      assert.deepEqual(
        room.chime.journal
          .calls()
          .map(({ operation, memberId, members = [] }) => [operation, memberId ?? members[0]?.memberId]),
        [
          ["ListRoomMemberships", undefined],
          ["BatchCreateRoomMembership", dan.memberId],
          ["UpdateRoomMembership", ben.memberId],
          ["UpdateRoomMembership", ada.memberId],
          ["DeleteRoomMembership", cem.memberId],
        ],
      );
    });

    it("leaves those alone who were changed by hand and not in the program", async () => {
      await given();
      const [ada, ben, cem] = users(3) as [Ids, Ids, Ids];
      await host.create(roster(allOf([ada, ben])));
      room.chime.state.removeMember(ben);
      room.chime.state.setRole({ ...ada, role: "Administrator" });
      await host.update(id(), roster(allOf([ada, ben])), roster(allOf([ada, ben, cem])));
      assert.deepEqual(inRoom(), sorted({ ...allOf([ada], "Administrator"), ...allOf([cem]) }));
    });

    it("removes who is not in the list, which may lag behind", async () => {
      await given();
      const [ada, ben] = users(2) as [Ids, Ids];
      room.chime.faults.setReadLag({ reads: 5 });
      await host.create(roster(allOf([ada, ben])));
      await nextDeployment();
      await host.update(id(), roster(allOf([ada, ben])), roster(allOf([ada])));
      assert.deepEqual(inRoom(), allOf([ada]));
    });

    it("makes room first where the room is full", async () => {
      await given({ quotas: { membershipsPerRoom: 3 } });
      const [ada, ben, cem, dan] = users(4) as [Ids, Ids, Ids, Ids];
      await host.create(roster(allOf([ada, ben, cem])));
      await nextDeployment();
      await host.update(id(), roster(allOf([ada, ben, cem])), roster(allOf([ada, ben, dan])));
      assert.deepEqual(inRoom(), sorted(allOf([ada, ben, dan])));
    });

    it("makes room first for those too whom a service failure may have added before", async () => {
      await given({ quotas: { membershipsPerRoom: 3 } });
      const [ada, ben, cem, dan, eve] = users(5) as [Ids, Ids, Ids, Ids, Ids];
      await host.create(roster(allOf([ada, ben, cem])));
      await nextDeployment();
      room.chime.faults.inject({
        operation: "BatchCreateRoomMembership",
        kind: "memberError",
        errorCode: "ServiceFailure",
        ...memberOf(dan),
      });
      await host.update(id(), roster(allOf([ada, ben, cem])), roster(allOf([ada, dan, eve])));
      assert.deepEqual(inRoom(), sorted(allOf([ada, dan, eve])));
    });

    it("says so where the room is full, and keeps who is in it", async () => {
      await given({ quotas: { membershipsPerRoom: 2 } });
      const team = users(3);
      const { message, kept } = await failure(host.create(roster(allOf(team))));
      assert.match(message, /answered ResourceLimitExceeded/);
      assert.match(message, /1,000 memberships per room/);
      assert.deepEqual(kept, inRoom());
    });

    it("keeps whom it could not remove, and whose role it could not change, as they were", async () => {
      await given();
      const [ada, ben, cem] = users(3) as [Ids, Ids, Ids];
      await host.create(roster(allOf([ada, ben, cem])));
      await nextDeployment();
      for (const operation of ["DeleteRoomMembership", "UpdateRoomMembership"] as const) {
        room.chime.faults.inject({ operation, kind: "error", error: "ForbiddenException", times: "always" });
      }
      const wanted = { ...allOf([ada], "Administrator"), ...allOf([cem]) };
      const { message, kept } = await failure(
        host.update(id(), roster(allOf([ada, ben, cem])), roster(wanted)),
      );
      assert.deepEqual(kept, sorted(allOf([ada, ben, cem])));
      assert.match(message, new RegExp(`change the role of member ${ada.memberId}: .*ForbiddenException`));
      assert.match(message, new RegExp(`remove member ${ben.memberId}: .*ForbiddenException`));

      room.chime.faults.clear();
      await nextDeployment();
      await host.update(id(), roster(kept), roster(wanted));
      assert.deepEqual(inRoom(), sorted(wanted));
    });

    it("leaves in the room whom it hands over to ignoreMembers, and whoever is a stranger when it is exclusive no more", async () => {
      await given();
      const [ada, ben, cem] = users(3) as [Ids, Ids, Ids];
      const held = roster(allOf([ada, ben]), { exclusive: true, otherMembers: allOf([cem]) });
      for (const member of [ada, ben, cem]) room.chime.state.addMember(member);
      await host.update(id(), held, roster(allOf([ada]), { ignoreMembers: [ben.memberId] }));
      assert.deepEqual(inRoom(), sorted(allOf([ada, ben, cem])));
      assert.equal(room.chime.journal.count("DeleteRoomMembership"), 0);
    });
  });

  describe("read", () => {
    it("shows roles changed and members removed by hand, and nobody whom it does not manage", async () => {
      await given();
      const [ada, ben, cem] = users(3) as [Ids, Ids, Ids];
      await host.create(roster(allOf([ada, ben])));
      room.chime.state.addMember(cem);
      room.chime.state.setRole({ ...ada, role: "Administrator" });
      room.chime.state.removeMember(ben);
      const { outputs, inputs } = await host.read(id(), roster(allOf([ada, ben])));
      assert.deepEqual(outputs, roster(allOf([ada], "Administrator")));
      assert.deepEqual(inputs, outputs);
    });

    it("shows strangers apart where the roster is exclusive", async () => {
      await given();
      const [ada, ben, cem] = users(3) as [Ids, Ids, Ids];
      for (const member of [ada, ben, cem]) room.chime.state.addMember(member);
      const held = roster(allOf([ada]), { exclusive: true, ignoreMembers: [cem.memberId] });
      const { outputs, inputs } = await host.read(id(), held);
      assert.deepEqual(outputs, { ...held, otherMembers: allOf([ben]) });
      assert.deepEqual(inputs, held);
    });

    it("does not believe at once that somebody is gone", async () => {
      await given({}, { "chime:readConsistencySeconds": "8" });
      room.chime.faults.setReadLag({ reads: 3 });
      const team = users(5);
      await host.create(roster(allOf(team)));
      const { outputs } = await host.read(id(), roster(allOf(team)));
      assert.deepEqual(outputs, roster(sorted(allOf(team))));
    });

    it("says that the roster is gone with its room, and only then", async () => {
      await given();
      const [ada] = users(1) as [Ids];
      assert.equal((await host.read(id(), roster(allOf([ada])))).id, id());
      room.chime.state.removeRoom(room);
      await nextDeployment();
      assert.equal((await host.read(id(), roster(allOf([ada])))).id, "");
    });

    it("fails where the room cannot be read, for it is not gone", async () => {
      await given();
      room.chime.faults.inject({
        operation: "ListRoomMemberships",
        kind: "proxyError",
        status: 404,
        times: "always",
      });
      const { message } = await failure(host.read(id(), roster({ a: "Member" })));
      assert.match(message, /not Amazon Chime's/);
    });

    it("finds everybody in a room that is looked up, and fails where there is none", async () => {
      await given();
      const team = users(3);
      for (const member of team) room.chime.state.addMember(member);
      assert.deepEqual((await host.read(id(), {})).outputs, roster(sorted(allOf(team))));
      const { message } = await failure(host.read(`${room.accountId}/none`, {}));
      assert.match(message, /There is no room none/);
    });
  });

  describe("delete", () => {
    it("removes those whom it manages and nobody else, administrators last", async () => {
      await given({ lastAdministrator: "refused" });
      const [ada, ben, cem] = users(3) as [Ids, Ids, Ids];
      const members = { ...allOf([ada], "Administrator"), ...allOf([ben]) };
      await host.create(roster(members));
      await nextDeployment();
      room.chime.state.addMember({ ...cem, role: "Administrator" });
      await host.delete(id(), roster(members, { exclusive: true, otherMembers: allOf([cem]) }));
      assert.deepEqual(inRoom(), allOf([cem], "Administrator"));
      assert.equal(whom("DeleteRoomMembership").at(-1), ada.memberId);
    });

    it("counts those who are out already, and a room that is gone, as removed", async () => {
      await given();
      const team = users(2);
      await host.delete(id(), roster(allOf(team)));
      room.chime.state.removeRoom(room);
      await host.delete(id(), roster(allOf(team)));
      assert.deepEqual(room.statuses("DeleteRoomMembership"), [404, 404, 404, 404]);
    });

    it("fails with all whom it could not remove, after it has removed the others", async () => {
      await given();
      const team = users(4);
      const [ada, ben, ...others] = team as [Ids, Ids, ...Ids[]];
      await host.create(roster(allOf(team)));
      await nextDeployment();
      for (const member of [ada, ben]) {
        room.chime.faults.inject({
          operation: "DeleteRoomMembership",
          kind: "error",
          error: "ForbiddenException",
          times: "always",
          ...memberOf(member),
        });
      }
      const { message } = await failure(host.delete(id(), roster(allOf(team))));
      assert.equal(others.length, 2);
      assert.deepEqual(inRoom(), sorted(allOf([ada, ben])));
      assert.match(
        message,
        new RegExp(
          `Could not remove the members of a roster from room ${room.roomId} .*: 2 of 4 changes failed\\. The others are removed`,
        ),
      );
      for (const { memberId } of [ada, ben]) assert.ok(message.includes(memberId));
    });
  });
});

describe("What a RoomRoster says", function () {
  this.timeout(60_000);

  it("is whom it would remove, in the preview, and how far it is, while it takes long", async () => {
    const room = await Room.open();
    const engine = await EngineStub.start();
    const host = await Host.start({ chime: room.chime, kind: "RoomRoster", engine: engine.address });
    try {
      const stranger = room.user();
      room.chime.state.addMember(stranger);
      const team = Array.from({ length: 900 }, () => room.user());
      const { accountId, roomId } = stranger;
      const members = team.map(({ memberId }) => ({ memberId }));
      const { inputs } = await host.check({ accountId, roomId, members, exclusive: true });
      const warning = await engine.message(({ ephemeral }) => !ephemeral);
      assert.match(
        warning.text,
        new RegExp(`removes 1 member that it does not list \\(${stranger.memberId}\\)`),
      );

      room.chime.faults.inject({
        operation: "BatchCreateRoomMembership",
        kind: "delay",
        milliseconds: 1_200,
        times: "always",
      });
      await host.create(inputs);
      await engine.message(({ text, ephemeral }) => ephemeral && /[48]00 of 900 added/.test(text));
      await engine.message(({ text, ephemeral }) => ephemeral && text === "");
    } finally {
      await host.stop();
      engine.stop();
      await room.close();
    }
  });

  for (const debug of [false, true]) {
    it(`is said once, and names ten of many whom it would remove${debug ? ", and all of them where PULUMI_CHIME_DEBUG is true" : ""}`, async () => {
      const room = await Room.open();
      const engine = await EngineStub.start();
      const host = await Host.start({
        chime: room.chime,
        kind: "RoomRoster",
        engine: engine.address,
        env: { PULUMI_CHIME_DEBUG: String(debug) },
      });
      try {
        const { accountId, roomId, memberId } = room.user();
        const strangers = Array.from({ length: 112 }, () => room.user());
        for (const stranger of strangers) room.chime.state.addMember(stranger);
        const ids = strangers.map((stranger) => stranger.memberId).sort();
        const declared = { accountId, roomId, members: [{ memberId }], exclusive: true };
        await host.check(declared);
        await host.check(declared);
        await host.check({ ...declared, ignoreMembers: ids.slice(-1) });
        await engine.message(({ text }) => text.includes("removes 111 members"));
        const said = engine.messages.map(({ text }) => text);
        const [announcement = "", ...repeated] = said.filter((text) => text.includes("removes 112 members"));
        assert.ok(announcement.includes(`(${ids.slice(0, 10).join(", ")} and 102 more). To keep`));
        assert.match(announcement, /PULUMI_CHIME_DEBUG=true names all of them\.$/);
        assert.deepEqual(repeated, []);
        const isNamed = (id: string): boolean => said.some((text) => text.includes(id));
        assert.deepEqual(ids.filter(isNamed), debug ? ids : ids.slice(0, 10));
      } finally {
        await host.stop();
        engine.stop();
        await room.close();
      }
    });
  }
});

function memberOf({ memberId }: Ids): { memberId: string } {
  return { memberId };
}
