import type { ChannelMemberView } from "../../../emulator";
import type { Properties } from "../../support/host";
import type { Declared } from "../engine/program";
import type { Facts, Key } from "../model/family";
import type { ChannelName, ChannelsWorld } from "./world";

/** How a member is in a channel. */
export type Type = ChannelMemberView["type"];

interface MembershipDeclaration {
  readonly kind: "ChannelMembership";
  readonly channel: ChannelName;
  /** The index of the member. */
  readonly member: number;
  readonly type: Type;
  readonly adoptExisting: boolean;
}

interface RosterDeclaration {
  readonly kind: "ChannelRoster";
  readonly channel: ChannelName;
  /** Types by the index of the member. */
  readonly members: ReadonlyMap<number, Type>;
  readonly exclusive: boolean;
  readonly ignored: readonly number[];
}

export type Declaration = MembershipDeclaration | RosterDeclaration;

/** A program: its resources by name. */
export type ChannelsProgram = ReadonlyMap<string, Declaration>;

/** Whether the classes of the package would accept it: nothing is declared twice, and no two resources fight. */
export function isValid(program: ChannelsProgram): boolean {
  const all = [...program.values()];
  const places = all.flatMap((one) => [...typesOf(one).keys()].map((member) => `${one.channel} ${member}`));
  return new Set(places).size === places.length && all.every((one) => isSound(one, all));
}

/** The types that a resource declares, by the index of the member. */
export function typesOf(one: Declaration): ReadonlyMap<number, Type> {
  return one.kind === "ChannelRoster" ? one.members : new Map([[one.member, one.type]]);
}

/** The resources of a program, as the engine takes them. */
export function resourcesOf(program: ChannelsProgram, world: ChannelsWorld): Declared[] {
  return [...program].map(([name, declaration]) => ({
    name,
    kind: declaration.kind,
    dependencies: [],
    inputs: () => inputsOf(declaration, world),
  }));
}

/** What a program declares to exist. */
export function declaredBy(program: ChannelsProgram, world: ChannelsWorld): Facts {
  return new Map(
    [...program.values()].flatMap((one) =>
      [...typesOf(one)].map(([member, type]): [Key, string] => [world.keyOf(one.channel, member), type]),
    ),
  );
}

/** Of whom a program says that it lets them alone. */
export function sparedBy(program: ChannelsProgram, world: ChannelsWorld): ReadonlySet<Key> {
  return new Set(
    [...program.values()].flatMap((one) =>
      one.kind === "ChannelRoster" ? one.ignored.map((member) => world.keyOf(one.channel, member)) : [],
    ),
  );
}

/** Whether an exclusive roster removes somebody: what another roster ignores does not count. */
export function isStranger(key: Key, program: ChannelsProgram, world: ChannelsWorld): boolean {
  return [...program.values()].some(
    (one) =>
      one.kind === "ChannelRoster" &&
      one.exclusive &&
      key.startsWith(`${world.arnOf(one.channel)},`) &&
      !one.ignored.some((member) => world.keyOf(one.channel, member) === key),
  );
}

/** A resource in the words of a report. */
export function inWords(one: Declaration): string {
  if (one.kind === "ChannelMembership") {
    const { member, channel, type, adoptExisting } = one;
    return `member ${member} of ${channel} as ${type}${adoptExisting ? ", adopted" : ""}`;
  }
  const { members, channel, exclusive, ignored } = one;
  const list = [...members].map(([member, type]) => `${member} ${type}`).join(", ");
  return `roster of ${channel}: ${list}${exclusive ? "; exclusive" : ""}; ignores [${ignored.join()}]`;
}

function isSound(one: Declaration, all: readonly Declaration[]): boolean {
  if (one.kind === "ChannelMembership") return true;
  if (one.ignored.some((member) => one.members.has(member))) return false;
  if (!one.exclusive) return true;
  const others = all.filter((other) => other !== one && other.channel === one.channel);
  return (
    one.members.size > 0 &&
    others.every((other) => [...typesOf(other).keys()].every((member) => one.ignored.includes(member)))
  );
}

function inputsOf(one: Declaration, world: ChannelsWorld): Properties {
  const place = { channelArn: world.arnOf(one.channel), chimeBearer: world.chimeBearer };
  const arnOf = (member: number): string => world.members[member]!;
  if (one.kind === "ChannelMembership") {
    const { member, type, adoptExisting } = one;
    return { ...place, memberArn: arnOf(member), type, ...(adoptExisting ? { adoptExisting } : {}) };
  }
  return {
    ...place,
    members: [...one.members].map(([member, type]) => ({ memberArn: arnOf(member), type })),
    ...(one.exclusive ? { exclusive: true } : {}),
    ...(one.ignored.length > 0 ? { ignoreMembers: one.ignored.map(arnOf) } : {}),
  };
}
