import type { Declared } from "./program";
import type { RoomSeen } from "./service";
import type { Member, StateSeen } from "./state";

/** What program, state and service have to say. */
export interface Parties {
  /** What the program declares: nothing after a destroy. */
  program: Declared;
  state: StateSeen;
  service: readonly RoomSeen[];
  /** Rooms and members that are not the program's: all of them must be there as they were. */
  others: readonly RoomSeen[];
}

/** All in which program, state and service do not agree, in words; empty where they agree. */
export function disagreements({ program, state, service, others }: Parties): string[] {
  const staying = linesOfRooms(others);
  const served = linesOfRooms(service);
  const held = [...state.rooms.map(roomLine), ...state.members.map(memberLine)];
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

function linesOf({ rooms = {}, memberships = {}, rosters = {} }: Declared, state: StateSeen): string[] {
  const idOf = (room: string): string =>
    state.rooms.find(({ resource }) => resource === room)?.roomId ?? room;
  const members = [
    ...Object.values(memberships).map(({ room, memberId, role = "Member" as const }) => ({
      room,
      memberId,
      role,
    })),
    ...Object.values(rosters).flatMap(({ room, members: roles }) =>
      Object.entries(roles).map(([memberId, role]) => ({ room, memberId, role })),
    ),
  ];
  return [
    ...Object.entries(rooms).map(([resource, { name }]) => roomLine({ roomId: idOf(resource), name })),
    ...members.map(({ room, ...one }) => memberLine({ ...one, roomId: idOf(room) })),
  ];
}

function linesOfRooms(rooms: readonly RoomSeen[]): string[] {
  const members = rooms.flatMap(({ roomId, members: all }) => all.map((one) => ({ ...one, roomId })));
  return [...rooms.map(roomLine), ...members.map(memberLine)];
}

function roomLine({ roomId, name }: { roomId: string; name: string }): string {
  return `room ${roomId} "${name}"`;
}

function memberLine({ roomId, memberId, role }: Member): string {
  return `${memberId} as ${role} in ${roomId}`;
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
