import type { Act } from "../model/family";
import { inWords, isValid, typesOf, type ChannelsProgram, type Declaration, type Type } from "./program";
import type { ChannelsWorld } from "./world";

/** A part of a random sequence about channels. */
export type ChannelsAct = Act<ChannelsProgram, ChannelsWorld>;

/** A change of the program: what it becomes, or undefined where that cannot be. */
class Edit implements ChannelsAct {
  public constructor(
    private readonly words: string,
    private readonly edited: (program: ChannelsProgram) => ChannelsProgram | undefined,
  ) {}

  public possible(program: ChannelsProgram): boolean {
    const edited = this.edited(program);
    return edited !== undefined && isValid(edited);
  }

  public perform(program: ChannelsProgram): { program: ChannelsProgram } {
    return { program: this.edited(program) ?? program };
  }

  public toString(): string {
    return this.words;
  }
}

/** Declares a resource, in the place of the one of that name if there is one. */
export function declare(name: string, declaration: Declaration): ChannelsAct {
  return new Edit(
    `declare(${name}, ${inWords(declaration)})`,
    (program) => new Map([...program, [name, declaration]]),
  );
}

/** Takes a resource out of the program. */
export function drop(name: string): ChannelsAct {
  return new Edit(`drop(${name})`, (program) =>
    program.has(name) ? new Map([...program].filter(([other]) => other !== name)) : undefined,
  );
}

/** Gives one of the members of a resource the other type. */
export function changeType(name: string, which: number): ChannelsAct {
  return new Edit(`changeType(${name}, ${which})`, (program) => {
    const one = program.get(name);
    const types = [...(one ? typesOf(one) : [])];
    if (!one || types.length === 0) return undefined;
    const [member, type] = types[which % types.length]!;
    const changed: Declaration =
      one.kind === "ChannelMembership"
        ? { ...one, type: otherThan(type) }
        : { ...one, members: new Map([...one.members, [member, otherThan(type)]]) };
    return new Map([...program, [name, changed]]);
  });
}

/** Gives a resource another name, so that a new one is to take over what the old one has. */
export function rename(from: string, to: string, adoptExisting: boolean): ChannelsAct {
  return new Edit(`rename(${from} to ${to}${adoptExisting ? ", adopted" : ""})`, (program) => {
    const one = program.get(from);
    if (!one || program.has(to)) return undefined;
    const moved = one.kind === "ChannelMembership" ? { ...one, adoptExisting } : one;
    return new Map([...[...program].filter(([name]) => name !== from), [to, moved]]);
  });
}

function otherThan(type: Type): Type {
  return type === "DEFAULT" ? "HIDDEN" : "DEFAULT";
}
