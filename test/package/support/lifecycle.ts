import assert from "node:assert/strict";

import type { Room } from "../../support/room";
import { type Ids } from "../../support/room";
import type { FreshProject } from "./freshProject";

/** The outputs of a program. */
interface Outputs {
  /** The version of Node.js. */
  node: string;
}

/**
 * Adds two members to a room, removes one, and destroys the stack, with the Pulumi CLI. Asserts on the members in the
 * service after each step.
 */
export async function upRemoveDestroy(project: FreshProject, room: Room): Promise<Outputs> {
  const { accountId, roomId } = room;
  const [ada, ben] = [room.user(), room.user()];
  const declare = (team: Record<string, object>): Promise<void> =>
    project.declare({ accountId, roomId, team });
  await project.pulumi("stack", "init", "test");

  await declare({ ada: { memberId: ada.memberId, role: "Administrator" }, ben: { memberId: ben.memberId } });
  await up(project);
  assert.equal(room.roleOf(ada), "Administrator");
  assert.equal(room.roleOf(ben), "Member");
  const outputs = JSON.parse(await project.pulumi("stack", "output", "--json")) as Outputs;

  await declare({ ada: { memberId: ada.memberId, role: "Administrator" } });
  await up(project);
  assert.deepEqual(present(room), [ada.memberId]);
  assert.deepEqual(deleted(room), [ben.memberId]);

  await project.pulumi("destroy", "--yes", "--skip-preview");
  assert.deepEqual(present(room), []);
  assert.deepEqual(deleted(room), [ben.memberId, ada.memberId]);
  return outputs;
}

async function up(project: FreshProject): Promise<void> {
  const printed = await project.pulumi("up", "--yes", "--skip-preview");
  // A warning on every deployment would hide other warnings.
  assert.doesNotMatch(printed, /warning|Diagnostics/i, printed);
}

function present(room: Room): Ids["memberId"][] {
  return room.members().map(({ memberId }) => memberId);
}

function deleted(room: Room): (string | undefined)[] {
  return room.chime.journal
    .calls({ operation: "DeleteRoomMembership" })
    .filter(({ status }) => status === 204)
    .map(({ memberId }) => memberId);
}
