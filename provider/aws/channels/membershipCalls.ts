import type { ResponseMetadata } from "@smithy/types";

import type { Advice } from "../errors/advice";
import type { NewMember } from "../memberships/members";

/**
 * The calls about one kind of memberships of the Amazon Chime SDK: what differs between the kinds.
 *
 * @typeParam Parent The channel or app instance, with the bearer of the calls if they need one.
 * @typeParam Client The client of the AWS SDK that sends the calls.
 */
export interface MembershipCalls<Parent, Client> {
  readonly advice: Advice;
  /** The roles that exist: an empty one for a kind without roles. */
  readonly roles: readonly string[];
  /** The output that only a Describe has, and no list. */
  readonly attribute: string;
  /** Whether everybody who may list the members sees all of them, so that a list shows who is none. */
  readonly listIsComplete: boolean;
  readonly create: Operation<Parent, NewMember> & {
    /** What the next deployment does if the outcome is unknown. */
    readonly ifOutcomeUnknown: string;
    /** The advice where it is another one. */
    readonly advice?: Advice;
    readonly send: Send<Client, Parent, NewMember, MemberReply>;
  };
  readonly describe: Operation<Parent, string> & {
    readonly send: Send<Client, Parent, string, DescribeReply>;
  };
  readonly remove: Operation<Parent, string> & {
    /** What a failure means for the state. */
    readonly consequence: string;
    readonly send: Send<Client, Parent, string, Reply>;
  };
  /** Lists the members of a role. */
  readonly list: Operation<Parent, string> & {
    readonly send: Send<Client, Parent, PageRequest, ListReply>;
  };
}

/** An operation on a member, or on the members of a role. */
interface Operation<Parent, Subject> {
  /** Its name, such as `DeleteChannelMembership`. */
  readonly operation: string;
  /** What it does, as errors name it. */
  readonly purpose: (parent: Parent, subject: Subject) => string;
}

type Send<Client, Parent, Subject, R extends Reply> = (
  client: Client,
  parent: Parent,
  subject: Subject,
  options: { abortSignal: AbortSignal },
) => Promise<R>;

/** A page of a list. */
export interface PageRequest {
  readonly role: string;
  readonly params: { readonly MaxResults: number; readonly NextToken: string | undefined };
}

interface Reply {
  readonly $metadata: ResponseMetadata;
}

interface MemberReply extends Reply {
  /** Whom the reply is about. */
  readonly memberArn: unknown;
}

interface DescribeReply extends MemberReply {
  /** As in {@link MembershipCalls.roles}. */
  readonly role: string | undefined;
  /** The value of {@link MembershipCalls.attribute}. */
  readonly attribute: unknown;
  readonly createdAt: Date | undefined;
}

interface ListReply extends Reply {
  /** Undefined if the reply has no list. */
  readonly members: readonly ListedIdentity[] | undefined;
  readonly nextToken: string | undefined;
}

/** A member as a list has it. The name is personal data. */
export interface ListedIdentity {
  readonly Arn?: unknown;
  readonly Name?: string | undefined;
}

/**
 * Reads the members of a reply; undefined if they are no list.
 *
 * @param property The property of an item that has the member.
 */
export function identitiesIn(list: unknown, property: string): ListedIdentity[] | undefined {
  if (!Array.isArray(list)) return undefined;
  return list.map((item: Record<string, ListedIdentity | null> | null) => item?.[property] ?? {});
}
