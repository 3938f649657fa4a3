import type { ApiCaller } from "../call/apiCaller";
import { allOf, pagesOf } from "../call/pages";
import type { RateLimiter } from "../call/rateLimiter";
import { isOlder, isTimeKnown, serviceTime } from "../client/serviceClock";
import { alreadyExists, readBackFailed } from "../errors/chimeError";
import type { FoundMember, MemberObservation, NewMember } from "../memberships/members";
import type { MembershipApi } from "../memberships/membershipApi";
import { Snapshots, type Snapshot } from "../memberships/snapshots";
import type { VisibleAccounts } from "../visibleAccounts";
import { forRemoval } from "./channelAdvice";
import type { ListedIdentity, MembershipCalls } from "./membershipCalls";
import type { RatedCall } from "./publishedRates";
import { unlessGone } from "./unlessGone";

/** The largest page of the lists. */
const LIST_PAGE_SIZE = 50;

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
  implements MembershipApi<Parent>, MemberList<Parent>
{
  // The API declares a conflict without saying what it means, and AWS answers 403 if an operation declares no 404.
  public readonly ambiguousRefusals = ["conflict", "forbidden"] as const;
  protected readonly snapshots: Snapshots<Parent>;

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
    const { operation, purpose, ifOutcomeUnknown, send } = this.calls.create;
    const advice = { ...this.calls.advice, ...this.calls.create.advice };
    const call = { operation, purpose: purpose(parent, member), ifOutcomeUnknown, advice };
    const began = performance.now();
    const creation = this.rateLimited("create", parent).call(
      call,
      201,
      (options) => send(this.service.clientOf(parent), parent, member, options),
      ({ memberArn }) => memberArn === member.memberId,
    );
    const proven = this.service.accounts.proving(this.service.arnOf(parent), creation);
    const { $metadata } = await this.snapshots.writing(parent, proven);
    const found = await this.describe(parent, member.memberId).catch((error: unknown) => {
      throw readBackFailed(call, error);
    });
    // The reply to a create of an existing membership is not documented. If it is a success, the existing one is read.
    if (found.role !== member.role || isOlder(found.updatedAt, this.serviceTime(parent, began))) {
      throw alreadyExists(call, $metadata, true);
    }
    return found;
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

  public observe(parent: Parent, memberId: string, after?: number): Promise<MemberObservation> {
    return this.service.bearers.call(parent, async (ref) => {
      const found = await unlessGone(
        () => this.service.accounts.confirming(this.service.arnOf(parent), this.describe(ref, memberId)),
        // All members share this read: a deleted parent is looked up once, and not for each of them.
        async () => {
          const { parentExists, members } = await this.snapshots.get(ref, after);
          return parentExists && (!this.calls.listIsComplete || members.has(memberId));
        },
      );
      return { found, missingSeconds: 0 };
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

  private async describe(parent: Parent, memberId: string): Promise<FoundMember> {
    const { operation, purpose, send } = this.calls.describe;
    const { advice, roles } = this.calls;
    const call = { operation, purpose: purpose(parent, memberId), advice };
    const reply = await this.rateLimited("describe", parent).call(
      call,
      200,
      (options) => send(this.service.clientOf(parent), parent, memberId, options),
      ({ memberArn, role, attributes }) =>
        memberArn === memberId &&
        roles.some((one) => one === role) &&
        Object.values(attributes).every((value) => typeof value === "string"),
    );
    const { role = "", attributes, createdAt } = reply;
    return { role, attributes: attributes as Record<string, string>, updatedAt: createdAt };
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
