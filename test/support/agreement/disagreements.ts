import type { Declared } from "./program";
import type { PlaceSeen } from "./service";
import type { Member, StateSeen } from "./state";

/** What program, state and service have to say. */
export interface Parties {
  /** What the program declares: nothing after a destroy. */
  program: Declared;
  state: StateSeen;
  service: readonly PlaceSeen[];
  /** Places and members that are not the program's: all of them must be there as they were. */
  others: readonly PlaceSeen[];
}

/** All in which program, state and service do not agree, in words; empty where they agree. */
export function disagreements({ program, state, service, others }: Parties): string[] {
  const staying = linesOfPlaces(others);
  const served = linesOfPlaces(service);
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
  const idOf = (place: string): string =>
    state.rooms.find(({ resource }) => resource === place)?.roomId ??
    state.channels.find(({ resource }) => resource === place)?.channelArn ??
    place;
  const rooms = Object.entries(program.rooms ?? {});
  const channels = Object.entries(program.channels ?? {});
  return [
    ...rooms.map(([resource, { name }]) => roomLine({ roomId: idOf(resource), name })),
    ...channels.map(([resource, { name }]) => channelLine({ channelArn: idOf(resource), name })),
    ...valuesOf(program.appInstances).map(({ name }) => appInstanceLine({ name, ...arnIn(state, name) })),
    ...membersOf(program).map(({ place, ...one }) => memberLine({ ...one, place: idOf(place) })),
  ];
}

function arnIn({ appInstances }: StateSeen, named: string): { appInstanceArn: string } {
  return { appInstanceArn: appInstances.find(({ name }) => name === named)?.appInstanceArn ?? "" };
}

function membersOf({ memberships, rosters, channelMemberships, channelRosters }: Declared): Member[] {
  return [
    ...valuesOf(memberships).map(({ room, memberId, role = "Member" }) => ({
      place: room,
      memberId,
      standing: role,
    })),
    ...valuesOf(rosters).flatMap(({ room, members }) => listOf(room, members)),
    ...valuesOf(channelMemberships).map(({ channelArn, memberArn, type = "DEFAULT" }) => ({
      place: channelArn,
      memberId: memberArn,
      standing: type,
    })),
    ...valuesOf(channelRosters).flatMap(({ channelArn, members }) => listOf(channelArn, members)),
  ];
}

function valuesOf<Value>(named: Record<string, Value> | undefined): Value[] {
  return Object.values(named ?? {});
}

function listOf(place: string, members: Record<string, string>): Member[] {
  return Object.entries(members).map(([memberId, standing]) => ({ place, memberId, standing }));
}

function linesOfPlaces(places: readonly PlaceSeen[]): string[] {
  return places.flatMap((place) => {
    if ("appInstanceArn" in place) return [appInstanceLine(place)];
    if ("roomId" in place) {
      const members = place.members.map(({ memberId, role }) => ({ memberId, standing: role }));
      return [roomLine(place), ...members.map((one) => memberLine({ ...one, place: place.roomId }))];
    }
    const members = place.members.map(({ memberArn, type }) => ({ memberId: memberArn, standing: type }));
    return [channelLine(place), ...members.map((one) => memberLine({ ...one, place: place.channelArn }))];
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

function memberLine({ place, memberId, standing }: Member): string {
  return `${memberId} as ${standing} in ${place}`;
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
