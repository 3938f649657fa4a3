import type { Call, Emulator, OperationName } from "../../../emulator";
import { PERSONAL_NAME } from "../../support/leaks";
import type { StateResource } from "../../support/stack";
import type { Declared, Options } from "./program";

export type Service = "rooms" | "channels" | "moderators";

/** Optional arguments of a membership. `role` is the `type` of a channel membership. */
interface MembershipArgs {
  role?: "elevated";
  adoptExisting?: boolean;
}

/** A member of a roster: a name, a name with the elevated role, or an id that the preview does not know. */
type RosterMember = string | { name: string; role: "elevated" } | { unknown: object };

/**
 * An empty room or channel in its own account or app instance. Users have short names, such as `ada`.
 */
export class Container {
  private constructor(
    public readonly chime: Emulator,
    public readonly service: Service,
    /** The resource arguments that identify it. */
    public readonly args: Record<string, string>,
    /** The resource id of the room or channel. */
    public readonly id: string,
    private readonly prefix: string,
  ) {}

  public static open(chime: Emulator, service: Service): Container {
    return service === "rooms" ? Container.room(chime) : Container.channel(chime, service);
  }

  private static room(chime: Emulator): Container {
    const accountId = chime.state.addAccount();
    const roomId = chime.state.addRoom({ accountId, name: "Launch" });
    return new Container(chime, "rooms", { accountId, roomId }, `${accountId}/${roomId}`, "user-");
  }

  private static channel(chime: Emulator, service: Service): Container {
    const appInstanceArn = chime.state.addAppInstance();
    const chimeBearer = chime.state.addAppInstanceUser({ appInstanceArn, userId: "bearer" });
    chime.state.addAppInstanceAdmin({ adminArn: chimeBearer });
    const channelArn = chime.state.addChannel({ appInstanceArn, channelId: "launch", name: "Launch" });
    return new Container(
      chime,
      service,
      { channelArn, chimeBearer },
      channelArn,
      `${appInstanceArn}/user/user-`,
    );
  }

  /** Another channel of the app instance, which the program creates. */
  public sibling(channelId: string): Container {
    const channelArn = `${this.appInstanceArn}/channel/${channelId}`;
    return new Container(this.chime, "channels", { ...this.args, channelArn }, channelArn, this.prefix);
  }

  /** The id of a user, who is created on first use. */
  public idOf(name: string): string {
    const id = `${this.prefix}${name}`;
    if (this.users.has(name)) return id;
    this.users.add(name);
    if (this.isRoom) this.chime.state.addUser({ accountId: this.args["accountId"]!, userId: id });
    else this.chime.state.addAppInstanceUser({ appInstanceArn: this.appInstanceArn, userId: `user-${name}` });
    return id;
  }

  /** A membership resource, or that of a moderator. Its name is that of the member unless `name` is given. */
  public membership(
    member: string,
    { role, ...args }: MembershipArgs = {},
    { name = member, ...options }: Options & { name?: string } = {},
  ): Declared {
    const { kind, memberProperty, elevated } = KINDS[this.service];
    const named = { [memberProperty]: this.idOf(member), ...(role ? elevated : {}) };
    return { kind, name, args: { ...this.args, ...named, ...args }, options };
  }

  /** A roster resource. */
  public roster(
    name: string,
    members: RosterMember[],
    { ignore, ...args }: { exclusive?: boolean; ignore?: string[] } = {},
    options: Options = {},
  ): Declared {
    const ignoreMembers = ignore ? { ignoreMembers: ignore.map((one) => this.idOf(one)) } : {};
    const declared = { members: members.map((member) => this.rosterMember(member)) };
    const { roster: kind } = KINDS[this.service];
    return { kind, name, args: { ...this.args, ...declared, ...args, ...ignoreMembers }, options };
  }

  /** An `AppInstanceUser` resource, whose name is `user-` and the name of the user. */
  public user(name: string, options: Options = {}): Declared {
    this.users.add(name);
    const args = {
      appInstanceArn: this.appInstanceArn,
      appInstanceUserId: `user-${name}`,
      name: PERSONAL_NAME,
    };
    return { kind: "AppInstanceUser", name: `user-${name}`, args, options };
  }

  /** Adds members outside Pulumi. */
  public add(...names: string[]): void {
    for (const name of names) {
      if (this.isRoom) {
        const { accountId, roomId } = this.args;
        const memberId = this.idOf(name);
        this.chime.state.addMember({ accountId: accountId!, roomId: roomId!, memberId });
      } else {
        const channelArn = this.args["channelArn"]!;
        const arn = this.idOf(name);
        if (this.isModerators) this.chime.state.addChannelModerator({ channelArn, moderatorArn: arn });
        else this.chime.state.addChannelMember({ channelArn, memberArn: arn });
      }
    }
  }

  /** Removes members outside Pulumi. */
  public remove(...names: string[]): void {
    const { accountId, roomId, channelArn } = this.args;
    for (const name of names) {
      const id = this.idOf(name);
      if (this.isRoom) {
        this.chime.state.removeMember({ accountId: accountId!, roomId: roomId!, memberId: id });
      } else if (this.isModerators) {
        this.chime.state.removeChannelModerator({ channelArn: channelArn!, moderatorArn: id });
      } else {
        this.chime.state.removeChannelMember({ channelArn: channelArn!, memberArn: id });
      }
    }
  }

  /** The names of the members or moderators, sorted. */
  public members(): string[] {
    return this.memberIds()
      .map((id) => this.nameOf(id))
      .sort();
  }

  /** The role of a member. */
  public roleOf(name: string): string | undefined {
    const { accountId, roomId, channelArn } = this.args;
    const id = this.idOf(name);
    return this.isRoom
      ? this.chime.state.members(accountId!, roomId!).find(({ memberId }) => memberId === id)?.role
      : this.chime.state.channelMembers(channelArn!).find(({ memberArn }) => memberArn === id)?.type;
  }

  /** Whether the room or channel exists. */
  public exists(): boolean {
    try {
      this.members();
      return true;
    } catch {
      return false;
    }
  }

  /** The members that these calls removed, even if they were added again. */
  public removedBy(calls: readonly Call[]): string[] {
    const removals = calls.filter(
      ({ operation, written }) => written && operation === this.operation("DeleteRoomMembership"),
    );
    const ids = removals.map(({ memberId, memberArn }) => memberId ?? memberArn ?? "");
    return [...new Set(ids.map((id) => this.nameOf(id)))].sort();
  }

  /** The members in these resources of a state: in memberships, and in rosters as `members` or `transferring`. */
  public membersInState(resources: readonly StateResource[]): string[] {
    // The engine drops a resource that waits for its replacement without deleting it.
    const remaining = resources.filter((resource) => !("pendingReplacement" in resource));
    const own = remaining.filter(({ outputs }) => {
      const parentProperty = this.isRoom ? "roomId" : "channelArn";
      return (outputs as Record<string, unknown> | undefined)?.[parentProperty] === this.args[parentProperty];
    });
    const ids = own.flatMap(
      ({ outputs: { memberId, memberArn, channelModeratorArn, members, transferring } }) => [
        ...[memberId, memberArn, channelModeratorArn].filter((id) => typeof id === "string"),
        ...Object.keys({ ...(members as object), ...(transferring as object) }),
      ],
    );
    return [...new Set(ids.map((id) => this.nameOf(id)))].sort();
  }

  /** The operation of this service that corresponds to an operation of rooms. */
  public operation(roomOperation: `${string}RoomMembership${"" | "s"}`): OperationName {
    return roomOperation.replace("RoomMembership", KINDS[this.service].kind) as OperationName;
  }

  /** The app instance of the channel. */
  public get appInstanceArn(): string {
    return this.id.replace(/\/channel\/.*/, "");
  }

  private get isRoom(): boolean {
    return this.service === "rooms";
  }

  private get isModerators(): boolean {
    return this.service === "moderators";
  }

  private memberIds(): readonly string[] {
    const { accountId, roomId, channelArn } = this.args;
    const { state } = this.chime;
    if (this.isRoom) return state.members(accountId!, roomId!).map(({ memberId }) => memberId);
    if (this.isModerators) return state.channelModerators(channelArn!);
    return state.channelMembers(channelArn!).map(({ memberArn }) => memberArn);
  }

  private readonly users = new Set<string>();

  private nameOf(id: string): string {
    return id.startsWith(this.prefix) ? id.slice(this.prefix.length) : id;
  }

  private rosterMember(member: RosterMember): unknown {
    const { memberProperty, elevated } = KINDS[this.service];
    const id =
      typeof member === "object" && "unknown" in member
        ? member.unknown
        : this.idOf(typeof member === "string" ? member : member.name);
    if (this.isModerators) return id;
    return { [memberProperty]: id, ...(typeof member === "object" && "role" in member ? elevated : {}) };
  }
}

/** The resources of each service, and its elevated role. */
const KINDS: Record<Service, { kind: string; roster: string; memberProperty: string; elevated: object }> = {
  rooms: {
    kind: "RoomMembership",
    roster: "RoomRoster",
    memberProperty: "memberId",
    elevated: { role: "Administrator" },
  },
  channels: {
    kind: "ChannelMembership",
    roster: "ChannelRoster",
    memberProperty: "memberArn",
    elevated: { type: "HIDDEN" },
  },
  moderators: {
    kind: "ChannelModerator",
    roster: "ChannelModeratorRoster",
    memberProperty: "channelModeratorArn",
    elevated: {},
  },
};
