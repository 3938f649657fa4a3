import type { Host, Properties } from "../../support/host";
import type { Ids, Room } from "../../support/room";

/** How many members the roster of a worker has. */
const ROSTER_SIZE = 5;

/**
 * Calls hooks one after the other, as one step of the engine after the other does. In one process a membership is made
 * once only, so what is updated, read and deleted again and again was there before.
 */
export class Worker {
  /** What was done, by kind. */
  public readonly counts: Record<string, number> = {
    started: 0,
    settled: 0,
    failed: 0,
    "memberships made": 0,
  };
  /** The longest that a hook took, in seconds. */
  public longest = 0;
  private readonly member: Ids;
  private readonly leaver: Ids;
  private readonly team: readonly Ids[];
  private readonly created: Ids[] = [];
  private readonly rosters: Host;
  private turn = 0;

  public constructor(
    private readonly room: Room,
    private readonly host: Host,
  ) {
    this.member = room.user();
    this.leaver = room.user();
    this.team = Array.from({ length: ROSTER_SIZE }, () => room.user());
    this.rosters = host.withKind("RoomRoster");
    for (const one of [this.member, ...this.team]) room.chime.state.addMember(one);
  }

  /** Works for as long as it is told to. */
  public async run(goesOn: () => boolean): Promise<void> {
    while (goesOn()) {
      this.turn += 1;
      await this.update();
      await this.hook(() => this.host.read(idOf(this.member), this.properties(this.member)));
      await this.delete();
      await this.roster();
      if (this.turn % 5 === 0) await this.create();
    }
  }

  /** Takes out whom this worker has put into the room, until nobody of them is left. */
  public async removeMembers(): Promise<void> {
    const { state } = this.room.chime;
    for (const one of [this.member, ...this.team]) if (this.room.roleOf(one)) state.removeMember(one);
    await this.host.delete(idOf(this.leaver), this.properties(this.leaver));
    for (const one of this.created) if (this.room.roleOf(one)) state.removeMember(one);
  }

  private async update(): Promise<void> {
    const olds = this.properties(this.member);
    const news = { ...this.member, role: this.turn % 2 === 0 ? "Member" : "Administrator" };
    await this.hook(async () => {
      await this.host.check(news, this.member as unknown as Properties);
      await this.host.diff(idOf(this.member), olds, news);
      await this.host.update(idOf(this.member), olds, news);
    });
  }

  // Its delete is repeated in the next turn where it fails, as by the next deployment.
  private async delete(): Promise<void> {
    if (this.room.roleOf(this.leaver) === undefined) this.room.chime.state.addMember(this.leaver);
    await this.hook(() => this.host.delete(idOf(this.leaver), this.properties(this.leaver)));
  }

  private async roster(): Promise<void> {
    const { accountId, roomId } = this.room;
    const held = this.turn % 2 === 0 ? "Administrator" : "Member";
    const wanted = held === "Member" ? "Administrator" : "Member";
    const rolesOf = (role: string): Properties => ({
      accountId,
      roomId,
      members: Object.fromEntries(this.team.map(({ memberId }) => [memberId, role])),
    });
    await this.hook(() => this.rosters.update(`${accountId}/${roomId}`, rolesOf(held), rolesOf(wanted)));
  }

  private async create(): Promise<void> {
    const fresh = this.room.user();
    this.created.push(fresh);
    await this.hook(async () => {
      await this.host.create({ ...fresh, role: "Member" });
      this.count("memberships made");
    });
    if (this.room.roleOf(fresh)) this.room.chime.state.removeMember(fresh);
  }

  private async hook(work: () => Promise<unknown>): Promise<void> {
    const started = performance.now();
    this.count("started");
    await work().catch(() => {
      this.count("failed");
    });
    this.count("settled");
    this.longest = Math.max(this.longest, (performance.now() - started) / 1000);
  }

  private properties(ids: Ids): Properties {
    return { ...ids, role: "Member", memberType: "User" };
  }

  private count(what: string): void {
    this.counts[what] = (this.counts[what] ?? 0) + 1;
  }
}

function idOf({ accountId, roomId, memberId }: Ids): string {
  return `${accountId}/${roomId}/${memberId}`;
}
