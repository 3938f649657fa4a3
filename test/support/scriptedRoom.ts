import { ChimeError, type FailureDetails } from "../../provider/aws/errors/chimeError";
import type { FoundMember, MemberObservation, NewMember } from "../../provider/aws/memberships/members";
import type { MembershipApi } from "../../provider/aws/memberships/membershipApi";
import type { ChimeSession } from "../../provider/aws/session";
import { Snapshot } from "../../provider/aws/memberships/snapshots";
import type { RoomKey } from "../../provider/schema/rooms/roomId";

type Step = (() => void | Promise<void>) | Error;

/** The calls about memberships. */
export type RoomCall = "create" | "createAll" | "change" | "remove" | "look" | "list";

/**
 * A room without a service: who is in it, what was called, and what happens in the next calls. For what a decision depends
 * on to the millisecond or the call, which an emulator cannot be told.
 */
export class ScriptedRoom implements MembershipApi<RoomKey> {
  public readonly ambiguousRefusals = [] as const;
  public readonly members = new Map<string, FoundMember>();
  /** The calls so far, each with whom it was about. */
  public readonly calls: string[] = [];
  /** Whom somebody else has looked for in vain already, and for how many seconds. */
  public missingSeconds = 0;
  /** Who was in the last list, though not in this one. */
  public seenBefore: readonly string[] = [];
  /** Whom a batch refuses, and why. */
  public readonly refusals = new Map<string, ChimeError>();
  public parentExists = true;
  public timeIsKnown = true;
  /** What is added to a time of this process. */
  public clockOffset = 0;
  private readonly steps = new Map<RoomCall, Step[]>();

  /** Has the next calls begin so: with work, or with a failure instead of theirs. */
  public next(call: RoomCall, ...steps: Step[]): void {
    this.steps.set(call, [...(this.steps.get(call) ?? []), ...steps]);
  }

  /** Makes somebody a member behind the back of everybody. */
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

/** The error of a call that failed for this reason. */
export function failed(kind: ChimeError["kind"], more: Partial<FailureDetails> = {}): ChimeError {
  return new ChimeError({ operation: "Call", purpose: "do it" }, { kind, reason: kind, ...more });
}

/** A session whose service is a room. */
export function sessionOf(
  room: ScriptedRoom,
  settings: Partial<ChimeSession["settings"]> = {},
): ChimeSession {
  return {
    problems: [],
    credentialProblems: () => Promise.resolve([]),
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
