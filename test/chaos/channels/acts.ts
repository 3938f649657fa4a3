import type { Key } from "../model/family";
import type { ChannelsAct } from "./edits";
import type { ChannelsProgram, Type } from "./program";
import type { ChannelName, ChannelsWorld } from "./world";

/** A member of a channel, by index. */
export interface Place {
  readonly channel: ChannelName;
  readonly member: number;
}

/** Somebody else puts a member into a channel, or gives one who is there this type. */
export class Put implements ChannelsAct {
  public constructor(
    private readonly place: Place,
    private readonly type: Type,
  ) {}

  public possible(_program: ChannelsProgram, world: ChannelsWorld): boolean {
    return world.exists(this.place.channel) && world.facts().get(keyIn(world, this.place)) !== this.type;
  }

  public perform(
    _program: ChannelsProgram,
    world: ChannelsWorld,
  ): { disturbed: readonly Key[]; theirs: readonly Key[] } {
    const key = keyIn(world, this.place);
    const isNew = !world.facts().has(key);
    world.tenant.state.addChannelMember({ ...idsIn(world, this.place), type: this.type });
    return { disturbed: [key], theirs: isNew ? [key] : [] };
  }

  public toString(): string {
    return `somebodyPuts(${this.place.member} into ${this.place.channel} as ${this.type})`;
  }
}

/** Somebody else takes a member out. */
export class TakeOut implements ChannelsAct {
  public constructor(private readonly place: Place) {}

  public possible(_program: ChannelsProgram, world: ChannelsWorld): boolean {
    return world.facts().has(keyIn(world, this.place));
  }

  public perform(_program: ChannelsProgram, world: ChannelsWorld): { disturbed: readonly Key[] } {
    world.tenant.state.removeChannelMember(idsIn(world, this.place));
    return { disturbed: [keyIn(world, this.place)] };
  }

  public toString(): string {
    return `somebodyRemoves(${this.place.member} from ${this.place.channel})`;
  }
}

/** Somebody else deletes a channel. */
export class RemoveChannel implements ChannelsAct {
  public constructor(private readonly channel: ChannelName) {}

  public possible(_program: ChannelsProgram, world: ChannelsWorld): boolean {
    return world.exists(this.channel);
  }

  public perform(_program: ChannelsProgram, world: ChannelsWorld): { disturbed: readonly Key[] } {
    const channelArn = world.arnOf(this.channel);
    const disturbed = [...world.facts().keys()].filter((key) => key.startsWith(`${channelArn},`));
    world.tenant.state.removeChannel({ channelArn });
    return { disturbed };
  }

  public toString(): string {
    return `somebodyDeletes(${this.channel})`;
  }
}

function keyIn(world: ChannelsWorld, { channel, member }: Place): Key {
  return world.keyOf(channel, member);
}

function idsIn(world: ChannelsWorld, { channel, member }: Place): { channelArn: string; memberArn: string } {
  return { channelArn: world.arnOf(channel), memberArn: world.members[member]! };
}
