import assert from "node:assert/strict";

import type { ResourceKind } from "../../provider/schema/providerText";
import { Host, type Properties } from "../support/host";

/** A room or a channel on AWS, and users who can become its members. */
export interface AwsParent {
  readonly kinds: { readonly membership: ResourceKind; readonly roster: ResourceKind };
  /** The ids of two users who are not members. */
  readonly memberIds: readonly [string, string];
  /** The default role, and another role. */
  readonly roles: readonly [string, string];
  /** The id of the room or channel, which is also the id of its roster. */
  readonly id: string;
  membershipId(member: string): string;
  membershipInputs(member: string, role: string): Properties;
  roster(members: Record<string, string>): Properties;
}

/** Runs hooks in a new plugin process, as each deployment does, with the credentials of this process. */
export async function inPluginProcess<T>(kind: ResourceKind, work: (host: Host) => Promise<T>): Promise<T> {
  const host = await Host.start({ chime: { env: {} }, kind, process: true });
  try {
    return await work(host);
  } finally {
    await host.stop();
  }
}

/** Creates, reads and deletes a membership. A second create fails, and a second delete succeeds. */
export async function testMembershipLifecycle(parent: AwsParent): Promise<void> {
  const { kinds, memberIds, roles } = parent;
  const [member] = memberIds;
  const withHost = <T>(work: (host: Host) => Promise<T>): Promise<T> =>
    inPluginProcess(kinds.membership, work);
  const membershipInputs = parent.membershipInputs(member, roles[0]);
  const id = parent.membershipId(member);
  const created = await withHost((host) => host.create(membershipInputs));
  assert.equal(created.id, id);
  assert.deepEqual((await withHost((host) => host.read(id, created.outputs))).outputs, created.outputs);
  await withHost((host) =>
    assert.rejects(host.create(parent.membershipInputs(member, roles[1])), /Conflict|exists already/),
  );
  await withHost((host) => host.delete(id, created.outputs));
  assert.equal((await withHost((host) => host.read(id, created.outputs))).id, "");
  await withHost((host) => host.delete(id, created.outputs));
}

/** Creates a roster with two members, removes one and changes the role of the other, and deletes the roster. */
export async function testRosterLifecycle(parent: AwsParent): Promise<void> {
  const { kinds, memberIds, roles, id } = parent;
  const [first, second] = memberIds;
  const withHost = <T>(work: (host: Host) => Promise<T>): Promise<T> => inPluginProcess(kinds.roster, work);
  const initial = parent.roster({ [first]: roles[0], [second]: roles[0] });
  const created = await withHost((host) => host.create(initial));
  assert.deepEqual(await membersIn(parent, created.outputs), initial["members"]);
  const desired = parent.roster({ [second]: roles[1] });
  const updated = await withHost((host) => host.update(id, created.outputs, desired));
  assert.deepEqual(await membersIn(parent, updated), desired["members"]);
  await withHost((host) => host.delete(id, updated));
  assert.deepEqual(await membersIn(parent, updated), {});
}

async function membersIn({ kinds, id }: AwsParent, outputs: Properties): Promise<unknown> {
  const { outputs: read } = await inPluginProcess(kinds.roster, (host) => host.read(id, outputs));
  return read["members"] ?? {};
}
