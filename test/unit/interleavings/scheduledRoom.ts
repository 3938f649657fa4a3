import { ChimeError } from "../../../provider/aws/errors/chimeError";
import type { FoundMember, NewMember } from "../../../provider/aws/memberships/members";
import type { MembershipApi } from "../../../provider/aws/memberships/membershipApi";
import { Snapshot } from "../../../provider/aws/memberships/snapshots";
import type { RoomKey } from "../../../provider/schema/rooms/roomId";

/** A room whose calls take effect when the schedule selects them. */
export class ScheduledRoom implements MembershipApi<RoomKey> {
  public readonly ambiguousRefusals = [] as const;
  public readonly members = new Map<string, string>();
  /** The removed members, in order. */
  public readonly removed: string[] = [];
  public writes = 0;

  /** @param turn Waits until the schedule selects a call. */
  public constructor(
    private readonly turn: (name: string) => Promise<void>,
    /** The members that the service refuses to add. */
    private readonly refused: ReadonlySet<string>,
  ) {}

  public async create(_room: RoomKey, { memberId, role }: NewMember): Promise<FoundMember> {
    await this.turn(`create ${memberId}`);
    const refusal = this.refusalOf(memberId);
    if (refusal) throw refusal;
    this.add(memberId, role);
    return this.found(role);
  }

  public async createBatch(_room: RoomKey, members: readonly NewMember[]): Promise<Map<string, ChimeError>> {
    await this.turn(`create ${members.map(({ memberId }) => memberId).join()}`);
    const refused = new Map<string, ChimeError>();
    for (const { memberId, role } of members) {
      const refusal = this.refusalOf(memberId);
      if (refusal) refused.set(memberId, refusal);
      else this.add(memberId, role);
    }
    return refused;
  }

  public async updateRole(_room: RoomKey, { memberId, role }: NewMember): Promise<FoundMember> {
    await this.turn(`change ${memberId}`);
    if (!this.members.has(memberId)) throw errorOf("notFound");
    this.writes += 1;
    this.members.set(memberId, role);
    return this.found(role);
  }

  public async remove(_room: RoomKey, memberId: string): Promise<void> {
    await this.turn(`remove ${memberId}`);
    if (!this.members.delete(memberId)) throw errorOf("notFound");
    this.writes += 1;
    this.removed.push(memberId);
  }

  public serviceTime(_room: RoomKey, local: number): number {
    return local;
  }

  public isServiceTimeKnown(): boolean {
    return true;
  }

  public async observe(
    _room: RoomKey,
    memberId: string,
  ): Promise<{ found: FoundMember | undefined; missingSeconds: number }> {
    return { found: (await this.snapshot()).members.get(memberId), missingSeconds: 0 };
  }

  public async snapshot(): Promise<Snapshot> {
    await this.turn("list");
    const members = [...this.members].map(([memberId, role]): [string, FoundMember] => [
      memberId,
      this.found(role),
    ]);
    return new Snapshot(new Map(members), performance.now());
  }

  private add(memberId: string, role: string): void {
    this.writes += 1;
    this.members.set(memberId, role);
  }

  private refusalOf(memberId: string): ChimeError | undefined {
    if (this.refused.has(memberId)) return errorOf("forbidden");
    return this.members.has(memberId) ? errorOf("conflict") : undefined;
  }

  private found(role: string): FoundMember {
    return { role, attributes: { memberType: "User" } };
  }
}

function errorOf(kind: ChimeError["kind"]): ChimeError {
  return new ChimeError({ operation: "Call", purpose: "do it" }, { kind, reason: kind });
}
