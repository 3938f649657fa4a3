import { ChimeError, type FailureDetails } from "../../provider/aws/errors/chimeError";
import type { FoundMember, MemberObservation, NewMember } from "../../provider/aws/memberships/members";
import type { MembershipApi } from "../../provider/aws/memberships/membershipApi";
import type { ChimeSession } from "../../provider/aws/session";
import { Snapshot } from "../../provider/aws/memberships/snapshots";
import type { RoomKey } from "../../provider/schema/rooms/roomId";

type Step = (() => void | Promise<void>) | Error;

/** The methods of {@link ScriptedRoom}. */
export type RoomCall = "create" | "createAll" | "change" | "remove" | "look" | "list";

/**
 * A room without a service, whose next calls can be scripted. For decisions that depend on the exact time or order of calls,
 * which the emulator cannot control.
 */
export class ScriptedRoom implements MembershipApi<RoomKey> {
  public readonly ambiguousRefusals = [] as const;
  public readonly members = new Map<string, FoundMember>();
  /** The calls so far, each with its member. */
  public readonly calls: string[] = [];
  /** For how many seconds a member has been missing when {@link observe} or {@link snapshot} is called. */
  public missingSeconds = 0;
  /** The members of the previous list who are missing in the current one. */
  public seenBefore: readonly string[] = [];
  /** The errors of a batch, by member. */
  public readonly refusals = new Map<string, ChimeError>();
  public parentExists = true;
  public timeIsKnown = true;
  /** Milliseconds by which the clock of the service is ahead. */
  public clockOffset = 0;
  private readonly steps = new Map<RoomCall, Step[]>();

  /** Scripts the next calls: each runs its step first, or fails with its error. */
  public next(call: RoomCall, ...steps: Step[]): void {
    this.steps.set(call, [...(this.steps.get(call) ?? []), ...steps]);
  }

  /** Adds a member without a call. */
  public add(memberId: string, role = "Member", more: Partial<FoundMember> = {}): void {
    this.members.set(memberId, { role, attributes: { memberType: "User" }, ...more });
  }

  public async create(_room: RoomKey, { memberId, role }: NewMember): Promise<FoundMember> {
    await this.begin("create", memberId);
    if (this.members.has(memberId)) throw failed("conflict");
    this.add(memberId, role);
    return this.members.get(memberId)!;
  }

  public async createBatch(
    _room: RoomKey,
    members: readonly NewMember[],
    progress?: (count: number) => void,
  ): Promise<Map<string, ChimeError>> {
    await this.begin("createAll", members.map(({ memberId }) => memberId).join());
    const refused = new Map<string, ChimeError>();
    for (const { memberId, role } of members) {
      const refusal = this.refusals.get(memberId) ?? (this.members.has(memberId) && failed("conflict"));
      if (refusal) refused.set(memberId, refusal);
      else this.add(memberId, role);
    }
    progress?.(members.length);
    return refused;
  }

  public async updateRole(_room: RoomKey, { memberId, role }: NewMember): Promise<FoundMember> {
    await this.begin("change", memberId);
    if (!this.members.has(memberId)) throw failed("notFound");
    this.add(memberId, role);
    return this.members.get(memberId)!;
  }

  public async remove(_room: RoomKey, memberId: string): Promise<void> {
    await this.begin("remove", memberId);
    if (!this.members.delete(memberId)) throw failed("notFound");
  }

  public async observe(_room: RoomKey, memberId: string): Promise<MemberObservation> {
    await this.begin("look", memberId);
    return { found: this.members.get(memberId), missingSeconds: this.missingSeconds };
  }

  public async snapshot(_room: RoomKey, after = -Infinity): Promise<Snapshot> {
    await this.begin("list", after > -Infinity ? "anew" : "");
    const before = new Map(this.seenBefore.map((id) => [id, { role: "Member", attributes: {} }]));
    const earlier = new Snapshot(before, performance.now());
    const startedAt = performance.now() + this.missingSeconds * 1_000;
    return new Snapshot(this.parentExists ? new Map(this.members) : undefined, startedAt, earlier);
  }

  public serviceTime(_room: RoomKey, began: number): number {
    return began + this.clockOffset;
  }

  public isServiceTimeKnown(): boolean {
    return this.timeIsKnown;
  }

  private async begin(call: RoomCall, about = ""): Promise<void> {
    this.calls.push(`${call} ${about}`.trim());
    const step = this.steps.get(call)?.shift();
    if (step instanceof Error) throw step;
    await step?.();
  }
}

/** The error of a failed call. */
export function failed(kind: ChimeError["kind"], more: Partial<FailureDetails> = {}): ChimeError {
  return new ChimeError({ operation: "Call", purpose: "do it" }, { kind, reason: kind, ...more });
}

/** A session that uses the room as its service. */
export function sessionOf(
  room: ScriptedRoom,
  settings: Partial<ChimeSession["settings"]> = {},
): ChimeSession {
  return {
    problems: [],
    validateCredentials: () => Promise.resolve([]),
    api: { roomMemberships: room },
    settings: {
      adoptExisting: false,
      recover: { look: false, ids: [] },
      readConsistencySeconds: 0,
      debug: false,
      ...settings,
    },
  } as unknown as ChimeSession;
}
