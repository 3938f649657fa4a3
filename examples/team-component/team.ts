import * as pulumi from "@pulumi/pulumi";
import * as chime from "pulumi-chime";

/** Who belongs to a {@link Team}. */
export interface TeamArgs {
  /** The Amazon Chime account. */
  accountId: pulumi.Input<string>;
  /** The name of the team's room. */
  room: string;
  /** The user ids of those who lead the team, and administer its room. At least one. */
  leads: readonly string[];
  /** The user ids of the others. */
  people?: readonly string[];
}

/** A room with the people of a team in it, and nobody else. */
export class Team extends pulumi.ComponentResource {
  /** The team's room. */
  public readonly room: chime.Room;
  /** Who is in it. */
  public readonly roster: chime.RoomRoster;

  public constructor(name: string, args: TeamArgs, opts?: pulumi.ComponentResourceOptions) {
    const { accountId, leads, people = [] } = args;
    if (leads.length === 0) throw new Error(`The team ${name} needs somebody who leads it.`);
    super("example:chime:Team", name, {}, opts);
    this.room = new chime.Room(name, { accountId, name: args.room }, { parent: this });
    this.roster = new chime.RoomRoster(
      name,
      {
        accountId,
        roomId: this.room.roomId,
        members: [
          ...leads.map((memberId) => ({ memberId, role: chime.RoomMembershipRole.Administrator })),
          ...people.map((memberId) => ({ memberId })),
        ],
        exclusive: true,
      },
      { parent: this },
    );
    this.registerOutputs({ roomId: this.room.roomId });
  }
}
