import type { Role } from "../../../emulator";
import type { Properties } from "../../support/host";
import type { Declared } from "../engine/program";
import type { Entry } from "../engine/state";
import type { Facts, Key } from "../model/family";
import { memberKey, roomKey, type RoomsWorld } from "./world";

/** A room: one that was there from the beginning, or that of the program's own `Room`. */
export type RoomName = "first" | "second" | "house";

export interface MembershipDeclaration {
  readonly kind: "RoomMembership";
  readonly room: RoomName;
  /** The index of the member. */
  readonly member: number;
  readonly role: Role;
  readonly adoptExisting: boolean;
}

export interface RosterDeclaration {
  readonly kind: "RoomRoster";
  readonly room: RoomName;
  /** Roles by the index of the member. */
  readonly members: ReadonlyMap<number, Role>;
  readonly exclusive: boolean;
  readonly ignored: readonly number[];
}

export interface RoomDeclaration {
  readonly kind: "Room";
  readonly title: string;
}

export type Declaration = MembershipDeclaration | RosterDeclaration | RoomDeclaration;

/** A program: its resources by name. The `Room` has the name `house`. */
export type RoomsProgram = ReadonlyMap<string, Declaration>;

/** Whether the classes of the package would accept it: nothing is declared twice, and no two resources fight. */
export function isValid(program: RoomsProgram): boolean {
  const all = [...program.values()];
  const houses = all.every((one) => one.kind === "Room" || one.room !== "house" || program.has("house"));
  const places = all.flatMap((one) => membersOf(one).map((member) => `${placeOf(one)} ${member}`));
  return houses && new Set(places).size === places.length && all.every((one) => isSound(one, all));
}

/** The program with a resource more or changed. */
export function withResource(program: RoomsProgram, name: string, declaration: Declaration): RoomsProgram {
  return new Map([...program, [name, declaration]]);
}

/** The program without a resource, and without those that refer to it. */
export function withoutResource(program: RoomsProgram, name: string): RoomsProgram {
  return new Map(
    [...program].filter(
      ([other, one]) => other !== name && !(name === "house" && one.kind !== "Room" && one.room === "house"),
    ),
  );
}

export function resourcesOf(program: RoomsProgram, world: RoomsWorld): Declared[] {
  return [...program]
    .sort(([one], [other]) => Number(other === "house") - Number(one === "house"))
    .map(([name, declaration]) => ({
      name,
      kind: declaration.kind,
      dependencies: declaration.kind !== "Room" && declaration.room === "house" ? ["house"] : [],
      inputs: (outputsOf) => inputsOf(declaration, world, outputsOf),
    }));
}

/** What a program declares to exist. */
export function declaredBy(program: RoomsProgram, world: RoomsWorld, entries: readonly Entry[]): Facts {
  return new Map([...program.values()].flatMap((one) => factsOf(one, world, entries)));
}

/** Of whom a program says that it lets them alone. */
export function sparedBy(
  program: RoomsProgram,
  world: RoomsWorld,
  entries: readonly Entry[],
): ReadonlySet<Key> {
  return new Set(
    [...program.values()].flatMap((one) => {
      if (one.kind !== "RoomRoster") return [];
      const roomId = roomIdOf(one.room, world, entries);
      return roomId === undefined ? [] : ignoredBy(one, world).map((memberId) => memberKey(roomId, memberId));
    }),
  );
}

/** The rooms that have an exclusive roster, and whom it leaves alone there: what another roster ignores does not count. */
export function exclusiveRosters(
  program: RoomsProgram,
  world: RoomsWorld,
  entries: readonly Entry[],
): { roomId: string; ignored: ReadonlySet<Key> }[] {
  return [...program.values()].flatMap((one) => {
    if (one.kind !== "RoomRoster" || !one.exclusive) return [];
    const roomId = roomIdOf(one.room, world, entries);
    if (roomId === undefined) return [];
    return [
      { roomId, ignored: new Set(ignoredBy(one, world).map((memberId) => memberKey(roomId, memberId))) },
    ];
  });
}

/** The id of a room; undefined for the program's own while it does not exist. */
function roomIdOf(room: RoomName, world: RoomsWorld, entries: readonly Entry[]): string | undefined {
  const given = world.givenRoom(room);
  if (given !== undefined) return given;
  const house = entries.find(({ name, delete: replaced }) => name === "house" && !replaced);
  return house?.outputs["roomId"] as string | undefined;
}

export function inWords(declaration: Declaration): string {
  switch (declaration.kind) {
    case "Room":
      return `Room "${declaration.title}"`;
    case "RoomMembership": {
      const { member, room, role, adoptExisting } = declaration;
      return `member ${member} of ${room} as ${role}${adoptExisting ? ", adopted" : ""}`;
    }
    case "RoomRoster": {
      const { members, room, exclusive, ignored } = declaration;
      const list = [...members].map(([member, role]) => `${member} ${role}`).join(", ");
      return `roster of ${room}: ${list}${exclusive ? "; exclusive" : ""}; ignores [${ignored.join()}]`;
    }
  }
}

function isSound(one: Declaration, all: readonly Declaration[]): boolean {
  if (one.kind !== "RoomRoster") return true;
  if (one.ignored.some((member) => one.members.has(member))) return false;
  if (!one.exclusive) return true;
  const others = all.filter((other) => other !== one && placeOf(other) === one.room);
  return (
    one.members.size > 0 &&
    others.every((other) => membersOf(other).every((member) => one.ignored.includes(member)))
  );
}

function placeOf(one: Declaration): RoomName | undefined {
  return one.kind === "Room" ? undefined : one.room;
}

function membersOf(one: Declaration): number[] {
  if (one.kind === "RoomMembership") return [one.member];
  return one.kind === "RoomRoster" ? [...one.members.keys()] : [];
}

function inputsOf(one: Declaration, world: RoomsWorld, outputsOf: (name: string) => Properties): Properties {
  const { accountId } = world;
  if (one.kind === "Room") return { accountId, name: one.title };
  const roomId = world.givenRoom(one.room) ?? outputsOf("house")["roomId"];
  if (one.kind === "RoomMembership") {
    const { member, role, adoptExisting } = one;
    const adoption = adoptExisting ? { adoptExisting } : {};
    return { accountId, roomId, memberId: world.members[member], role, ...adoption };
  }
  const ignored = ignoredBy(one, world);
  return {
    accountId,
    roomId,
    members: [...one.members].map(([member, role]) => ({ memberId: world.members[member], role })),
    ...(one.exclusive ? { exclusive: true } : {}),
    ...(ignored.length > 0 ? { ignoreMembers: ignored } : {}),
  };
}

// Where the service refuses to be left without an administrator, somebody is there to be one in the end.
function ignoredBy({ ignored, exclusive }: RosterDeclaration, world: RoomsWorld): string[] {
  const ids = ignored.map((member) => world.members[member]!);
  return exclusive && world.options.lastAdministrator === "refused" ? [...ids, world.guardian] : ids;
}

function factsOf(one: Declaration, world: RoomsWorld, entries: readonly Entry[]): [Key, string][] {
  const roomId = roomIdOf(one.kind === "Room" ? "house" : one.room, world, entries);
  if (roomId === undefined) return [];
  if (one.kind === "Room") return [[roomKey(roomId), one.title]];
  const roles: [number, Role][] = one.kind === "RoomMembership" ? [[one.member, one.role]] : [...one.members];
  return roles.map(([member, role]) => [memberKey(roomId, world.members[member]!), role]);
}
