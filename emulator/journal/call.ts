import type { MembershipType, Role } from "../model/enums";

/** A member in a batch request. */
export interface BatchMember {
  readonly memberId: string;
  readonly role?: string;
}

/** An entry in the `Errors` of a batch reply. */
export interface BatchError {
  /** For a channel, the ARN of the member. */
  readonly memberId: string;
  readonly errorCode: string;
}

/** One call to the emulator. It has ids, but never a name, an email address, a signature or a secret. */
export interface Call {
  /** 1 for the first call since the start; `clear` does not reset it. */
  readonly sequence: number;
  /** When the call arrived, in ISO 8601. */
  readonly time: string;
  /** `UnknownOperation` if the emulator does not have it. */
  readonly operation: string;
  /** If the operation is unknown: its name, as far as the request tells, method and path. */
  readonly request?: string;
  readonly requestId: string;
  readonly accountId?: string;
  readonly roomId?: string;
  /** The member or user in the request; a batch has `members` instead. */
  readonly memberId?: string;
  /** The requested role, valid or not. */
  readonly role?: Role | (string & {});
  readonly members?: readonly BatchMember[];
  /** The region that the call is signed for. */
  readonly region?: string;
  /** The value of the header `x-amz-chime-bearer`. */
  readonly bearer?: string;
  readonly appInstanceArn?: string;
  readonly channelArn?: string;
  /** The channel member, app instance user, bot, administrator or moderator in the request; a batch has `memberArns` instead. */
  readonly memberArn?: string;
  readonly memberArns?: readonly string[];
  /** The requested type of a channel membership, valid or not. */
  readonly type?: MembershipType | (string & {});
  readonly accessKeyId?: string;
  /** The number of the attempt, as the client reports it in `amz-sdk-request`. */
  readonly attempt?: number;
  /** Equal for all attempts of one command (`amz-sdk-invocation-id`). */
  readonly invocationId?: string;
  /** The faults that were applied to the call, for example `cut afterWrite`. */
  readonly faults: readonly string[];
  /** Whether the store was changed. */
  readonly written: boolean;
  /** Whether the call is complete. */
  readonly ended: boolean;
  /** From the arrival to the reply, or to the end of the connection. Absent while the call is pending. */
  readonly durationMs?: number;
  /** The HTTP status of the reply. Absent while the call is pending, and if the connection was cut. */
  readonly status?: number;
  /** The name of the error in the reply. */
  readonly error?: string;
  readonly memberErrors?: readonly BatchError[];
}

/** Selects calls: by the values of properties, or by a function. */
export type CallFilter = Partial<Call> | ((call: Call) => boolean);

/** Whether a call matches a filter. */
export function callMatches(call: Call, filter: CallFilter): boolean {
  if (typeof filter === "function") return filter(call);
  return Object.entries(filter).every(([key, value]) => call[key as keyof Call] === value);
}

/** The filter as text, for an error message. */
export function describeFilter(filter: CallFilter): string {
  return typeof filter === "function" ? filter.toString() : JSON.stringify(filter);
}
