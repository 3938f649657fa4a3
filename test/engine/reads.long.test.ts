import assert from "node:assert/strict";

import { Project } from "../support/project";
import { Room, type Ids } from "../support/room";

/** Three pages of a list. */
const MEMBERS = 203;
const PAGES = 3;

describe("A refresh of many memberships in one room", function () {
  this.timeout(300_000);

  let room: Room;
  let project: Project;
  let team: Record<string, Ids>;
  before(async () => {
    room = await Room.open();
    project = await Project.open({ chime: room.chime });
    team = Object.fromEntries(
      Array.from({ length: MEMBERS }, (_, index) => [`member-${index}`, room.user()]),
    );
    await project.declare(team);
    await project.stack.up();
  });
  after(async () => {
    await project.close();
    await room.close();
  });
  beforeEach(() => {
    room.chime.journal.clear();
  });

  for (const parallel of [1, 32]) {
    it(`reads each page of the room once with --parallel ${parallel}`, async () => {
      const { summary } = await project.stack.refresh({ parallel });
      assert.deepEqual(summary.resourceChanges, { same: MEMBERS + 1 });
      assert.equal(room.operations().length, PAGES);
      assert.equal(room.chime.journal.count("ListRoomMemberships"), PAGES);
    });
  }

  it("finds a manual change of a member on the last page", async () => {
    // The list is in the same order as the members of the emulator.
    const last = room.members().at(-1)!;
    const isLast = ({ memberId }: Ids): boolean => memberId === last.memberId;
    const [name, ids] = Object.entries(team).find(([, member]) => isLast(member))!;
    room.chime.state.setRole({ ...ids, role: "Administrator" });
    const { summary } = await project.stack.refresh();
    assert.deepEqual(summary.resourceChanges, { same: MEMBERS, update: 1 });
    assert.equal((await project.resources())[name]?.outputs["role"], "Administrator");
    assert.equal(room.operations().length, PAGES);
  });

  it("waits for consistency once for all members that were removed", async () => {
    const removed = Object.values(team).slice(0, 100);
    for (const member of removed) room.chime.state.removeMember(member);
    const { summary } = await project.stack.refresh({ parallel: 4 });
    assert.equal(summary.resourceChanges?.delete, removed.length);
    assert.equal((await project.names()).length, MEMBERS - removed.length);
    // If each membership waited by itself, four at a time, the list would be read 25 times as often.
    assert.ok(room.chime.journal.count("ListRoomMemberships") < 30 * PAGES);
  });
});
