import type { Declared } from "./program";
import type { ParentSeen } from "./service";
import type { Member, StateSeen } from "./state";

/** What program, state and service have to say. */
export interface Parties {
  /** What the program declares: nothing after a destroy. */
  program: Declared;
  state: StateSeen;
  service: readonly ParentSeen[];
  /** Parents and members that are not the program's: all of them must be there as they were. */
  others: readonly ParentSeen[];
}

/** All in which program, state and service do not agree, in words; empty where they agree. */
export function disagreements({ program, state, service, others }: Parties): string[] {
  const staying = linesOfParents(others);
  const served = linesOfParents(service);
  const held = [
    ...state.rooms.map(roomLine),
    ...state.channels.map(channelLine),
    ...state.appInstances.map(appInstanceLine),
    ...state.members.map(memberLine),
  ];
  const declared = linesOf(program, state);
  return [
    ...state.unfinished.map((what) => `the state has unfinished work, ${what}`),
    ...without(staying, served).map((line) => `gone, though not the program's: ${line}`),
    ...without(without(served, staying), held).map((line) => `in the service, but not in the state: ${line}`),
    ...without(held, without(served, staying)).map((line) => `in the state, but not in the service: ${line}`),
    ...without(held, declared).map((line) => `in the state, but not in the program: ${line}`),
    ...without(declared, held).map((line) => `in the program, but not in the state: ${line}`),
  ];
}

function linesOf(program: Declared, state: StateSeen): string[] {
  const idOf = (parent: string): string =>
    state.rooms.find(({ resource }) => resource === parent)?.roomId ??
    state.channels.find(({ resource }) => resource === parent)?.channelArn ??
    parent;
  const rooms = Object.entries(program.rooms ?? {});
  const channels = Object.entries(program.channels ?? {});
  return [
    ...rooms.map(([resource, { name }]) => roomLine({ roomId: idOf(resource), name })),
    ...channels.map(([resource, { name }]) => channelLine({ channelArn: idOf(resource), name })),
    ...valuesOf(program.appInstances).map(({ name }) => appInstanceLine({ name, ...arnIn(state, name) })),
    ...membersOf(program).map(({ parent, ...one }) => memberLine({ ...one, parent: idOf(parent) })),
  ];
}

function arnIn({ appInstances }: StateSeen, named: string): { appInstanceArn: string } {
  return { appInstanceArn: appInstances.find(({ name }) => name === named)?.appInstanceArn ?? "" };
}

function membersOf({ memberships, rosters, channelMemberships, channelRosters }: Declared): Member[] {
  return [
    ...valuesOf(memberships).map(({ room, memberId, role = "Member" }) => ({
      parent: room,
      memberId,
      role,
    })),
    ...valuesOf(rosters).flatMap(({ room, members }) => listOf(room, members)),
    ...valuesOf(channelMemberships).map(({ channelArn, memberArn, type = "DEFAULT" }) => ({
      parent: channelArn,
      memberId: memberArn,
      role: type,
    })),
    ...valuesOf(channelRosters).flatMap(({ channelArn, members }) => listOf(channelArn, members)),
  ];
}

function valuesOf<Value>(named: Record<string, Value> | undefined): Value[] {
  return Object.values(named ?? {});
}

function listOf(parent: string, members: Record<string, string>): Member[] {
  return Object.entries(members).map(([memberId, role]) => ({ parent, memberId, role }));
}

function linesOfParents(parents: readonly ParentSeen[]): string[] {
  return parents.flatMap((parent) => {
    if ("appInstanceArn" in parent) return [appInstanceLine(parent)];
    if ("roomId" in parent) {
      const members = parent.members.map(({ memberId, role }) => ({ memberId, role }));
      return [roomLine(parent), ...members.map((one) => memberLine({ ...one, parent: parent.roomId }))];
    }
    const members = parent.members.map(({ memberArn, type }) => ({ memberId: memberArn, role: type }));
    return [channelLine(parent), ...members.map((one) => memberLine({ ...one, parent: parent.channelArn }))];
  });
}

function roomLine({ roomId, name }: { roomId: string; name: string }): string {
  return `room ${roomId} "${name}"`;
}

function channelLine({ channelArn, name }: { channelArn: string; name: string }): string {
  return `channel ${channelArn} "${name}"`;
}

function appInstanceLine({ appInstanceArn, name }: { appInstanceArn: string; name: string }): string {
  return `app instance ${appInstanceArn} "${name}"`;
}

function memberLine({ parent, memberId, role }: Member): string {
  return `${memberId} as ${role} in ${parent}`;
}

/** What one list has more often than the other. */
function without(lines: readonly string[], others: readonly string[]): string[] {
  const left = [...others];
  return lines.filter((line) => {
    const index = left.indexOf(line);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
}
