import type { ResponseMetadata } from "@smithy/types";

import type { Properties } from "../../schema/properties";
import type { ApiCaller } from "../call/apiCaller";
import { allOf, pagesOf } from "../call/pages";
import type { RateLimiter } from "../call/rateLimiter";
import { isOlder, isTimeKnown, serviceTime } from "../client/serviceClock";
import { refuseIfCancelled } from "../call/cancellation";
import { forEachConcurrently } from "../call/forEachConcurrently";
import {
  alreadyExists,
  ChimeError,
  isChimeError,
  readBackFailed,
  type CallDescription,
} from "../errors/chimeError";
import type { FoundMember, MemberObservation, NewMember } from "../memberships/members";
import type { RosterApi } from "../memberships/membershipApi";
import { Snapshots, type Snapshot } from "../memberships/snapshots";
import type { VisibleAccounts } from "../visibleAccounts";
import { forRemoval } from "./channelAdvice";
import type { ListedIdentity, MembershipCalls } from "./membershipCalls";
import type { RatedCall } from "./publishedRates";
import { unlessGone } from "./unlessGone";

/** The largest page of the lists. */
const LIST_PAGE_SIZE = 50;

/**
 * How many reads of a parent's members ask for one member each. Then its list answers them. So a few members of a large
 * channel do not cost its whole list, and many members do not cost a call each.
 */
const READS_BEFORE_LIST = 16;

/** A member of a list. The name is personal data: it must not get into the state or a log. */
export interface ListedMember {
  memberArn: string;
  /** Empty for a kind without roles. */
  role: string;
  name?: string;
}

/** A list of the members of a parent. */
export interface MemberList<Parent> {
  /** Reads all members with their personal data. Fails with a `ChimeError`. */
  members(parent: Parent): Promise<ListedMember[]>;
}

/** What a kind of memberships shares with other kinds. */
export interface MembershipService<Parent, Client> {
  readonly caller: ApiCaller;
  /** The ARN of the parent, which identifies it. */
  readonly arnOf: (parent: Parent) => string;
  /** The bearer of the calls; empty where they need none. */
  readonly bearerOf: (parent: Parent) => string;
  readonly clientOf: (parent: Parent) => Client;
  /** The accounts that are visible at the endpoint. */
  readonly accounts: VisibleAccounts;
  /** Calls with the bearer of the parent, and if that is refused, with the fallback bearer. */
  readonly bearers: { call<Result>(parent: Parent, call: (ref: Parent) => Promise<Result>): Promise<Result> };
  /** The published rates of a call. */
  readonly limitsOf: (call: RatedCall, parent: Parent) => RateLimiter[];
  /** Whether a list has the parent. Fails, or returns true, if that cannot be read. */
  readonly parentExists: (parent: Parent) => Promise<boolean>;
}

/** The operations on one kind of memberships of the Amazon Chime SDK. Each fails with a `ChimeError`. */
export class Memberships<Parent extends object, Client extends object>
  implements RosterApi<Parent>, MemberList<Parent>
{
  // The API declares a conflict without saying what it means, and AWS answers 403 if an operation declares no 404.
  public readonly ambiguousRefusals = ["conflict", "forbidden"] as const;
  protected readonly snapshots: Snapshots<Parent>;
  /** How many reads of members each parent had, by its ARN. */
  private readonly reads = new Map<string, number>();
  /** The parents whose list was refused to a bearer, with that bearer: it is not read again. */
  private readonly unlistable = new Set<string>();

  public constructor(
    private readonly calls: MembershipCalls<Parent, Client>,
    protected readonly service: MembershipService<Parent, Client>,
  ) {
    this.snapshots = new Snapshots<Parent>(
      service.arnOf,
      (parent) => this.readMembers(parent),
      service.bearerOf,
    );
  }

  /** Creates one. The reply has only the member. So the membership is read, to see whether this call created it. */
  public async create(parent: Parent, member: NewMember): Promise<FoundMember> {
    const call = this.creationOf(parent, member);
    const began = performance.now();
    const $metadata = await this.send(call, parent, member);
    const found = await this.describe(parent, member.memberId).catch((error: unknown) => {
      throw readBackFailed(call, error);
    });
    // The reply to a create of an existing membership is not documented. If it is a success, the existing one is read.
    if (found.role !== member.role || isOlder(found.updatedAt, this.serviceTime(parent, began))) {
      throw alreadyExists(call, $metadata, true);
    }
    return found;
  }

  /** One call for each. A roster adopts those that exist, so none is read to see who created it. */
  public async createBatch(
    parent: Parent,
    members: readonly NewMember[],
    progress: (count: number) => void = () => undefined,
  ): Promise<Map<string, ChimeError>> {
    const failures = new Map<string, ChimeError>();
    await forEachConcurrently(members, async (member) => {
      const call = this.creationOf(parent, member);
      try {
        refuseIfCancelled(call);
        await this.send(call, parent, member);
      } catch (error) {
        if (!(error instanceof ChimeError)) throw error;
        failures.set(member.memberId, error);
      }
      progress(1);
    });
    return failures;
  }

  public async remove(parent: Parent, memberId: string): Promise<void> {
    const { operation, purpose, consequence, send } = this.calls.remove;
    const advice = forRemoval(this.calls.advice);
    const call = { operation, purpose: purpose(parent, memberId), consequence, advice };
    await this.service.bearers.call(parent, (ref) => {
      const removal = this.rateLimited("remove", ref).call(call, 204, (options) =>
        send(this.service.clientOf(ref), ref, memberId, options),
      );
      const confirmed = this.service.accounts.confirming(this.service.arnOf(parent), removal);
      return this.snapshots.writing(parent, confirmed);
    });
  }

  public serviceTime(parent: Parent, began: number): number {
    return serviceTime(this.service.clientOf(parent), began);
  }

  public isServiceTimeKnown(parent: Parent): boolean {
    return isTimeKnown(this.service.clientOf(parent));
  }

  public observe(
    parent: Parent,
    memberId: string,
    after?: number,
    state?: Properties,
  ): Promise<MemberObservation> {
    const known = state?.[this.calls.attribute];
    const isListed = typeof known === "string" && this.countRead(parent) > READS_BEFORE_LIST;
    return this.service.bearers.call(parent, async (ref) => {
      const mayList = isListed && !this.unlistable.has(this.withBearer(ref));
      const listed = mayList ? await this.listed(ref, memberId, known, after) : undefined;
      return listed ?? { found: await this.describeIfExists(ref, memberId, after), missingSeconds: 0 };
    });
  }

  /** Must be called when an entity was deleted, which may have been a parent or a member. */
  public forgetSnapshots(): void {
    this.snapshots.forgetAll();
  }

  public snapshot(parent: Parent, after?: number): Promise<Snapshot> {
    return this.service.bearers.call(parent, (ref) => this.snapshots.get(ref, after));
  }

  /** One list for each role. */
  public async members(parent: Parent): Promise<ListedMember[]> {
    const members: ListedMember[] = [];
    for (const role of this.calls.roles) members.push(...(await allOf(this.pages(parent, role))));
    return members;
  }

  /**
   * Finds a member in the list; undefined if it does not tell, or must not be read.
   *
   * @param known The value in the state of what the list does not have.
   */
  private async listed(
    parent: Parent,
    memberId: string,
    known: string,
    after?: number,
  ): Promise<MemberObservation | undefined> {
    const snapshot = await this.snapshots.get(parent, after).catch((error: unknown) => {
      if (!isChimeError(error, "forbidden")) throw error;
      this.unlistable.add(this.withBearer(parent));
      return undefined;
    });
    const found = snapshot?.members.get(memberId);
    if (found)
      return { found: { ...found, attributes: { [this.calls.attribute]: known } }, missingSeconds: 0 };
    const isGone = snapshot?.parentExists === false || (snapshot !== undefined && this.calls.listIsComplete);
    return isGone ? { found: undefined, missingSeconds: snapshot.secondsWithout(memberId) } : undefined;
  }

  private withBearer(parent: Parent): string {
    return `${this.service.bearerOf(parent)} in ${this.service.arnOf(parent)}`;
  }

  private countRead(parent: Parent): number {
    const arn = this.service.arnOf(parent);
    const count = (this.reads.get(arn) ?? 0) + 1;
    this.reads.set(arn, count);
    return count;
  }

  private describeIfExists(
    parent: Parent,
    memberId: string,
    after?: number,
  ): Promise<FoundMember | undefined> {
    return unlessGone(
      () => this.service.accounts.confirming(this.service.arnOf(parent), this.describe(parent, memberId)),
      // All members share this read: a deleted parent is looked up once, and not for each of them.
      async () => {
        const { parentExists, members } = await this.snapshots.get(parent, after);
        return parentExists && (!this.calls.listIsComplete || members.has(memberId));
      },
    );
  }

  private creationOf(parent: Parent, member: NewMember): CallDescription {
    const { operation, purpose, ifOutcomeUnknown } = this.calls.create;
    const advice = { ...this.calls.advice, ...this.calls.create.advice };
    return { operation, purpose: purpose(parent, member), ifOutcomeUnknown, advice };
  }

  private async send(call: CallDescription, parent: Parent, member: NewMember): Promise<ResponseMetadata> {
    const creation = this.rateLimited("create", parent).call(
      call,
      201,
      (options) => this.calls.create.send(this.service.clientOf(parent), parent, member, options),
      ({ memberArn }) => memberArn === member.memberId,
    );
    const proven = this.service.accounts.proving(this.service.arnOf(parent), creation);
    return (await this.snapshots.writing(parent, proven)).$metadata;
  }

  private async describe(parent: Parent, memberId: string): Promise<FoundMember> {
    const { operation, purpose, send } = this.calls.describe;
    const { advice, roles } = this.calls;
    const call = { operation, purpose: purpose(parent, memberId), advice };
    const reply = await this.rateLimited("describe", parent).call(
      call,
      200,
      (options) => send(this.service.clientOf(parent), parent, memberId, options),
      ({ memberArn, role, attribute }) =>
        memberArn === memberId && roles.some((one) => one === role) && typeof attribute === "string",
    );
    const { role = "", attribute, createdAt } = reply;
    return { role, attributes: { [this.calls.attribute]: attribute as string }, updatedAt: createdAt };
  }

  private readMembers(parent: Parent): Promise<Map<string, FoundMember> | undefined> {
    return unlessGone(
      async () => {
        const arn = this.service.arnOf(parent);
        const members = await this.service.accounts.confirming(arn, this.members(parent));
        return new Map(members.map(({ memberArn, role }) => [memberArn, { role, attributes: {} }]));
      },
      () => this.service.parentExists(parent),
    );
  }

  private pages(parent: Parent, role: string): AsyncGenerator<ListedMember[]> {
    const { operation, purpose, send } = this.calls.list;
    const call = { operation, purpose: purpose(parent, role), advice: this.calls.advice };
    return pagesOf(call, async (token) => {
      const page = { role, params: { MaxResults: LIST_PAGE_SIZE, NextToken: token } };
      const { members = [], nextToken } = await this.rateLimited("list", parent).call(
        call,
        200,
        (options) => send(this.service.clientOf(parent), parent, page, options),
        (reply) => reply.members?.every(({ Arn: arn }) => typeof arn === "string") === true,
      );
      return { items: members.map((member) => memberOf(member, role)), nextToken };
    });
  }

  private rateLimited(call: RatedCall, parent: Parent): ApiCaller {
    return this.service.caller.rateLimited(this.service.limitsOf(call, parent));
  }
}

function memberOf({ Arn: memberArn, Name: name }: ListedIdentity, role: string): ListedMember {
  return { memberArn: memberArn as string, role, ...(name === undefined ? {} : { name }) };
}
