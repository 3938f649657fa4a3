import assert from "node:assert/strict";

import type { EmulatorOptions } from "../../emulator";
import { Host, type Properties } from "../support/host";
import { Room, type Ids } from "../support/room";

type Members = Record<string, string>;

/** Names that every object of JavaScript has, which are ids of Amazon Chime like any other. */
const NAMES_OF_OBJECTS = ["constructor", "hasOwnProperty", "toString", "valueOf"];

describe("A RoomRoster in trouble", function () {
  this.timeout(180_000);

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
    room.chime.faults.clear();
    room.chime.journal.clear();
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
    Object.fromEntries(room.members().map(({ memberId, role }) => [memberId, role]));
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

  it("forgets nobody whose id is a name that every object has", async () => {
    await given();
    for (const userId of NAMES_OF_OBJECTS) room.chime.state.addUser({ accountId: room.accountId, userId });
    const [ada] = users(1) as [Ids];
    const all = { ...allOf([ada]), ...Object.fromEntries(NAMES_OF_OBJECTS.map((name) => [name, "Member"])) };
    await host.create(roster(allOf([ada])));
    await host.update(id(), roster(allOf([ada])), roster(all));
    assert.deepEqual(inRoom(), sorted(all));
    await nextDeployment();
    await host.update(id(), roster(all), roster(allOf([ada])));
    assert.deepEqual(inRoom(), allOf([ada]));
  });

  it("is created again after a replacement that failed half-way, when the old roster was out already", async () => {
    await given();
    const members = allOf(users(2));
    const { inputs } = await host.check(roster(members));
    await host.diff(id(), roster(members), inputs);
    await host.create(inputs);
    assert.deepEqual(inRoom(), sorted(members));
  });

  it("of which another one has members too lets go of those alone whom the other one does not have", async () => {
    await given();
    const [ada, ben] = users(2) as [Ids, Ids];
    await host.create(roster(allOf([ada])));
    await nextDeployment();
    // The program refuses two such rosters. Where it does not know the ids in time, none of them removes the other's.
    const { inputs: kept } = await host.check(roster(allOf([ada])), roster(allOf([ada])));
    await host.diff(id(), roster(allOf([ada])), kept);
    const { inputs } = await host.check(roster(allOf([ada, ben])));
    const { outputs } = await host.create(inputs);
    assert.deepEqual(inRoom(), sorted(allOf([ada, ben])));

    await nextDeployment();
    await host.check(roster(allOf([ada])), roster(allOf([ada])));
    await host.diff(id(), roster(allOf([ada])), kept);
    await host.delete(id(), outputs);
    assert.deepEqual(inRoom(), allOf([ada]));
  });

  it("keeps in the state whom it could not add or remove, whose id is a name that every object has", async () => {
    await given();
    for (const userId of NAMES_OF_OBJECTS) room.chime.state.addUser({ accountId: room.accountId, userId });
    const [one, other] = NAMES_OF_OBJECTS as [string, string];
    await host.create(roster({ [one]: "Member" }));
    await nextDeployment();
    room.chime.faults.inject({ operation: "*", memberId: one, kind: "error", error: "ForbiddenException" });
    const add = {
      operation: "BatchCreateRoomMembership",
      kind: "memberError",
      errorCode: "Forbidden",
    } as const;
    room.chime.faults.inject({ ...add, memberId: other });
    const { kept } = await failure(
      host.update(id(), roster({ [one]: "Member" }), roster({ [other]: "Member" })),
    );
    assert.deepEqual(kept, { [one]: "Member" });
  });

  it("refuses the one id that no object can hold, and ids with white space around them", async () => {
    await given();
    for (const [memberId, reason] of [
      ["__proto__", /must be an id of Amazon Chime, not "__proto__"/],
      [" ada", /must not begin or end with white space/],
    ] as const) {
      const { failures } = await host.check(roster([{ memberId: "ada" }, { memberId }]));
      assert.match(failures.join(), reason);
    }
  });

  it("is given a member by another roster while that one is removing the member", async () => {
    await given();
    const [ada, ben, cem] = users(3) as [Ids, Ids, Ids];
    for (const member of [ada, ben, cem]) room.chime.state.addMember(member);
    room.chime.faults.inject({ operation: "DeleteRoomMembership", kind: "delay", milliseconds: 300 });
    const removing = room.chime.journal.next({ operation: "DeleteRoomMembership" });
    const giving = host.update(id(), roster(allOf([ada, ben])), roster(allOf([ada])));
    await removing;
    const taking = host.update(id(), roster(allOf([cem])), roster(allOf([ben, cem])));
    await Promise.all([giving, taking]);
    assert.deepEqual(inRoom(), sorted(allOf([ada, ben, cem])));
  });

  it("with another name has whom it could not give a role, and the deletion of the old one leaves them in", async () => {
    await given();
    const [ada, ben] = users(2) as [Ids, Ids];
    await host.create(roster(allOf([ada, ben])));
    await nextDeployment();
    room.chime.faults.inject({
      operation: "UpdateRoomMembership",
      kind: "error",
      error: "ForbiddenException",
    });
    const wanted = { ...allOf([ada], "Administrator"), ...allOf([ben]) };
    const { kept } = await failure(host.create(roster(wanted)));
    assert.deepEqual(Object.keys(kept as object).sort(), Object.keys(sorted(wanted)));
    await host.delete(id(), roster(allOf([ada, ben])));
    assert.deepEqual(inRoom(), sorted(allOf([ada, ben])));
  });

  it("adds a bot again that it removed for another role, also where the program has gone back to the old one", async () => {
    await given();
    const bot = room.bot();
    await host.create(roster(allOf([bot])));
    await nextDeployment();
    room.chime.faults.inject({
      operation: "CreateRoomMembership",
      kind: "error",
      error: "ForbiddenException",
    });
    const { kept } = await failure(
      host.update(id(), roster(allOf([bot])), roster(allOf([bot], "Administrator"))),
    );
    assert.deepEqual([inRoom(), kept], [{}, { [bot.memberId]: "Unconfirmed" }]);

    await nextDeployment();
    assert.equal((await host.diff(id(), roster(kept), roster(allOf([bot])))).changes, true);
    await host.update(id(), roster(kept), roster(allOf([bot])));
    assert.deepEqual(inRoom(), allOf([bot]));
  });

  it("changes a bot's role by removing the bot and adding it again", async () => {
    await given();
    const [ada, bot] = [room.user(), room.bot()];
    await host.create(roster(allOf([ada, bot])));
    room.chime.journal.clear();
    const wanted = { ...allOf([ada]), ...allOf([bot], "Administrator") };
    const outputs = await host.update(id(), roster(allOf([ada, bot])), roster(wanted));
    assert.deepEqual(outputs, roster(sorted(wanted)));
    assert.deepEqual(inRoom(), sorted(wanted));
    const writes = room.operations().filter((operation) => !operation.startsWith("List"));
    assert.deepEqual(writes, ["DeleteRoomMembership", "CreateRoomMembership"]);
  });

  for (const when of ["beforeWrite", "afterWrite"] as const) {
    it(`has of whom no answer said that they were added (${when}) as Unconfirmed, and mends it`, async () => {
      await given({}, { "chime:maxRetries": "0" });
      const team = users(3);
      room.chime.faults.inject({ operation: "BatchCreateRoomMembership", kind: "cut", when });
      const { kept } = await failure(host.create(roster(allOf(team))));
      assert.deepEqual(kept, sorted(allOf(team, "Unconfirmed")));

      await nextDeployment();
      assert.equal((await host.diff(id(), roster(kept), roster(allOf(team)))).changes, true);
      assert.deepEqual(
        await host.update(id(), roster(kept), roster(allOf(team))),
        roster(sorted(allOf(team))),
      );
      assert.deepEqual(inRoom(), sorted(allOf(team)));
      assert.equal(room.chime.journal.count("BatchCreateRoomMembership"), when === "beforeWrite" ? 1 : 0);
    });
  }

  it("shows in a refresh what became of the Unconfirmed", async () => {
    await given();
    const [ada, ben] = users(2) as [Ids, Ids];
    room.chime.state.addMember({ ...ada, role: "Administrator" });
    const { inputs, outputs } = await host.read(id(), roster(allOf([ada, ben], "Unconfirmed")));
    assert.deepEqual(outputs, roster(allOf([ada], "Administrator")));
    assert.deepEqual(inputs, roster(allOf([ada], "Administrator")));
  });

  it("lets in again who left by hand, when the program changes them or a refresh has seen it", async () => {
    await given();
    const team = users(3);
    const [ada, ben] = team as [Ids, Ids];
    await host.create(roster(allOf(team)));
    room.chime.state.removeMember(ada);
    room.chime.state.removeMember(ben);
    const wanted = { ...allOf(team), ...allOf([ada], "Administrator") };
    await nextDeployment();
    await host.update(id(), roster(allOf(team)), roster(wanted));
    assert.equal(room.roleOf(ada), "Administrator");
    await nextDeployment();
    const { outputs } = await host.read(id(), roster(wanted));
    await host.update(id(), outputs, roster(wanted));
    assert.deepEqual(inRoom(), sorted(wanted));
  });

  describe("whose room somebody deleted", () => {
    let team: Ids[];
    beforeEach(async () => {
      await given();
      team = users(3);
      await host.create(roster(allOf(team)));
      await nextDeployment();
      room.chime.state.removeRoom(room);
    });

    it("says what to do when it is to change", async () => {
      const more = allOf([...team, room.user()]);
      const { message, kept } = await failure(host.update(id(), roster(allOf(team)), roster(more)));
      assert.match(message, /NotFoundException/);
      assert.match(message, /pulumi refresh/);
      assert.deepEqual(kept, sorted(allOf(team)));
    });

    it("has nobody to remove, and is gone at the next refresh", async () => {
      await host.update(id(), roster(allOf(team)), roster({}));
      await host.delete(id(), roster(allOf(team)));
      assert.deepEqual(await host.read(id(), roster(allOf(team))), { id: "", outputs: {}, inputs: {} });
    });
  });

  it("moves somebody from ignoreMembers to its members and back, and is exclusive on and off", async () => {
    await given();
    const [ada, ben, cem] = users(3) as [Ids, Ids, Ids];
    for (const member of [ben, cem]) room.chime.state.addMember(member);
    const ignoring = roster(allOf([ada]), { ignoreMembers: [ben.memberId] });
    const exclusive = { exclusive: true, ignoreMembers: [cem.memberId] };
    const steps: [Properties, Members][] = [
      [ignoring, allOf([ada, ben, cem])],
      [roster(allOf([ada, ben]), exclusive), allOf([ada, ben, cem])],
      [ignoring, allOf([ada, ben, cem])],
      [roster(allOf([ada]), exclusive), allOf([ada, cem])],
      [roster(allOf([ada])), allOf([ada, cem])],
    ];
    let olds = roster({});
    for (const [news, expected] of steps) {
      const { inputs } = await host.check(news, olds);
      olds = await host.update(id(), olds, inputs);
      assert.deepEqual(inRoom(), sorted(expected));
      await nextDeployment();
    }
  });

  describe("where Amazon Chime refuses to let the last administrator go", () => {
    beforeEach(() => given({ lastAdministrator: "refused" }));

    it("keeps that one in the state when it is destroyed among others, and removes all of them when it is not", async () => {
      const [ada, ben, guest] = users(3) as [Ids, Ids, Ids];
      room.chime.state.addMember(guest);
      const all = { ...allOf([ada], "Administrator"), ...allOf([ben]) };
      await host.create(roster(all));
      await nextDeployment();
      const { message } = await failure(host.delete(id(), roster(all)));
      assert.match(message, new RegExp(`remove member ${ada.memberId}: .*BadRequestException`));
      assert.deepEqual(inRoom(), sorted({ ...allOf([ada], "Administrator"), ...allOf([guest]) }));
      room.chime.state.removeMember(guest);
      await host.delete(id(), roster(all));
      assert.deepEqual(inRoom(), {});
    });

    it("hands the room from one administrator to another", async () => {
      const [ada, ben, cem] = users(3) as [Ids, Ids, Ids];
      const before = { ...allOf([ada], "Administrator"), ...allOf([cem]) };
      await host.create(roster(before));
      const swapped = { ...allOf([ben, cem], "Administrator"), ...allOf([ada]) };
      await host.update(id(), roster(before), roster(swapped));
      assert.deepEqual(inRoom(), sorted(swapped));
      await nextDeployment();
      const replaced = allOf([ada], "Administrator");
      await host.update(id(), roster(swapped), roster(replaced));
      assert.deepEqual(inRoom(), replaced);
    });
  });

  it("is content with a service that answers 204 for those who are out already", async () => {
    await given({ missingMember: "noContent" });
    const team = users(3);
    const [ada, ...others] = team as [Ids, ...Ids[]];
    await host.create(roster(allOf(team)));
    room.chime.state.removeMember(ada);
    await host.update(id(), roster(allOf(team)), roster(allOf(others)));
    assert.deepEqual(inRoom(), sorted(allOf(others)));
    for (const member of others) room.chime.state.removeMember(member);
    await host.delete(id(), roster(allOf(team)));
    assert.deepEqual(inRoom(), {});
  });
});
