import assert from "node:assert/strict";

import type { EmulatorOptions, MemberView } from "../../emulator";
import { UNKNOWN_VALUE } from "../../provider/schema/unknownValue";
import { EngineStub } from "../support/engineStub";
import { Host, type Properties } from "../support/host";
import { Room, type Ids } from "../support/room";

type Members = Record<string, string>;

describe("RoomRoster hooks:", function () {
  this.timeout(60_000);

  let room: Room;
  let host: Host;
  afterEach(async () => {
    await host.stop();
    await room.close();
  });

  async function setUp(options: EmulatorOptions = {}, config: Record<string, string> = {}): Promise<void> {
    room = await Room.open(options);
    await startDeployment(config);
  }

  /** The engine starts a host for each deployment. */
  async function startDeployment(config: Record<string, string> = {}): Promise<void> {
    const settings = { "chime:readConsistencySeconds": "0", "chime:maxRetries": "2" };
    host = await Host.start({ chime: room.chime, kind: "RoomRoster", config: { ...settings, ...config } });
  }

  /** Ends the deployment and starts another one. */
  async function nextDeployment(): Promise<void> {
    await host.stop();
    await startDeployment();
    room.chime.journal.clear();
  }

  /** The members in the calls of an operation, in order. */
  function memberIdsOf(operation: string): string[] {
    return room.chime.journal
      .calls({ operation })
      .flatMap(({ memberId, members = [] }) => memberId ?? members.map((member) => member.memberId));
  }

  const users = (count: number): Ids[] => Array.from({ length: count }, () => room.user());
  const rolesOf = (members: readonly Ids[], role = "Member"): Members =>
    Object.fromEntries(members.map(({ memberId }) => [memberId, role]));
  const roster = (members: unknown, options: Properties = {}): Properties => ({
    accountId: room.accountId,
    roomId: room.roomId,
    members,
    ...options,
  });
  const id = (): string => `${room.accountId}/${room.roomId}`;
  const membersInRoom = (): Members =>
    Object.fromEntries(room.members().map(({ memberId, role }: MemberView) => [memberId, role]));
  const sorted = (members: Members): Members =>
    Object.fromEntries(Object.entries(members).sort(([one], [other]) => (one < other ? -1 : 1)));

  /** The error message of a hook, and the members that the engine saves to the state. */
  async function failure(hook: Promise<unknown>): Promise<{ message: string; savedMembers: unknown }> {
    const error = await hook.then(
      () => undefined,
      (thrown: unknown) => thrown as Error,
    );
    assert.ok(error, "it succeeded, but should have failed");
    return { message: error.message, savedMembers: host.partialState(error)?.["members"] };
  }

  describe("check", () => {
    beforeEach(() => setUp());

    it("returns the members by id, with the default role, in whatever order they are declared", async () => {
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

    it("sorts ignoreMembers and removes duplicates", async () => {
      room.chime.state.addMember(room.user());
      const { inputs } = await host.check(
        roster([{ memberId: "a" }], { ignoreMembers: ["c", "b", "c"], exclusive: true }),
      );
      assert.deepEqual(inputs, roster({ a: "Member" }, { ignoreMembers: ["b", "c"], exclusive: true }));
    });

    const invalid: [string, unknown, Properties, RegExp][] = [
      ["missing members", null, {}, /^members is required\.$/],
      ["members that are not a list", "ada", {}, /^members must be a list of \{ memberId, role \}\.$/],
      ["a member without an id", [{ role: "Member" }], {}, /^members\[0\]\.memberId .*is required\.$/],
      [
        "a member that is a string",
        ["ada"],
        {},
        /^members\[0\] must be an object such as .*, not a string\.$/,
      ],
      [
        "a blank id",
        [{ memberId: "a" }, { memberId: " " }],
        {},
        /^members\[1\]\.memberId .*must not be blank\.$/,
      ],
      ["an unknown role", [{ memberId: "a", role: "Owner" }], {}, /^members\[0\]\.role .*, not "Owner"\.$/],
      [
        "an unknown property of a member",
        [{ memberId: "a", rol: 1 }],
        {},
        /^members\[0\]\.rol .*does not exist/,
      ],
      [
        "a repeated member",
        [{ memberId: "a" }, { memberId: "a", role: "Administrator" }],
        {},
        /^members\[1\]\.memberId .*repeats the member of members\[0\]: a\./,
      ],
      [
        "an exclusive roster without members",
        [],
        { exclusive: true },
        /^exclusive .*would remove everybody from the room/,
      ],
      [
        "exclusive as a string",
        [{ memberId: "a" }],
        { exclusive: "yes" },
        /^exclusive .*must be true or false/,
      ],
      [
        "a member that is also ignored",
        [{ memberId: "a" }],
        { ignoreMembers: ["a"] },
        /^ignoreMembers .*a, which members\[0\] declares/,
      ],
      [
        "a blank id in ignoreMembers",
        [],
        { ignoreMembers: [""] },
        /^ignoreMembers .*\[0\] must not be blank/,
      ],
      ["an unknown property", [], { exklusive: true }, /^There is no property exklusive/],
    ];
    for (const [what, members, options, expected] of invalid) {
      it(`rejects ${what}, and names the property`, async () => {
        const { failures } = await host.check(roster(members, options));
        assert.equal(failures.length, 1, failures.join("\n"));
        assert.match(failures[0]!, expected);
        assert.deepEqual(room.operations(), []);
      });
    }
  });

  describe("diff", () => {
    beforeEach(() => setUp());

    it("finds no difference between equal members, and makes no calls", async () => {
      const [ada, ben] = users(2) as [Ids, Ids];
      const olds = roster({ [ada.memberId]: "Member", [ben.memberId]: "Member" });
      const other = roster({ [ben.memberId]: "Member", [ada.memberId]: "Member" });
      assert.equal((await host.diff(id(), olds, other)).changes, false);
      assert.deepEqual(room.operations(), []);
    });

    it("replaces a roster whose room changes, and never deletes first", async () => {
      const olds = roster({ a: "Member" });
      const replaced = await host.diff(id(), olds, { ...olds, roomId: "elsewhere" });
      assert.deepEqual(replaced, { changes: true, replaces: ["roomId"], deleteFirst: false });
      for (const members of [{ b: "Member" }, UNKNOWN_VALUE]) {
        const updated = await host.diff(id(), olds, roster(members));
        assert.deepEqual(updated, { changes: true, replaces: [], deleteFirst: false });
      }
    });

    const updates: [string, Members, Properties][] = [
      ["another role", { a: "Administrator" }, {}],
      ["an added member", { a: "Member", b: "Member" }, {}],
      ["a dropped member", {}, {}],
      ["exclusive", { a: "Member" }, { exclusive: true }],
      ["ignoreMembers", { a: "Member" }, { ignoreMembers: ["x"] }],
    ];
    for (const [what, members, options] of updates) {
      it(`returns an update for ${what}`, async () => {
        const difference = await host.diff(id(), roster({ a: "Member" }), roster(members, options));
        assert.equal(difference.changes, true);
        assert.deepEqual(difference.replaces, []);
      });
    }
  });

  describe("create", () => {
    it("adds members in batches of 50, and reads the room once", async () => {
      await setUp();
      const team = users(120);
      const { id: createdId, outputs } = await host.create(roster(rolesOf(team)));
      assert.equal(createdId, id());
      assert.deepEqual(outputs, roster(sorted(rolesOf(team))));
      assert.deepEqual(membersInRoom(), sorted(rolesOf(team)));
      assert.deepEqual(room.operations().sort(), [
        ...Array.from({ length: 3 }, () => "BatchCreateRoomMembership"),
        "ListRoomMemberships",
      ]);
    });

    for (const existingMember of ["conflict", "created"] as const) {
      it(`adopts existing members, with the declared role, if the service answers ${existingMember}`, async () => {
        await setUp({ existingMember });
        const [ada, ben, cem] = users(3) as [Ids, Ids, Ids];
        const bot = room.bot();
        for (const member of [ada, ben, bot]) room.chime.state.addMember(member);
        const desired = { ...rolesOf([ada, cem]), ...rolesOf([ben, bot], "Administrator") };
        await host.create(roster(desired));
        assert.deepEqual(membersInRoom(), sorted(desired));
        assert.equal(room.chime.journal.count("UpdateRoomMembership"), 1);
      });
    }

    it("adopts a member that the list does not contain yet", async () => {
      await setUp({}, { "chime:readConsistencySeconds": "8" });
      const [ada, ben] = users(2) as [Ids, Ids];
      room.chime.faults.setReadLag({ reads: 2 });
      room.chime.state.addMember({ ...ada, role: "Administrator" });
      await host.create(roster(rolesOf([ada, ben])));
      assert.deepEqual(membersInRoom(), sorted(rolesOf([ada, ben])));
    });

    it("succeeds if the answer to a batch is lost and the retry conflicts", async () => {
      await setUp();
      const team = users(3);
      room.chime.faults.inject({ operation: "BatchCreateRoomMembership", kind: "cut", when: "afterWrite" });
      await host.create(roster(rolesOf(team)));
      assert.deepEqual(membersInRoom(), sorted(rolesOf(team)));
      assert.equal(room.chime.journal.count("UpdateRoomMembership"), 0);
    });

    it("retries only the members with a transient error", async () => {
      await setUp();
      // Batches are in the order of the ids, so the first three members are in one batch.
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
      await host.create(roster(rolesOf(team)));
      assert.deepEqual(membersInRoom(), sorted(rolesOf(team)));
      const sizes = room.chime.journal
        .calls({ operation: "BatchCreateRoomMembership" })
        .map(({ members }) => members?.length ?? 0);
      assert.deepEqual(
        sizes.sort((one, other) => one - other),
        [3, 10, 50],
      );
    });

    it("reports all failed members in one error, and saves the others", async () => {
      await setUp();
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
      const { message, savedMembers } = await failure(host.create(roster(rolesOf(team))));
      assert.deepEqual(membersInRoom(), sorted(rolesOf([cem, dan])));
      assert.deepEqual(savedMembers, sorted(rolesOf([cem, dan])));
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

    it("saves nothing if nothing was changed", async () => {
      await setUp();
      room.chime.faults.inject({
        operation: "BatchCreateRoomMembership",
        kind: "error",
        error: "ForbiddenException",
        times: "always",
      });
      const { message, savedMembers } = await failure(host.create(roster(rolesOf(users(70)))));
      assert.match(message, /70 of 70 changes failed\.\n/);
      assert.match(message, /add 70 members \(.* and 60 more\), for example: .*HTTP 403, request id/);
      assert.equal(savedMembers, undefined);
    });

    it("saves members with an ambiguous outcome, so that delete removes them", async () => {
      await setUp({}, { "chime:maxRetries": "0" });
      const [ada] = users(1) as [Ids];
      room.chime.faults.inject({ operation: "BatchCreateRoomMembership", kind: "cut", when: "afterWrite" });
      const { savedMembers } = await failure(host.create(roster(rolesOf([ada]))));
      assert.deepEqual(savedMembers, { [ada.memberId]: "Unconfirmed" });
      await nextDeployment();
      await host.delete(id(), roster(savedMembers));
      assert.deepEqual(membersInRoom(), {});
    });

    it("saves a member whom a service failure may have added, even if the retry is refused", async () => {
      await setUp();
      const [ada] = users(1) as [Ids];
      const fault = {
        operation: "BatchCreateRoomMembership",
        kind: "memberError",
        ...memberOf(ada),
      } as const;
      room.chime.faults.inject({ ...fault, errorCode: "Forbidden", times: "always" });
      room.chime.faults.inject({ ...fault, errorCode: "ServiceFailure" });
      const { message, savedMembers } = await failure(host.create(roster(rolesOf([ada]))));
      assert.match(message, /answered Forbidden/);
      assert.deepEqual(savedMembers, { [ada.memberId]: "Unconfirmed" });
    });

    it("removes unmanaged members if it is exclusive, except ignored ones", async () => {
      await setUp();
      const [ada, ben, cem] = users(3) as [Ids, Ids, Ids];
      for (const member of [ada, ben, cem]) room.chime.state.addMember(member);
      await host.create(roster(rolesOf([ada]), { exclusive: true, ignoreMembers: [cem.memberId] }));
      assert.deepEqual(membersInRoom(), sorted(rolesOf([ada, cem])));
    });
  });

  describe("update", () => {
    it("adds one member to a hundred others with one call", async () => {
      await setUp();
      const team = users(100);
      await host.create(roster(rolesOf(team)));
      await nextDeployment();
      const extended = [...team, ...users(1)];
      await host.update(id(), roster(rolesOf(team)), roster(rolesOf(extended)));
      assert.deepEqual(membersInRoom(), sorted(rolesOf(extended)));
      assert.deepEqual(room.operations(), [
        "ListRoomMemberships",
        "ListRoomMemberships",
        "BatchCreateRoomMembership",
      ]);
    });

    it("adds members, promotes, demotes and removes, in this order", async () => {
      await setUp({ lastAdministrator: "refused" });
      const [ada, ben, cem, dan] = users(4) as [Ids, Ids, Ids, Ids];
      const before = { ...rolesOf([ada], "Administrator"), ...rolesOf([ben, cem]) };
      await host.create(roster(before));
      await nextDeployment();
      const after = { ...rolesOf([ben], "Administrator"), ...rolesOf([ada, dan]) };
      await host.update(id(), roster(before), roster(after));
      assert.deepEqual(membersInRoom(), sorted(after));
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

    it("does not undo manual changes of members that are unchanged in the program", async () => {
      await setUp();
      const [ada, ben, cem] = users(3) as [Ids, Ids, Ids];
      await host.create(roster(rolesOf([ada, ben])));
      room.chime.state.removeMember(ben);
      room.chime.state.setRole({ ...ada, role: "Administrator" });
      await host.update(id(), roster(rolesOf([ada, ben])), roster(rolesOf([ada, ben, cem])));
      assert.deepEqual(membersInRoom(), sorted({ ...rolesOf([ada], "Administrator"), ...rolesOf([cem]) }));
    });

    it("removes a dropped member that a lagging list does not contain", async () => {
      await setUp();
      const [ada, ben] = users(2) as [Ids, Ids];
      room.chime.faults.setReadLag({ reads: 5 });
      await host.create(roster(rolesOf([ada, ben])));
      await nextDeployment();
      await host.update(id(), roster(rolesOf([ada, ben])), roster(rolesOf([ada])));
      assert.deepEqual(membersInRoom(), rolesOf([ada]));
    });

    it("removes members before it adds others if the room is full", async () => {
      await setUp({ quotas: { membershipsPerRoom: 3 } });
      const [ada, ben, cem, dan] = users(4) as [Ids, Ids, Ids, Ids];
      await host.create(roster(rolesOf([ada, ben, cem])));
      await nextDeployment();
      await host.update(id(), roster(rolesOf([ada, ben, cem])), roster(rolesOf([ada, ben, dan])));
      assert.deepEqual(membersInRoom(), sorted(rolesOf([ada, ben, dan])));
    });

    it("removes members first if the room is full, even after a service failure that may have added a member", async () => {
      await setUp({ quotas: { membershipsPerRoom: 3 } });
      const [ada, ben, cem, dan, eve] = users(5) as [Ids, Ids, Ids, Ids, Ids];
      await host.create(roster(rolesOf([ada, ben, cem])));
      await nextDeployment();
      room.chime.faults.inject({
        operation: "BatchCreateRoomMembership",
        kind: "memberError",
        errorCode: "ServiceFailure",
        ...memberOf(dan),
      });
      await host.update(id(), roster(rolesOf([ada, ben, cem])), roster(rolesOf([ada, dan, eve])));
      assert.deepEqual(membersInRoom(), sorted(rolesOf([ada, dan, eve])));
    });

    it("fails if the room is full, names the quota, and saves the current members", async () => {
      await setUp({ quotas: { membershipsPerRoom: 2 } });
      const team = users(3);
      const { message, savedMembers } = await failure(host.create(roster(rolesOf(team))));
      assert.match(message, /answered ResourceLimitExceeded/);
      assert.match(message, /1,000 memberships per room/);
      assert.deepEqual(savedMembers, membersInRoom());
    });

    it("saves members unchanged if it could not remove them or change their role", async () => {
      await setUp();
      const [ada, ben, cem] = users(3) as [Ids, Ids, Ids];
      await host.create(roster(rolesOf([ada, ben, cem])));
      await nextDeployment();
      for (const operation of ["DeleteRoomMembership", "UpdateRoomMembership"] as const) {
        room.chime.faults.inject({ operation, kind: "error", error: "ForbiddenException", times: "always" });
      }
      const desired = { ...rolesOf([ada], "Administrator"), ...rolesOf([cem]) };
      const { message, savedMembers } = await failure(
        host.update(id(), roster(rolesOf([ada, ben, cem])), roster(desired)),
      );
      assert.deepEqual(savedMembers, sorted(rolesOf([ada, ben, cem])));
      assert.match(message, new RegExp(`change the role of member ${ada.memberId}: .*ForbiddenException`));
      assert.match(message, new RegExp(`remove member ${ben.memberId}: .*ForbiddenException`));

      room.chime.faults.clear();
      await nextDeployment();
      await host.update(id(), roster(savedMembers), roster(desired));
      assert.deepEqual(membersInRoom(), sorted(desired));
    });

    it("does not remove members that move to ignoreMembers, or unmanaged members once it is no longer exclusive", async () => {
      await setUp();
      const [ada, ben, cem] = users(3) as [Ids, Ids, Ids];
      const olds = roster(rolesOf([ada, ben]), { exclusive: true, otherMembers: rolesOf([cem]) });
      for (const member of [ada, ben, cem]) room.chime.state.addMember(member);
      await host.update(id(), olds, roster(rolesOf([ada]), { ignoreMembers: [ben.memberId] }));
      assert.deepEqual(membersInRoom(), sorted(rolesOf([ada, ben, cem])));
      assert.equal(room.chime.journal.count("DeleteRoomMembership"), 0);
    });
  });

  describe("read", () => {
    it("returns manual changes of its members, but no unmanaged members", async () => {
      await setUp();
      const [ada, ben, cem] = users(3) as [Ids, Ids, Ids];
      await host.create(roster(rolesOf([ada, ben])));
      room.chime.state.addMember(cem);
      room.chime.state.setRole({ ...ada, role: "Administrator" });
      room.chime.state.removeMember(ben);
      const { outputs, inputs } = await host.read(id(), roster(rolesOf([ada, ben])));
      assert.deepEqual(outputs, roster(rolesOf([ada], "Administrator")));
      assert.deepEqual(inputs, outputs);
    });

    it("returns unmanaged members in otherMembers if the roster is exclusive", async () => {
      await setUp();
      const [ada, ben, cem] = users(3) as [Ids, Ids, Ids];
      for (const member of [ada, ben, cem]) room.chime.state.addMember(member);
      const olds = roster(rolesOf([ada]), { exclusive: true, ignoreMembers: [cem.memberId] });
      const { outputs, inputs } = await host.read(id(), olds);
      assert.deepEqual(outputs, { ...olds, otherMembers: rolesOf([ben]) });
      assert.deepEqual(inputs, olds);
    });

    it("retries missing members until the consistency timeout", async () => {
      await setUp({}, { "chime:readConsistencySeconds": "8" });
      room.chime.faults.setReadLag({ reads: 3 });
      const team = users(5);
      await host.create(roster(rolesOf(team)));
      const { outputs } = await host.read(id(), roster(rolesOf(team)));
      assert.deepEqual(outputs, roster(sorted(rolesOf(team))));
    });

    it("reports that the roster is gone only if the room is gone", async () => {
      await setUp();
      const [ada] = users(1) as [Ids];
      assert.equal((await host.read(id(), roster(rolesOf([ada])))).id, id());
      room.chime.state.removeRoom(room);
      await nextDeployment();
      assert.equal((await host.read(id(), roster(rolesOf([ada])))).id, "");
    });

    it("fails if the room cannot be read", async () => {
      await setUp();
      room.chime.faults.inject({
        operation: "ListRoomMemberships",
        kind: "proxyError",
        status: 404,
        times: "always",
      });
      const { message } = await failure(host.read(id(), roster({ a: "Member" })));
      assert.match(message, /not Amazon Chime's/);
    });

    it("returns all members of a room for a look-up, and fails if the room does not exist", async () => {
      await setUp();
      const team = users(3);
      for (const member of team) room.chime.state.addMember(member);
      assert.deepEqual((await host.read(id(), {})).outputs, roster(sorted(rolesOf(team))));
      const { message } = await failure(host.read(`${room.accountId}/none`, {}));
      assert.match(message, /There is no room none/);
    });
  });

  describe("delete", () => {
    it("removes only the members that it manages, administrators last", async () => {
      await setUp({ lastAdministrator: "refused" });
      const [ada, ben, cem] = users(3) as [Ids, Ids, Ids];
      const members = { ...rolesOf([ada], "Administrator"), ...rolesOf([ben]) };
      await host.create(roster(members));
      await nextDeployment();
      room.chime.state.addMember({ ...cem, role: "Administrator" });
      await host.delete(id(), roster(members, { exclusive: true, otherMembers: rolesOf([cem]) }));
      assert.deepEqual(membersInRoom(), rolesOf([cem], "Administrator"));
      assert.equal(memberIdsOf("DeleteRoomMembership").at(-1), ada.memberId);
    });

    it("succeeds if the members or the room are already gone", async () => {
      await setUp();
      const team = users(2);
      await host.delete(id(), roster(rolesOf(team)));
      room.chime.state.removeRoom(room);
      await host.delete(id(), roster(rolesOf(team)));
      assert.deepEqual(room.statuses("DeleteRoomMembership"), [404, 404, 404, 404]);
    });

    it("removes the other members if some cannot be removed, and then fails and names those", async () => {
      await setUp();
      const team = users(4);
      const [ada, ben, ...others] = team as [Ids, Ids, ...Ids[]];
      await host.create(roster(rolesOf(team)));
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
      const { message } = await failure(host.delete(id(), roster(rolesOf(team))));
      assert.equal(others.length, 2);
      assert.deepEqual(membersInRoom(), sorted(rolesOf([ada, ben])));
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

describe("The messages of a RoomRoster", function () {
  this.timeout(60_000);

  it("name the members that it will remove, and show the progress of a slow update", async () => {
    const room = await Room.open();
    const engine = await EngineStub.start();
    const host = await Host.start({ chime: room.chime, kind: "RoomRoster", engine: engine.address });
    try {
      const unmanaged = room.user();
      room.chime.state.addMember(unmanaged);
      const team = Array.from({ length: 900 }, () => room.user());
      const { accountId, roomId } = unmanaged;
      const members = team.map(({ memberId }) => ({ memberId }));
      const { inputs } = await host.check({ accountId, roomId, members, exclusive: true });
      const warning = await engine.message(({ ephemeral }) => !ephemeral);
      assert.match(
        warning.text,
        new RegExp(`removes 1 member \\(${unmanaged.memberId}\\) from room .*: not in the exclusive roster`),
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
    it(`name ten of many members that it will remove, once${debug ? ", and all of them with PULUMI_CHIME_DEBUG=true" : ""}`, async () => {
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
        const unmanaged = Array.from({ length: 112 }, () => room.user());
        for (const member of unmanaged) room.chime.state.addMember(member);
        const ids = unmanaged.map((member) => member.memberId).sort();
        const declared = { accountId, roomId, members: [{ memberId }], exclusive: true };
        await host.check(declared);
        await host.check(declared);
        await host.check({ ...declared, ignoreMembers: ids.slice(-1) });
        await engine.message(({ text }) => text.includes("removes 111 members"));
        const texts = engine.messages.map(({ text }) => text);
        const [announcement = "", ...repeated] = texts.filter((text) => text.includes("removes 112 members"));
        assert.ok(announcement.includes(`(${ids.slice(0, 10).join(", ")} and 102 more) from `));
        assert.match(announcement, /PULUMI_CHIME_DEBUG=true names all of them\.$/);
        assert.deepEqual(repeated, []);
        const isNamed = (id: string): boolean => texts.some((text) => text.includes(id));
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
