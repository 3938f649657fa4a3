import type { Declared } from "./program";
import { APP_INSTANCE_ARN, type ParentSeen } from "./service";
import type { Access, Member, StateSeen } from "./state";

/** What a stack's program, state and service contain. */
export interface Comparison {
  /** What the program declares. Empty after a destroy. */
  program: Declared;
  state: StateSeen;
  service: readonly ParentSeen[];
  /** Unmanaged parents and members, which must not have changed. */
  others: readonly ParentSeen[];
}

/** The differences between program, state and service, as messages. Empty if they agree. */
export function disagreements({ program, state, service, others }: Comparison): string[] {
  const unmanaged = linesOfParents(others);
  const serviceLines = linesOfParents(service);
  const stateLines = [
    ...state.rooms.map(roomLine),
    ...state.channels.map(channelLine),
    ...state.appInstances.map(appInstanceLine),
    ...state.bots.map(botLine),
    ...state.members.map(memberLine),
    ...state.access.map(accessLine),
  ];
  const programLines = linesOf(program, state);
  return [
    ...state.unfinished.map((what) => `the state has unfinished work, ${what}`),
    ...without(unmanaged, serviceLines).map((line) => `unmanaged, but gone: ${line}`),
    ...without(without(serviceLines, unmanaged), stateLines).map(
      (line) => `in the service, but not in the state: ${line}`,
    ),
    ...without(stateLines, without(serviceLines, unmanaged)).map(
      (line) => `in the state, but not in the service: ${line}`,
    ),
    ...without(stateLines, programLines).map((line) => `in the state, but not in the program: ${line}`),
    ...without(programLines, stateLines).map((line) => `in the program, but not in the state: ${line}`),
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
    ...valuesOf(program.appInstanceBots).map(({ name }) => botLine({ name, ...botArnIn(state, name) })),
    ...accessOf(program).map(({ parent, ...one }) => accessLine({ ...one, parent: idOf(parent) })),
    ...membersOf(program).map(({ parent, ...one }) => memberLine({ ...one, parent: idOf(parent) })),
  ];
}

function arnIn({ appInstances }: StateSeen, named: string): { appInstanceArn: string } {
  return { appInstanceArn: appInstances.find(({ name }) => name === named)?.appInstanceArn ?? "" };
}

function botArnIn({ bots }: StateSeen, named: string): { botArn: string } {
  return { botArn: bots.find(({ name }) => name === named)?.botArn ?? "" };
}

function accessOf({ appInstanceAdmins, channelModerators, channelBans }: Declared): Access[] {
  return [
    ...valuesOf(appInstanceAdmins).map(({ appInstanceAdminArn: memberId }) => ({
      ...{ access: "admin", parent: APP_INSTANCE_ARN, memberId },
    })),
    ...valuesOf(channelModerators).map(({ channelArn: parent, channelModeratorArn: memberId }) => ({
      ...{ access: "moderator", parent, memberId },
    })),
    ...valuesOf(channelBans).map(({ channelArn: parent, memberArn: memberId }) => ({
      ...{ access: "ban", parent, memberId },
    })),
  ];
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
    if ("botArn" in parent) return [botLine(parent)];
    if ("administratorArn" in parent) {
      const memberId = parent.administratorArn;
      return [accessLine({ access: "admin", parent: APP_INSTANCE_ARN, memberId })];
    }
    if ("roomId" in parent) {
      const members = parent.members.map(({ memberId, role }) => ({ memberId, role }));
      return [roomLine(parent), ...members.map((one) => memberLine({ ...one, parent: parent.roomId }))];
    }
    const { channelArn, moderators = [], bans = [] } = parent;
    const access = [
      ...moderators.map((memberId) => ({ access: "moderator", parent: channelArn, memberId })),
      ...bans.map((memberId) => ({ access: "ban", parent: channelArn, memberId })),
    ];
    const members = parent.members.map(({ memberArn, type }) => ({ memberId: memberArn, role: type }));
    return [
      channelLine(parent),
      ...members.map((one) => memberLine({ ...one, parent: channelArn })),
      ...access.map(accessLine),
    ];
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

function botLine({ botArn, name }: { botArn: string; name: string }): string {
  return `bot ${botArn} "${name}"`;
}

function accessLine({ access, parent, memberId }: Access): string {
  return `${access} ${memberId} of ${parent}`;
}

function memberLine({ parent, memberId, role }: Member): string {
  return `${memberId} as ${role} in ${parent}`;
}

/** The lines that `others` lacks, or contains fewer times. */
function without(lines: readonly string[], others: readonly string[]): string[] {
  const remaining = [...others];
  return lines.filter((line) => {
    const index = remaining.indexOf(line);
    if (index >= 0) remaining.splice(index, 1);
    return index < 0;
  });
}
