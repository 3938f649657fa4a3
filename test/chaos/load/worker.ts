import type { Host, Properties } from "../../support/host";
import type { Ids, Room } from "../../support/room";

/** The number of members in the roster of a worker. */
const ROSTER_SIZE = 5;

/** The name of the count of created memberships. */
export const CREATED_MEMBERSHIPS = "created memberships";

/**
 * Calls one hook after the other, like one worker of the engine. A plugin process creates a membership only once, so
 * the worker updates, reads and deletes members that the emulator adds.
 */
export class Worker {
  public readonly counts: Record<string, number> = {
    started: 0,
    settled: 0,
    failed: 0,
    [CREATED_MEMBERSHIPS]: 0,
  };
  /** The duration of the longest hook, in seconds. */
  public longest = 0;
  private readonly updatedMember: Ids;
  private readonly deletedMember: Ids;
  private readonly rosterMembers: readonly Ids[];
  private readonly createdMembers: Ids[] = [];
  private readonly rosterHost: Host;
  private iteration = 0;

  public constructor(
    private readonly room: Room,
    private readonly host: Host,
  ) {
    this.updatedMember = room.user();
    this.deletedMember = room.user();
    this.rosterMembers = Array.from({ length: ROSTER_SIZE }, () => room.user());
    this.rosterHost = host.withKind("RoomRoster");
    for (const ids of [this.updatedMember, ...this.rosterMembers]) room.chime.state.addMember(ids);
  }

  /** Calls hooks while the condition holds. */
  public async run(shouldContinue: () => boolean): Promise<void> {
    while (shouldContinue()) {
      this.iteration += 1;
      await this.update();
      await this.read();
      await this.delete();
      await this.updateRoster();
      if (this.iteration % 5 === 0) await this.create();
    }
  }

  /** Removes all members that this worker has added. */
  public async removeMembers(): Promise<void> {
    for (const ids of [this.updatedMember, ...this.rosterMembers]) this.removeIfMember(ids);
    await this.host.delete(idOf(this.deletedMember), propertiesOf(this.deletedMember));
    for (const ids of this.createdMembers) this.removeIfMember(ids);
  }

  private async update(): Promise<void> {
    const olds = propertiesOf(this.updatedMember);
    const news = { ...this.updatedMember, role: this.iteration % 2 === 0 ? "Member" : "Administrator" };
    await this.runHook(async () => {
      await this.host.check(news, this.updatedMember as unknown as Properties);
      await this.host.diff(idOf(this.updatedMember), olds, news);
      await this.host.update(idOf(this.updatedMember), olds, news);
    });
  }

  private async read(): Promise<void> {
    await this.runHook(() => this.host.read(idOf(this.updatedMember), propertiesOf(this.updatedMember)));
  }

  // If the delete fails, the next iteration repeats it, like the next deployment.
  private async delete(): Promise<void> {
    const { room, deletedMember } = this;
    if (room.roleOf(deletedMember) === undefined) room.chime.state.addMember(deletedMember);
    await this.runHook(() => this.host.delete(idOf(deletedMember), propertiesOf(deletedMember)));
  }

  private async updateRoster(): Promise<void> {
    const { accountId, roomId } = this.room;
    const oldRole = this.iteration % 2 === 0 ? "Administrator" : "Member";
    const newRole = oldRole === "Member" ? "Administrator" : "Member";
    const rosterWith = (role: string): Properties => ({
      accountId,
      roomId,
      members: Object.fromEntries(this.rosterMembers.map(({ memberId }) => [memberId, role])),
    });
    await this.runHook(() =>
      this.rosterHost.update(`${accountId}/${roomId}`, rosterWith(oldRole), rosterWith(newRole)),
    );
  }

  private async create(): Promise<void> {
    const ids = this.room.user();
    this.createdMembers.push(ids);
    await this.runHook(async () => {
      await this.host.create({ ...ids, role: "Member" });
      this.count(CREATED_MEMBERSHIPS);
    });
    this.removeIfMember(ids);
  }

  private async runHook(hook: () => Promise<unknown>): Promise<void> {
    const started = performance.now();
    this.count("started");
    await hook().catch(() => {
      this.count("failed");
    });
    this.count("settled");
    this.longest = Math.max(this.longest, (performance.now() - started) / 1000);
  }

  private removeIfMember(ids: Ids): void {
    if (this.room.roleOf(ids)) this.room.chime.state.removeMember(ids);
  }

  private count(name: string): void {
    this.counts[name] = (this.counts[name] ?? 0) + 1;
  }
}

function propertiesOf(ids: Ids): Properties {
  return { ...ids, role: "Member", memberType: "User" };
}

function idOf({ accountId, roomId, memberId }: Ids): string {
  return `${accountId}/${roomId}/${memberId}`;
}
