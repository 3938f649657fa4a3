import assert from "node:assert/strict";

import type { ResourceKind } from "../../provider/schema/providerText";
import { Host, type Properties } from "../support/host";

/** A room or a channel on AWS that a run has made, and people who may be its members. */
export interface RealParent {
  readonly kinds: { readonly membership: ResourceKind; readonly roster: ResourceKind };
  /** Two of them. */
  readonly people: readonly [string, string];
  /** The default standing, and another. */
  readonly roles: readonly [string, string];
  /** The id of the place, which is that of its roster. */
  readonly id: string;
  idOf(member: string): string;
  inputs(member: string, role: string): Properties;
  roster(members: Record<string, string>): Properties;
}

/** Runs hooks in a process of the plugin of their own, as each deployment does, with the credentials of this one. */
export async function inDeployment<T>(kind: ResourceKind, work: (host: Host) => Promise<T>): Promise<T> {
  const host = await Host.start({ chime: { env: {} }, kind, process: true });
  try {
    return await work(host);
  } finally {
    await host.stop();
  }
}

/** A membership is made, found, refused the second time, taken out, and taken out again. */
export async function lifeOfMembership(parent: RealParent): Promise<void> {
  const { kinds, people, roles } = parent;
  const [member] = people;
  const as = <T>(work: (host: Host) => Promise<T>): Promise<T> => inDeployment(kinds.membership, work);
  const inputs = parent.inputs(member, roles[0]);
  const id = parent.idOf(member);
  const made = await as((host) => host.create(inputs));
  assert.equal(made.id, id);
  assert.deepEqual((await as((host) => host.read(id, made.outputs))).outputs, made.outputs);
  await as((host) => assert.rejects(host.create(parent.inputs(member, roles[1])), /Conflict|exists already/));
  await as((host) => host.delete(id, made.outputs));
  assert.equal((await as((host) => host.read(id, made.outputs))).id, "");
  await as((host) => host.delete(id, made.outputs));
}

/** A roster is made, loses one and gives the other another standing, and ends. */
export async function lifeOfRoster(parent: RealParent): Promise<void> {
  const { kinds, people, roles, id } = parent;
  const [one, other] = people;
  const as = <T>(work: (host: Host) => Promise<T>): Promise<T> => inDeployment(kinds.roster, work);
  const both = parent.roster({ [one]: roles[0], [other]: roles[0] });
  const made = await as((host) => host.create(both));
  assert.deepEqual(await membersIn(parent, made.outputs), both["members"]);
  const less = parent.roster({ [other]: roles[1] });
  const changed = await as((host) => host.update(id, made.outputs, less));
  assert.deepEqual(await membersIn(parent, changed), less["members"]);
  await as((host) => host.delete(id, changed));
  assert.deepEqual(await membersIn(parent, changed), {});
}

async function membersIn({ kinds, id }: RealParent, outputs: Properties): Promise<unknown> {
  const { outputs: read } = await inDeployment(kinds.roster, (host) => host.read(id, outputs));
  return read["members"] ?? {};
}
