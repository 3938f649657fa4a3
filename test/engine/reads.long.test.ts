import assert from "node:assert/strict";

import { Project } from "../support/project";
import { Room, type Ids } from "../support/room";

/** Three pages of a list, the last with few on it. */
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
    it(`reads the room once, page by page, ${parallel} at a time`, async () => {
      const { summary } = await project.stack.refresh({ parallel });
      assert.deepEqual(summary.resourceChanges, { same: MEMBERS + 1 });
      assert.equal(room.operations().length, PAGES);
      assert.equal(room.chime.journal.count("ListRoomMemberships"), PAGES);
    });
  }

  it("sees what was changed by hand about a member on the last page", async () => {
    // The list is in the order of the ids, as what the emulator says of the room.
    const last = room.members().at(-1)!;
    const isLast = ({ memberId }: Ids): boolean => memberId === last.memberId;
    const [name, ids] = Object.entries(team).find(([, member]) => isLast(member))!;
    room.chime.state.setRole({ ...ids, role: "Administrator" });
    const { summary } = await project.stack.refresh();
    assert.deepEqual(summary.resourceChanges, { same: MEMBERS, update: 1 });
    assert.equal((await project.resources())[name]?.outputs["role"], "Administrator");
    assert.equal(room.operations().length, PAGES);
  });

  it("waits for the list to become consistent once, however many have left", async () => {
    const left = Object.values(team).slice(0, 100);
    for (const member of left) room.chime.state.removeMember(member);
    const { summary } = await project.stack.refresh({ parallel: 4 });
    assert.equal(summary.resourceChanges?.delete, left.length);
    assert.equal((await project.names()).length, MEMBERS - left.length);
    // Each look of one member after the other, four at a time, would walk the list 25 times as often.
    assert.ok(room.chime.journal.count("ListRoomMemberships") < 30 * PAGES);
  });
});
