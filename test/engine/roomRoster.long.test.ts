import assert from "node:assert/strict";

import type { EmulatorOptions } from "../../emulator";
import { killPlugins, PLUGIN_RECORDER } from "../support/plugins";
import { failureOf, Project } from "../support/project";
import { Room, type Ids } from "../support/room";

const PROGRAM = `"use strict";
const chime = require("pulumi-chime");
const { rosters = {}, memberships = {} } = require("./program.json");
for (const [name, args] of Object.entries(rosters)) new chime.RoomRoster(name, args);
for (const [name, args] of Object.entries(memberships)) new chime.RoomMembership(name, args);
`;

interface Declared {
  rosters?: Record<string, object>;
  memberships?: Record<string, object>;
}

describe("A RoomRoster on the engine", function () {
  this.timeout(300_000);

  let room: Room;
  let project: Project;
  afterEach(async () => {
    await project.close();
    await room.close();
  });

  async function setUp(options: EmulatorOptions = {}, config: Record<string, string> = {}): Promise<void> {
    room = await Room.open(options);
    const settings = { "chime:readConsistencySeconds": "1" };
    project = await Project.open({
      chime: room.chime,
      files: { "index.js": PROGRAM, "program.json": "{}" },
      config: { ...settings, ...config },
      preload: PLUGIN_RECORDER,
    });
  }

  const users = (count: number): Ids[] => Array.from({ length: count }, () => room.user());
  const declare = (program: Declared): Promise<void> =>
    project.write("program.json", JSON.stringify(program));
  const roster = (members: readonly object[], more: object = {}): object => ({
    accountId: room.accountId,
    roomId: room.roomId,
    members: members.map((member) => {
      const { memberId, role } = member as { memberId: string; role?: string };
      return { memberId, ...(role === undefined ? {} : { role }) };
    }),
    ...more,
  });
  const memberIds = (): string[] => room.members().map(({ memberId }) => memberId);
  const idsOf = (members: readonly Ids[]): string[] => members.map(({ memberId }) => memberId).sort();
  const writes = (): string[] => room.operations().filter((operation) => !operation.startsWith("List"));
  const changes = async (deployment: Promise<{ summary: { resourceChanges?: object } }>): Promise<object> => {
    const { summary } = await deployment;
    return summary.resourceChanges ?? {};
  };

  it("adds, changes and removes only the members that the program changes, and the preview marks exactly those", async () => {
    await setUp();
    const [guest, ...team] = users(61) as [Ids, ...Ids[]];
    room.chime.state.addMember(guest);
    await declare({ rosters: { team: roster(team) } });
    await project.stack.up();
    assert.deepEqual(memberIds(), idsOf([guest, ...team]));
    assert.equal(room.chime.journal.count("BatchCreateRoomMembership"), 2);
    assert.equal(room.chime.journal.count("ListRoomMemberships"), 1);

    room.chime.journal.clear();
    await declare({ rosters: { team: roster([...team].reverse()) } });
    assert.deepEqual(await changes(project.stack.up()), { same: 2 });
    assert.deepEqual(room.operations(), []);

    const [promoted, dropped, ...others] = team as [Ids, Ids, ...Ids[]];
    const joined = room.user();
    await declare({ rosters: { team: roster([joined, { ...promoted, role: "Administrator" }, ...others]) } });
    const preview = await project.pulumi("preview", "--diff");
    const marked = [...preview.matchAll(/^ *[-+~] ([^ :]+): "/gm)].map(([, memberId]) => memberId);
    assert.deepEqual(marked.sort(), idsOf([joined, promoted, dropped]));
    assert.deepEqual(writes(), []);

    await project.stack.up();
    assert.deepEqual(writes(), ["BatchCreateRoomMembership", "UpdateRoomMembership", "DeleteRoomMembership"]);
    assert.deepEqual(memberIds(), idsOf([guest, joined, promoted, ...others]));
    assert.equal(room.roleOf(promoted), "Administrator");
    assert.deepEqual(await changes(project.stack.refresh()), { same: 2 });
    await project.stack.destroy();
    assert.deepEqual(memberIds(), [guest.memberId]);
  });

  it("saves the other members if one fails, and the next update continues from there", async () => {
    await setUp();
    const team = users(5);
    const [ada, ...others] = team as [Ids, ...Ids[]];
    const { accountId, memberId } = ada;
    await declare({ rosters: { team: roster(team) } });
    room.chime.faults.inject({
      operation: "BatchCreateRoomMembership",
      kind: "memberError",
      memberId,
      errorCode: "NotFound",
    });
    const printed = await failureOf(project.stack.up());
    assert.match(printed, new RegExp(`add member ${memberId}: Amazon Chime answered NotFound`));
    assert.deepEqual(memberIds(), idsOf(others));
    const savedMembers = (await project.resources())["team"]?.outputs["members"];
    assert.deepEqual(Object.keys(savedMembers as object).sort(), idsOf(others));

    room.chime.journal.clear();
    await project.stack.up();
    assert.deepEqual(memberIds(), idsOf(team));
    const [batch] = room.chime.journal.calls({ operation: "BatchCreateRoomMembership" });
    assert.deepEqual(batch?.members, [{ memberId, role: "Member" }]);
    room.chime.state.removeProfile({ accountId, memberId });
    await project.stack.destroy();
    assert.deepEqual(memberIds(), []);
  });

  it("removes members with an ambiguous outcome", async () => {
    await setUp({}, { "chime:maxRetries": "0" });
    const team = users(5);
    await declare({ rosters: { team: roster(team) } });
    room.chime.faults.inject({ operation: "BatchCreateRoomMembership", kind: "cut", when: "afterWrite" });
    await failureOf(project.stack.up());
    assert.deepEqual(memberIds(), idsOf(team));
    await project.stack.destroy();
    assert.deepEqual(memberIds(), []);
  });

  it("adopts the members that a killed plugin had added", async () => {
    await setUp();
    const team = users(120);
    await declare({ rosters: { team: roster(team) } });
    const hang = { operation: "BatchCreateRoomMembership", kind: "hang", when: "afterWrite" } as const;
    room.chime.faults.inject({ ...hang, memberId: team[119]!.memberId });
    const interrupted = failureOf(project.stack.up());
    const written = { operation: "BatchCreateRoomMembership", written: true };
    await room.chime.journal.next(written, { timeoutMs: 60_000 });
    await killPlugins(project);
    await interrupted;
    assert.notEqual(memberIds().length, 0);
    await project.stack.up();
    assert.deepEqual(memberIds(), idsOf(team));
    await project.stack.destroy();
    assert.deepEqual(memberIds(), []);
  });

  describe("that is exclusive", () => {
    let ada: Ids;
    let bot: Ids;
    let unmanaged: Ids;
    beforeEach(async () => {
      await setUp();
      [ada, unmanaged] = users(2) as [Ids, Ids];
      bot = room.bot();
      for (const member of [bot, unmanaged]) room.chime.state.addMember(member);
      await declare({ rosters: { team: roster([ada], { exclusive: true, ignoreMembers: [bot.memberId] }) } });
    });

    it("names unmanaged members in the preview and removes them, even if the program is unchanged", async () => {
      const preview = await project.pulumi("preview");
      assert.match(
        preview,
        new RegExp(`removes 1 member \\(${unmanaged.memberId}\\) from room .*: not in the exclusive roster`),
      );
      assert.deepEqual(memberIds(), idsOf([bot, unmanaged]));
      const printed = await project.pulumi("up", "--yes", "--skip-preview");
      assert.match(
        printed,
        new RegExp(
          `warning: "team": Removed 1 member \\(${unmanaged.memberId}\\) from room .*: not in the exclusive roster`,
        ),
      );
      assert.doesNotMatch(printed, /`pulumi up` removes/);
      assert.deepEqual(memberIds(), idsOf([ada, bot]));

      room.chime.state.addMember(unmanaged);
      assert.match(await project.pulumi("preview"), new RegExp(unmanaged.memberId));
      assert.deepEqual(await changes(project.stack.up()), { same: 1, update: 1 });
      assert.deepEqual(memberIds(), idsOf([ada, bot]));
      assert.deepEqual(await changes(project.stack.up()), { same: 2 });
    });

    it("removes no unmanaged member once it is not exclusive, even if a refresh found one, and neither does destroy", async () => {
      await project.stack.up();
      room.chime.state.addMember(unmanaged);
      await project.stack.refresh();
      const { outputs } = (await project.resources())["team"]!;
      assert.deepEqual(outputs["otherMembers"], { [unmanaged.memberId]: "Member" });
      room.chime.journal.clear();
      await declare({ rosters: { team: roster([ada]) } });
      await project.stack.up();
      assert.deepEqual(writes(), []);
      await project.stack.destroy();
      assert.deepEqual(memberIds(), idsOf([bot, unmanaged]));
    });
  });

  it("exchanges its members with single memberships without a removal", async () => {
    await setUp();
    const team = users(6);
    const memberships = Object.fromEntries(team.map((member, index) => [`member-${index}`, member]));
    await declare({ memberships });
    await project.stack.up();
    await declare({ rosters: { team: roster(team) } });
    await project.stack.up();
    assert.deepEqual(await project.names(), ["team"]);
    await project.stack.setConfig("chime:adoptExisting", { value: "true" });
    await declare({ memberships });
    await project.stack.up();
    assert.deepEqual(await project.names(), Object.keys(memberships).sort());
    assert.deepEqual(memberIds(), idsOf(team));
    assert.equal(room.chime.journal.count("DeleteRoomMembership"), 0);
    await project.stack.destroy();
    assert.deepEqual(memberIds(), []);
  });

  it("fills a new room before it empties the old one, and a replacement in one room removes only dropped members", async () => {
    await setUp();
    const team = users(3);
    const [ada, ...others] = team as [Ids, ...Ids[]];
    await declare({ rosters: { team: roster(team) } });
    await project.stack.up();

    const roomId = room.chime.state.addRoom({ accountId: room.accountId });
    room.chime.journal.clear();
    await declare({ rosters: { team: roster(team, { roomId }) } });
    await project.stack.up();
    assert.deepEqual(memberIds(), []);
    const idsInOtherRoom = (): string[] =>
      room.chime.state.members(room.accountId, roomId).map(({ memberId }) => memberId);
    assert.deepEqual(idsInOtherRoom(), idsOf(team));
    const removals = Array.from({ length: 3 }, () => "DeleteRoomMembership");
    assert.deepEqual(writes(), ["BatchCreateRoomMembership", ...removals]);

    room.chime.journal.clear();
    await declare({ rosters: { team: roster(others, { roomId }) } });
    const { urn } = (await project.resources())["team"]!;
    assert.deepEqual(await changes(project.stack.up({ replace: [urn] })), { same: 1, replace: 1 });
    assert.deepEqual(idsInOtherRoom(), idsOf(others));
    assert.deepEqual(
      room.chime.journal.calls({ operation: "DeleteRoomMembership" }).map(({ memberId }) => memberId),
      [ada.memberId],
    );
  });

  it("shows manual changes in a refresh, and reverts them", async () => {
    await setUp();
    const team = users(3);
    const [ada, ben] = team as [Ids, Ids];
    await declare({ rosters: { team: roster(team) } });
    await project.stack.up();
    room.chime.state.setRole({ ...ada, role: "Administrator" });
    room.chime.state.removeMember(ben);
    assert.deepEqual(await changes(project.stack.refresh()), { same: 1, update: 1 });
    assert.deepEqual(await changes(project.stack.refresh()), { same: 2 });
    assert.match(await project.pulumi("preview", "--diff"), new RegExp(`\\+ ${ben.memberId}`));
    await project.stack.up();
    assert.deepEqual(memberIds(), idsOf(team));
    assert.equal(room.roleOf(ada), "Member");
  });

  describe("with another resource for the same room", () => {
    let ada: Ids;
    beforeEach(async () => {
      await setUp();
      ada = room.user();
    });

    const programs: [string, () => Declared, RegExp][] = [
      [
        "fails if it is exclusive and a RoomMembership declares another member",
        () => ({ rosters: { team: roster([ada], { exclusive: true }) }, memberships: { ben: room.user() } }),
        /RoomRoster "team" is exclusive, and RoomMembership "ben" declares members of the same room/,
      ],
      [
        "fails if it is exclusive and another roster declares another member",
        () => ({ rosters: { team: roster([ada], { exclusive: true }), guests: roster([room.user()]) } }),
        /RoomRoster "team" is exclusive, and RoomRoster "guests" declares members of the same room/,
      ],
      [
        "fails if both declare the same member",
        () => ({ rosters: { team: roster([ada]) }, memberships: { ada } }),
        /RoomRoster "team" and RoomMembership "ada" declare the same membership/,
      ],
    ];
    for (const [what, program, expected] of programs) {
      it(`${what}, and the preview names both`, async () => {
        await declare(program());
        assert.match(await failureOf(project.stack.preview()), expected);
      });
    }

    it("succeeds if it ignores the members of the other", async () => {
      const ben = room.user();
      const options = { exclusive: true, ignoreMembers: [ben.memberId] };
      await declare({ rosters: { team: roster([ada], options) }, memberships: { ben } });
      await project.stack.up();
      assert.deepEqual(memberIds(), idsOf([ada, ben]));
      assert.deepEqual(await changes(project.stack.up()), { same: 3 });
    });
  });

  it("rejects an invalid or repeated member in the preview, and names the property", async () => {
    await setUp();
    const ada = room.user();
    for (const [members, expected] of [
      [[ada, ada], /members\[1\]\.memberId repeats the member of members\[0\]/],
      [[{ ...ada, role: "Owner" }], /\.role must be "Member" or "Administrator", not "Owner"/],
    ] as const) {
      await declare({ rosters: { team: roster(members) } });
      assert.match(await failureOf(project.stack.preview()), expected);
    }
    assert.deepEqual(room.operations(), []);
  });

  it("accepts ids that the preview does not know, and can be looked up by its id", async () => {
    await setUp();
    const [ada, ben] = users(2) as [Ids, Ids];
    await project.write(
      "index.js",
      `"use strict";
       const chime = require("pulumi-chime");
       const { accountId, ada, ben } = require("./program.json");
       const room = new chime.Room("room", { accountId, name: "Launch" });
       const memberId = room.roomId.apply(() => ben);
       const team = new chime.RoomRoster("team", { accountId, roomId: room.roomId, members: [{ memberId: ada }, { memberId }] });
       const seen = chime.RoomRoster.get("seen", team.id);
       module.exports = { members: team.members, seen: seen.members };`,
    );
    await project.write(
      "program.json",
      JSON.stringify({ accountId: room.accountId, ada: ada.memberId, ben: ben.memberId }),
    );
    await project.stack.preview();
    assert.deepEqual(room.operations(), []);
    const { outputs } = await project.stack.up();
    const members = idsOf([ada, ben]).map((memberId) => ({ memberId, role: "Member" }));
    assert.deepEqual(outputs["members"]?.value, members);
    assert.deepEqual(outputs["seen"]?.value, members);
    assert.deepEqual(await changes(project.stack.up()), { same: 3 });
    await project.stack.destroy();
    assert.deepEqual(room.chime.journal.count("DeleteRoomMembership"), 2);
    assert.deepEqual(room.chime.state.rooms(room.accountId).length, 1);
  });

  it("uses at most 120 bytes of state for each member, and stores no personal data", async () => {
    await setUp();
    const team = users(1_000);
    await declare({ rosters: { team: roster(team) } });
    await project.stack.up();
    const state = await project.stateText();
    const bytes = state.length / team.length;
    assert.ok(bytes <= 120, `it takes ${bytes}`);
    assert.doesNotMatch(state, /@example\.com/);
  });
});
