import { STS_OPERATIONS } from "../operations/operation";
import {
  readLagCheck,
  ruleCheck,
  throttleCheck,
  type FaultMatch,
  type FaultRule,
  type OutcomeFault,
  type ReadLag,
  type Throttle,
} from "./rules";
import { TokenBucket } from "./tokenBucket";

/** What a call is about, as far as faults care. */
export interface Subject {
  readonly operation: string;
  readonly accountId?: string | undefined;
  readonly roomId?: string | undefined;
  readonly appInstanceArn?: string | undefined;
  readonly channelArn?: string | undefined;
  readonly memberIds: readonly (string | undefined)[];
  readonly memberArns: readonly (string | undefined)[];
}

/** What shall happen to one call. */
export interface Plan {
  readonly delayMs: number;
  readonly outcome: OutcomeFault | undefined;
  /** Error codes by member id or ARN, for a batch. */
  readonly memberErrors: ReadonlyMap<string, string>;
  /** The faults in words. */
  readonly names: readonly string[];
}

/** A rule that was injected. */
export interface InjectedFault {
  /** How many calls it has struck so far. */
  readonly applied: number;
}

interface Active {
  readonly rule: FaultRule;
  applied: number;
}

const THROTTLED: OutcomeFault = { operation: "*", kind: "error", error: "ThrottledClientException" };

/** Things that go wrong on demand. */
export class Faults {
  private rules: Active[] = [];
  private throttling: Throttle | undefined;
  private buckets = new Map<string, TokenBucket>();
  private lag = 0;

  /** @param now milliseconds since 1970 */
  constructor(private readonly now: () => number) {}

  /**
   * Adds a rule. A call meets every delay and every member error that matches, and of all others the first that
   * was injected and is not used up.
   */
  inject(rule: FaultRule): InjectedFault {
    const active: Active = { rule: ruleCheck(rule, ""), applied: 0 };
    this.rules.push(active);
    return active;
  }

  /** Limits the rate of calls from now on; beyond it, ThrottledClientException without a Retry-After. */
  throttle(throttle: Throttle): void {
    this.throttling = throttleCheck(throttle, "");
    this.buckets = new Map();
  }

  /** Lets lists and descriptions miss the last writes, those of the past that are still unseen included. */
  setReadLag(lag: ReadLag): void {
    this.lag = readLagCheck(lag, "").reads;
  }

  /** How many reads a write of a membership stays unseen. */
  readonly readLag = (): number => this.lag;

  /** Back to normal: no rules, no throttling, no lag. */
  clear(): void {
    this.rules = [];
    this.throttling = undefined;
    this.lag = 0;
  }

  /** Decides what happens to a call, and uses up the rules it meets. */
  plan(subject: Subject): Plan {
    const met = this.rules.filter((active) => left(active) && matches(active.rule, subject));
    const delays = met.filter(({ rule }) => rule.kind === "delay");
    const memberErrors = met.filter(({ rule }) => rule.kind === "memberError");
    const first = met.find(({ rule }) => rule.kind !== "delay" && rule.kind !== "memberError");
    const struck = [...delays, ...memberErrors, ...(first === undefined ? [] : [first])];
    for (const active of struck) active.applied += 1;
    const throttled = first === undefined && this.throttles(subject);
    return {
      delayMs: delays.reduce((sum, { rule }) => sum + (rule.kind === "delay" ? rule.milliseconds : 0), 0),
      outcome: throttled ? THROTTLED : (first?.rule as OutcomeFault | undefined),
      memberErrors: new Map(memberErrors.flatMap(({ rule }) => memberError(rule))),
      names: [...struck.map(({ rule }) => describe(rule)), ...(throttled ? ["throttle"] : [])],
    };
  }

  private throttles({ operation, accountId, appInstanceArn }: Subject): boolean {
    if (this.throttling === undefined || isSts(operation)) return false;
    const counted = accountId ?? appInstanceArn ?? "";
    const { callsPerSecond, burst = Math.max(1, Math.floor(callsPerSecond)) } = this.throttling;
    const bucket = this.buckets.get(counted) ?? new TokenBucket(callsPerSecond, burst, this.now);
    this.buckets.set(counted, bucket);
    return !bucket.take();
  }
}

function left({ rule, applied }: Active): boolean {
  return rule.times === "always" || applied < (rule.times ?? 1);
}

function matches(rule: FaultMatch, subject: Subject): boolean {
  if (rule.operation === "*" ? isSts(subject.operation) : rule.operation !== subject.operation) return false;
  if (rule.roomId !== undefined && rule.roomId !== subject.roomId) return false;
  if (rule.channelArn !== undefined && rule.channelArn !== subject.channelArn) return false;
  if (rule.memberArn !== undefined && !subject.memberArns.includes(rule.memberArn)) return false;
  return rule.memberId === undefined || subject.memberIds.includes(rule.memberId);
}

function isSts(operation: string): boolean {
  return (STS_OPERATIONS as readonly string[]).includes(operation);
}

function memberError(rule: FaultRule): [string, string][] {
  if (rule.kind !== "memberError") return [];
  const member = rule.operation === "BatchCreateRoomMembership" ? rule.memberId : rule.memberArn;
  return [[member, rule.errorCode]];
}

function describe(rule: FaultRule): string {
  switch (rule.kind) {
    case "error":
      return [rule.kind, rule.error, ...(rule.when === "afterWrite" ? [rule.when] : [])].join(" ");
    case "cut":
    case "hang":
      return `${rule.kind} ${rule.when}`;
    case "delay":
      return `${rule.kind} ${rule.milliseconds} ms`;
    case "proxyError":
      return `${rule.kind} ${rule.status}`;
    case "memberError":
      return `${rule.kind} ${rule.errorCode}`;
    case "garbled":
    case "captivePortal":
      return rule.kind;
  }
}
