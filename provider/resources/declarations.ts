import * as pulumi from "@pulumi/pulumi";

import { formatMembershipId } from "../contract/membershipId";
import { formatRoomId, type RoomKey } from "../contract/roomId";

/** Whom a resource declares to be in a room. */
export interface Declaration extends RoomKey {
  memberIds: readonly string[];
  /** Whom the resource leaves alone, where it removes all others; undefined where it does not. */
  spares?: readonly string[] | undefined;
}

/**
 * Fails the program when two of its resources declare the same membership, or one removes whom another declares, and
 * names both. What is not known yet is looked at as soon as it is; the plugin refuses what comes too late for that.
 */
export function declareOnce(name: string, declaration: pulumi.Inputs): void {
  const declarations = declarationsOfThisRun();
  const declare = (known: unknown): void => {
    // What is of another shape is reported by the plugin, with its property.
    if (isDeclaration(known)) declarations.add({ ...known, name });
  };
  if (isDeclaration(declaration)) declare(declaration);
  else pulumi.output(declaration).apply(declare);
}

interface Named extends Declaration {
  /** The name of the resource. */
  name: string;
}

interface Room {
  all: Named[];
  exclusive: Named[];
}

class Declarations {
  private readonly ownerOf = new Map<string, string>();
  private readonly byRoom = new Map<string, Room>();

  public add(declaration: Named): void {
    const { name, spares } = declaration;
    for (const memberId of declaration.memberIds) this.claim(name, { ...declaration, memberId });
    const room = this.inRoom(declaration);
    for (const other of room.exclusive) refuseFight(other, declaration);
    room.all.push(declaration);
    if (spares === undefined) return;
    for (const other of room.all) if (other !== declaration) refuseFight(declaration, other);
    room.exclusive.push(declaration);
  }

  private inRoom(key: RoomKey): Room {
    const id = formatRoomId(key);
    const known = this.byRoom.get(id) ?? { all: [], exclusive: [] };
    this.byRoom.set(id, known);
    return known;
  }

  private claim(name: string, key: RoomKey & { memberId: string }): void {
    const id = formatMembershipId(key);
    const other = this.ownerOf.get(id);
    if (other !== undefined) throw declaredTwice(name, other, key);
    this.ownerOf.set(id, name);
  }
}

// A process can run several programs one after the other, and unit tests run without a stack: each has its own.
const byRun = new WeakMap<object, Declarations>();

function declarationsOfThisRun(): Declarations {
  const run = pulumi.runtime.getStackResource();
  const declarations = (run && byRun.get(run)) ?? new Declarations();
  if (run) byRun.set(run, declarations);
  return declarations;
}

function isDeclaration(value: unknown): value is Declaration {
  const isText = (item: unknown): boolean => typeof item === "string";
  const areTexts = (items: unknown): boolean => Array.isArray(items) && items.every(isText);
  const { accountId, roomId, memberIds, spares } = (value ?? {}) as Partial<
    Record<keyof Declaration, unknown>
  >;
  return (
    isText(accountId) && isText(roomId) && areTexts(memberIds) && (spares === undefined || areTexts(spares))
  );
}

function refuseFight(exclusive: Named, other: Named): void {
  const spared = new Set(exclusive.spares);
  const removed = other.memberIds.filter((memberId) => !spared.has(memberId));
  if (removed.length === 0) return;
  throw new pulumi.RunError(
    `The roster "${exclusive.name}" is exclusive, and "${other.name}" declares members of the same room ` +
      `${exclusive.roomId} (account ${exclusive.accountId}): the one would remove whom the other adds. List them in ` +
      `the roster, or in its ignoreMembers, or make it one that is not exclusive.`,
  );
}

function declaredTwice(name: string, other: string, key: RoomKey & { memberId: string }): Error {
  const { accountId, roomId, memberId } = key;
  return new pulumi.RunError(
    `The resources "${other}" and "${name}" declare the same membership: member ${memberId} of room ${roomId} ` +
      `(account ${accountId}). Keep one of them.`,
  );
}
