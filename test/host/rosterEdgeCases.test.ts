import assert from "node:assert/strict";

import type { EmulatorOptions } from "../../emulator";
import { Host, type Properties } from "../support/host";
import { Room, type Ids } from "../support/room";

type Members = Record<string, string>;

/** Properties that every JavaScript object has. As member ids, they are valid. */
const OBJECT_PROPERTY_NAMES = ["constructor", "hasOwnProperty", "toString", "valueOf"];

describe("Edge cases of RoomRoster hooks:", function () {
  this.timeout(180_000);

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

  /** Ends the deployment and starts another one without faults. */
  async function nextDeployment(): Promise<void> {
    await host.stop();
    await startDeployment();
    room.chime.faults.clear();
    room.chime.journal.clear();
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
    Object.fromEntries(room.members().map(({ memberId, role }) => [memberId, role]));
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

  it("update adds and removes members whose id is a property of every object", async () => {
    await setUp();
    for (const userId of OBJECT_PROPERTY_NAMES)
      room.chime.state.addUser({ accountId: room.accountId, userId });
    const [ada] = users(1) as [Ids];
    const all = {
      ...rolesOf([ada]),
      ...Object.fromEntries(OBJECT_PROPERTY_NAMES.map((name) => [name, "Member"])),
    };
    await host.create(roster(rolesOf([ada])));
    await host.update(id(), roster(rolesOf([ada])), roster(all));
    assert.deepEqual(membersInRoom(), sorted(all));
    await nextDeployment();
    await host.update(id(), roster(all), roster(rolesOf([ada])));
    assert.deepEqual(membersInRoom(), rolesOf([ada]));
  });

  it("create succeeds after an interrupted replacement that had already deleted the roster", async () => {
    await setUp();
    const members = rolesOf(users(2));
    const { inputs } = await host.check(roster(members));
    await host.diff(id(), roster(members), inputs);
    await host.create(inputs);
    assert.deepEqual(membersInRoom(), sorted(members));
  });

  it("delete removes only members that no other roster owns", async () => {
    await setUp();
    const [ada, ben] = users(2) as [Ids, Ids];
    await host.create(roster(rolesOf([ada])));
    await nextDeployment();
    // The program rejects two such rosters, unless it does not know their ids in time.
    const { inputs: retained } = await host.check(roster(rolesOf([ada])), roster(rolesOf([ada])));
    await host.diff(id(), roster(rolesOf([ada])), retained);
    const { inputs } = await host.check(roster(rolesOf([ada, ben])));
    const { outputs } = await host.create(inputs);
    assert.deepEqual(membersInRoom(), sorted(rolesOf([ada, ben])));

    await nextDeployment();
    await host.check(roster(rolesOf([ada])), roster(rolesOf([ada])));
    await host.diff(id(), roster(rolesOf([ada])), retained);
    await host.delete(id(), outputs);
    assert.deepEqual(membersInRoom(), rolesOf([ada]));
  });

  it("update saves a member that it could not remove and whose id is a property of every object", async () => {
    await setUp();
    for (const userId of OBJECT_PROPERTY_NAMES)
      room.chime.state.addUser({ accountId: room.accountId, userId });
    const [one, other] = OBJECT_PROPERTY_NAMES as [string, string];
    await host.create(roster({ [one]: "Member" }));
    await nextDeployment();
    room.chime.faults.inject({ operation: "*", memberId: one, kind: "error", error: "ForbiddenException" });
    const add = {
      operation: "BatchCreateRoomMembership",
      kind: "memberError",
      errorCode: "Forbidden",
    } as const;
    room.chime.faults.inject({ ...add, memberId: other });
    const { savedMembers } = await failure(
      host.update(id(), roster({ [one]: "Member" }), roster({ [other]: "Member" })),
    );
    assert.deepEqual(savedMembers, { [one]: "Member" });
  });

  it("check rejects the id __proto__, and ids with surrounding white space", async () => {
    await setUp();
    for (const [memberId, reason] of [
      ["__proto__", /must be an id of Amazon Chime, not "__proto__"/],
      [" ada", /must not begin or end with white space/],
    ] as const) {
      const { failures } = await host.check(roster([{ memberId: "ada" }, { memberId }]));
      assert.match(failures.join(), reason);
    }
  });

  it("update adds a member while another roster removes the member", async () => {
    await setUp();
    const [ada, ben, cem] = users(3) as [Ids, Ids, Ids];
    for (const member of [ada, ben, cem]) room.chime.state.addMember(member);
    room.chime.faults.inject({ operation: "DeleteRoomMembership", kind: "delay", milliseconds: 300 });
    const removalStarted = room.chime.journal.next({ operation: "DeleteRoomMembership" });
    const removal = host.update(id(), roster(rolesOf([ada, ben])), roster(rolesOf([ada])));
    await removalStarted;
    const addition = host.update(id(), roster(rolesOf([cem])), roster(rolesOf([ben, cem])));
    await Promise.all([removal, addition]);
    assert.deepEqual(membersInRoom(), sorted(rolesOf([ada, ben, cem])));
  });

  it("create of a renamed roster saves members whose role it could not change, and the old roster does not remove them", async () => {
    await setUp();
    const [ada, ben] = users(2) as [Ids, Ids];
    await host.create(roster(rolesOf([ada, ben])));
    await nextDeployment();
    room.chime.faults.inject({
      operation: "UpdateRoomMembership",
      kind: "error",
      error: "ForbiddenException",
    });
    const desired = { ...rolesOf([ada], "Administrator"), ...rolesOf([ben]) };
    const { savedMembers } = await failure(host.create(roster(desired)));
    assert.deepEqual(Object.keys(savedMembers as object).sort(), Object.keys(sorted(desired)));
    await host.delete(id(), roster(rolesOf([ada, ben])));
    assert.deepEqual(membersInRoom(), sorted(rolesOf([ada, ben])));
  });

  it("update adds a bot again after an interrupted role change, even if the program returns to the old role", async () => {
    await setUp();
    const bot = room.bot();
    await host.create(roster(rolesOf([bot])));
    await nextDeployment();
    room.chime.faults.inject({
      operation: "CreateRoomMembership",
      kind: "error",
      error: "ForbiddenException",
    });
    const { savedMembers } = await failure(
      host.update(id(), roster(rolesOf([bot])), roster(rolesOf([bot], "Administrator"))),
    );
    assert.deepEqual([membersInRoom(), savedMembers], [{}, { [bot.memberId]: "Unconfirmed" }]);

    await nextDeployment();
    assert.equal((await host.diff(id(), roster(savedMembers), roster(rolesOf([bot])))).changes, true);
    await host.update(id(), roster(savedMembers), roster(rolesOf([bot])));
    assert.deepEqual(membersInRoom(), rolesOf([bot]));
  });

  it("update changes a bot's role by removing the bot and adding it again", async () => {
    await setUp();
    const [ada, bot] = [room.user(), room.bot()];
    await host.create(roster(rolesOf([ada, bot])));
    room.chime.journal.clear();
    const desired = { ...rolesOf([ada]), ...rolesOf([bot], "Administrator") };
    const outputs = await host.update(id(), roster(rolesOf([ada, bot])), roster(desired));
    assert.deepEqual(outputs, roster(sorted(desired)));
    assert.deepEqual(membersInRoom(), sorted(desired));
    const writes = room.operations().filter((operation) => !operation.startsWith("List"));
    assert.deepEqual(writes, ["DeleteRoomMembership", "CreateRoomMembership"]);
  });

  for (const when of ["beforeWrite", "afterWrite"] as const) {
    it(`create saves members as Unconfirmed if the connection is cut (${when}), and the next update fixes them`, async () => {
      await setUp({}, { "chime:maxRetries": "0" });
      const team = users(3);
      room.chime.faults.inject({ operation: "BatchCreateRoomMembership", kind: "cut", when });
      const { savedMembers } = await failure(host.create(roster(rolesOf(team))));
      assert.deepEqual(savedMembers, sorted(rolesOf(team, "Unconfirmed")));

      await nextDeployment();
      assert.equal((await host.diff(id(), roster(savedMembers), roster(rolesOf(team)))).changes, true);
      assert.deepEqual(
        await host.update(id(), roster(savedMembers), roster(rolesOf(team))),
        roster(sorted(rolesOf(team))),
      );
      assert.deepEqual(membersInRoom(), sorted(rolesOf(team)));
      assert.equal(room.chime.journal.count("BatchCreateRoomMembership"), when === "beforeWrite" ? 1 : 0);
    });
  }

  it("read resolves Unconfirmed members", async () => {
    await setUp();
    const [ada, ben] = users(2) as [Ids, Ids];
    room.chime.state.addMember({ ...ada, role: "Administrator" });
    const { inputs, outputs } = await host.read(id(), roster(rolesOf([ada, ben], "Unconfirmed")));
    assert.deepEqual(outputs, roster(rolesOf([ada], "Administrator")));
    assert.deepEqual(inputs, roster(rolesOf([ada], "Administrator")));
  });

  it("update adds a manually removed member again if the program changes the role, or after a refresh", async () => {
    await setUp();
    const team = users(3);
    const [ada, ben] = team as [Ids, Ids];
    await host.create(roster(rolesOf(team)));
    room.chime.state.removeMember(ada);
    room.chime.state.removeMember(ben);
    const desired = { ...rolesOf(team), ...rolesOf([ada], "Administrator") };
    await nextDeployment();
    await host.update(id(), roster(rolesOf(team)), roster(desired));
    assert.equal(room.roleOf(ada), "Administrator");
    await nextDeployment();
    const { outputs } = await host.read(id(), roster(desired));
    await host.update(id(), outputs, roster(desired));
    assert.deepEqual(membersInRoom(), sorted(desired));
  });

  describe("if somebody deleted the room,", () => {
    let team: Ids[];
    beforeEach(async () => {
      await setUp();
      team = users(3);
      await host.create(roster(rolesOf(team)));
      await nextDeployment();
      room.chime.state.removeRoom(room);
    });

    it("update fails and says what to do", async () => {
      const extended = rolesOf([...team, room.user()]);
      const { message, savedMembers } = await failure(
        host.update(id(), roster(rolesOf(team)), roster(extended)),
      );
      assert.match(message, /NotFoundException/);
      assert.match(message, /pulumi refresh/);
      assert.deepEqual(savedMembers, sorted(rolesOf(team)));
    });

    it("update and delete have nobody to remove, and read reports that the roster is gone", async () => {
      await host.update(id(), roster(rolesOf(team)), roster({}));
      await host.delete(id(), roster(rolesOf(team)));
      assert.deepEqual(await host.read(id(), roster(rolesOf(team))), { id: "", outputs: {}, inputs: {} });
    });
  });

  it("update moves a member from ignoreMembers to members and back, and turns exclusive on and off", async () => {
    await setUp();
    const [ada, ben, cem] = users(3) as [Ids, Ids, Ids];
    for (const member of [ben, cem]) room.chime.state.addMember(member);
    const ignoring = roster(rolesOf([ada]), { ignoreMembers: [ben.memberId] });
    const exclusive = { exclusive: true, ignoreMembers: [cem.memberId] };
    const steps: [Properties, Members][] = [
      [ignoring, rolesOf([ada, ben, cem])],
      [roster(rolesOf([ada, ben]), exclusive), rolesOf([ada, ben, cem])],
      [ignoring, rolesOf([ada, ben, cem])],
      [roster(rolesOf([ada]), exclusive), rolesOf([ada, cem])],
      [roster(rolesOf([ada])), rolesOf([ada, cem])],
    ];
    let olds = roster({});
    for (const [news, expected] of steps) {
      const { inputs } = await host.check(news, olds);
      olds = await host.update(id(), olds, inputs);
      assert.deepEqual(membersInRoom(), sorted(expected));
      await nextDeployment();
    }
  });

  describe("if Amazon Chime does not remove the last administrator,", () => {
    beforeEach(() => setUp({ lastAdministrator: "refused" }));

    it("delete fails while unmanaged members are in the room, and succeeds without them", async () => {
      const [ada, ben, guest] = users(3) as [Ids, Ids, Ids];
      room.chime.state.addMember(guest);
      const all = { ...rolesOf([ada], "Administrator"), ...rolesOf([ben]) };
      await host.create(roster(all));
      await nextDeployment();
      const { message } = await failure(host.delete(id(), roster(all)));
      assert.match(message, new RegExp(`remove member ${ada.memberId}: .*BadRequestException`));
      assert.deepEqual(membersInRoom(), sorted({ ...rolesOf([ada], "Administrator"), ...rolesOf([guest]) }));
      room.chime.state.removeMember(guest);
      await host.delete(id(), roster(all));
      assert.deepEqual(membersInRoom(), {});
    });

    it("update exchanges the administrators of the room", async () => {
      const [ada, ben, cem] = users(3) as [Ids, Ids, Ids];
      const before = { ...rolesOf([ada], "Administrator"), ...rolesOf([cem]) };
      await host.create(roster(before));
      const swapped = { ...rolesOf([ben, cem], "Administrator"), ...rolesOf([ada]) };
      await host.update(id(), roster(before), roster(swapped));
      assert.deepEqual(membersInRoom(), sorted(swapped));
      await nextDeployment();
      const replaced = rolesOf([ada], "Administrator");
      await host.update(id(), roster(swapped), roster(replaced));
      assert.deepEqual(membersInRoom(), replaced);
    });
  });

  it("update and delete succeed if the service answers 204 for members that are already gone", async () => {
    await setUp({ missingMember: "noContent" });
    const team = users(3);
    const [ada, ...others] = team as [Ids, ...Ids[]];
    await host.create(roster(rolesOf(team)));
    room.chime.state.removeMember(ada);
    await host.update(id(), roster(rolesOf(team)), roster(rolesOf(others)));
    assert.deepEqual(membersInRoom(), sorted(rolesOf(others)));
    for (const member of others) room.chime.state.removeMember(member);
    await host.delete(id(), roster(rolesOf(team)));
    assert.deepEqual(membersInRoom(), {});
  });
});
