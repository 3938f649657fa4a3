import * as fc from "fast-check";

import type { Call, EmulatorOptions, Role } from "../../../emulator";
import type { Tenant } from "../../../emulator/tenants";
import { parseMembershipId } from "../../../provider/contract/membershipId";
import { parseRoomId } from "../../../provider/contract/roomId";
import type { Entry } from "../engine/state";
import { UNCONFIRMED, type Facts, type Family, type Key, type WriteCall } from "../model/family";
import { AddMember } from "./commands/addMember";
import { ChangeRole } from "./commands/changeRole";
import { Declare } from "./commands/declare";
import { Drop } from "./commands/drop";
import { RemoveMember } from "./commands/removeMember";
import { RemoveRoom } from "./commands/removeRoom";
import { Rename } from "./commands/rename";
import type { RoomsAct } from "./commands/roomsAct";
import { SetRole } from "./commands/setRole";
import { roomFaults } from "./faults";
import {
  declaredBy,
  exclusiveRosters,
  resourcesOf,
  sparedBy,
  type Declaration,
  type RoomName,
  type RoomsProgram,
} from "./program";
import { BOT, GIVEN_ROOMS, memberKey, roomKey, RoomsWorld } from "./world";

const MEMBERSHIPS = ["ana", "ben", "cem"] as const;
const ROSTERS = ["team", "crew"] as const;

const role = fc.constantFrom<Role>("Member", "Administrator");
const room = fc.constantFrom<RoomName>("first", "first", "second", "house");
const member = fc.integer({ min: 0, max: BOT });
const membership = fc.record({
  kind: fc.constant("RoomMembership" as const),
  room,
  member,
  role,
  adoptExisting: fc.boolean(),
});
const roster = fc.record({
  kind: fc.constant("RoomRoster" as const),
  room,
  members: fc
    .uniqueArray(fc.tuple(member, role), { selector: ([index]) => index, maxLength: 4 })
    .map((entries) => new Map(entries)),
  exclusive: fc.boolean(),
  ignored: fc.uniqueArray(member, { maxLength: 2 }),
});
const titles = fc.constantFrom("Launch", "Landing");
const membershipName = fc.constantFrom(...MEMBERSHIPS);
const rosterName = fc.constantFrom(...ROSTERS);
const anyName = fc.constantFrom(...MEMBERSHIPS, ...ROSTERS);
const place = fc.record({ room: fc.integer({ min: 0, max: 2 }), member });

function declaring(
  names: fc.Arbitrary<string>,
  declarations: fc.Arbitrary<Declaration>,
): fc.Arbitrary<RoomsAct> {
  return fc.tuple(names, declarations).map(([name, declaration]) => new Declare(name, declaration));
}

/** Memberships of rooms: `RoomMembership`, `RoomRoster` and `Room`. */
export const rooms: Family<RoomsProgram, RoomsWorld> = {
  name: "rooms",
  empty: new Map(),

  rules: fc.record({
    existingMember: fc.constantFrom("conflict" as const, "created" as const),
    missingMember: fc.constantFrom("notFound" as const, "noContent" as const),
    lastAdministrator: fc.constantFrom("allowed" as const, "allowed" as const, "refused" as const),
  }),

  open: (tenant: Tenant, tenantId: string, options: EmulatorOptions) =>
    new RoomsWorld(tenant, tenantId, options),

  edits: [
    { weight: 4, arbitrary: declaring(membershipName, membership) },
    { weight: 4, arbitrary: declaring(rosterName, roster) },
    {
      weight: 1,
      arbitrary: titles.map((title) => new Declare("house", { kind: "Room", title })),
    },
    {
      weight: 2,
      arbitrary: fc.tuple(anyName, fc.nat(5)).map(([name, which]) => new ChangeRole(name, which)),
    },
    {
      weight: 2,
      arbitrary: fc
        .oneof(
          fc.tuple(membershipName, membershipName, fc.boolean()),
          fc.tuple(rosterName, rosterName, fc.boolean()),
        )
        .map(([from, to, adoptExisting]) => new Rename(from, to, adoptExisting)),
    },
    {
      weight: 3,
      arbitrary: fc.constantFrom(...MEMBERSHIPS, ...ROSTERS, "house").map((name) => new Drop(name)),
    },
  ],

  acts: [
    { weight: 3, arbitrary: fc.tuple(place, role).map(([at, as]) => new AddMember(at, as)) },
    { weight: 3, arbitrary: place.map((at) => new RemoveMember(at)) },
    { weight: 2, arbitrary: place.map((at) => new SetRole(at)) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 2 }).map((index) => new RemoveRoom(index)) },
  ],

  faults: roomFaults,
  resources: resourcesOf,
  declared: declaredBy,
  claimed,
  spared: sparedBy,

  isStranger: (key, program, world, entries) =>
    exclusiveRosters(program, world, entries).some(
      ({ roomId, ignored }) => key.startsWith(`${roomId}/`) && !ignored.has(key),
    ),

  isWithin: (key, container) => roomKey(key.split("/")[0]!) === container,

  // A bot's role can only be changed by taking it out and adding it.
  isReplaceable: (key, world) => key.endsWith(`/${world.members[BOT]!}`),

  writeOf,

  // "Of a `Room` this is not known: look for one of that name before the next `up`."
  mayLose: ({ operation }) => operation === "CreateRoom",

  fulfillable: (program, world, entries) => {
    const gone = GIVEN_ROOMS.filter((name) => !world.exists(world.givenRoom(name)!));
    const left = [...program].filter(
      ([, one]) => one.kind === "Room" || !gone.some((name) => name === one.room),
    );
    const facts = world.facts();
    const adopting = left.map(([name, one]): [string, Declaration] => {
      if (one.kind !== "RoomMembership") return [name, one];
      const [key] = declaredBy(new Map([[name, one]]), world, entries).keys();
      const own = entries.find((entry) => entry.name === name && !entry.delete);
      const taken = key !== undefined && facts.has(key) && !(own && claimed(own).has(key));
      return [name, taken ? { ...one, adoptExisting: true } : one];
    });
    return new Map(adopting);
  },

  calm: (world) => {
    if (world.options.lastAdministrator !== "refused") return [];
    const { tenant, accountId, guardian } = world;
    return tenant.state.rooms(accountId).flatMap(({ roomId }) => {
      const key = memberKey(roomId, guardian);
      if (world.facts().has(key)) return [];
      tenant.state.addMember({ accountId, roomId, memberId: guardian, role: "Administrator" });
      return [key];
    });
  },

  excuse: (message, { options }) => {
    if (/ConflictException|exists already/.test(message)) return "somebody is a member already";
    if (/NotFoundException|There is no room/.test(message)) return "the room is gone";
    if (message.includes("BadRequestException") && options.lastAdministrator === "refused") {
      return "the room would be left without an administrator";
    }
    return undefined;
  },
};

function claimed({ kind, id, outputs, initErrors, pendingReplacement }: Entry): Facts {
  if (pendingReplacement) return new Map();
  if (kind === "Room") return new Map([[roomKey(parseRoomId(id).roomId), String(outputs["name"])]]);
  if (kind === "RoomMembership") {
    const { roomId, memberId } = parseMembershipId(id);
    const sure = initErrors.length === 0 && outputs["memberType"] !== undefined;
    return new Map([[memberKey(roomId, memberId), sure ? String(outputs["role"]) : UNCONFIRMED]]);
  }
  const { roomId } = parseRoomId(id);
  const members = outputs["members"] as Record<string, string>;
  return new Map(Object.entries(members).map(([memberId, as]) => [memberKey(roomId, memberId), as]));
}

/** What the operations that write ask to change. CreateRoom does not say which room it makes. */
const VERBS: Readonly<Record<string, WriteCall["verb"]>> = {
  BatchCreateRoomMembership: "create",
  CreateRoom: "create",
  CreateRoomMembership: "create",
  DeleteRoom: "delete",
  DeleteRoomMembership: "delete",
  UpdateRoom: "update",
  UpdateRoomMembership: "update",
};

function writeOf(call: Call): WriteCall | undefined {
  const verb = VERBS[call.operation];
  if (verb === undefined) return undefined;
  const { roomId, memberErrors = [], written } = call;
  const failed = new Set(memberErrors.map(({ memberId }) => memberKey(roomId ?? "", memberId)));
  const keys = keysOf(call);
  return { verb, keys, written: written ? keys.filter((key) => !failed.has(key)) : [] };
}

function keysOf({ roomId, memberId, members }: Call): Key[] {
  if (roomId === undefined) return [];
  if (members) return members.map((member) => memberKey(roomId, member.memberId));
  return [memberId === undefined ? roomKey(roomId) : memberKey(roomId, memberId)];
}
