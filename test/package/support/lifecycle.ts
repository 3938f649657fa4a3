import assert from "node:assert/strict";

import type { Room } from "../../support/room";
import { type Ids } from "../../support/room";
import type { FreshProject } from "./freshProject";

/** The outputs of the stack. */
interface ProgramOutputs {
  /** The version of Node.js. */
  node: string;
}

/**
 * Adds two members to a room, removes one, and destroys the stack. Asserts on the members in the service after each
 * step.
 */
export async function upRemoveDestroy(project: FreshProject, room: Room): Promise<ProgramOutputs> {
  const { accountId, roomId } = room;
  const [ada, ben] = [room.user(), room.user()];
  const declare = (team: Record<string, object>): Promise<void> =>
    project.declare({ accountId, roomId, team });
  await project.pulumi("stack", "init", "test");

  await declare({ ada: { memberId: ada.memberId, role: "Administrator" }, ben: { memberId: ben.memberId } });
  await up(project);
  assert.equal(room.roleOf(ada), "Administrator");
  assert.equal(room.roleOf(ben), "Member");
  const outputs = JSON.parse(await project.pulumi("stack", "output", "--json")) as ProgramOutputs;

  await declare({ ada: { memberId: ada.memberId, role: "Administrator" } });
  await up(project);
  assert.deepEqual(memberIds(room), [ada.memberId]);
  assert.deepEqual(deletedMemberIds(room), [ben.memberId]);

  await project.pulumi("destroy", "--yes", "--skip-preview");
  assert.deepEqual(memberIds(room), []);
  assert.deepEqual(deletedMemberIds(room), [ben.memberId, ada.memberId]);
  return outputs;
}

async function up(project: FreshProject): Promise<void> {
  const output = await project.pulumi("up", "--yes", "--skip-preview");
  // If every deployment printed a warning, users would overlook other warnings.
  assert.doesNotMatch(output, /warning|Diagnostics/i, output);
}

function memberIds(room: Room): Ids["memberId"][] {
  return room.members().map(({ memberId }) => memberId);
}

function deletedMemberIds(room: Room): (string | undefined)[] {
  return room.chime.journal
    .calls({ operation: "DeleteRoomMembership" })
    .filter(({ status }) => status === 204)
    .map(({ memberId }) => memberId);
}
