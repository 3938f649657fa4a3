import { STS_OPERATIONS } from "../model/operationNames";
import { TokenBucket } from "../throttling/tokenBucket";
import {
  readLagCheck,
  ruleCheck,
  throttleCheck,
  type FaultRule,
  type OutcomeFault,
  type ReadLag,
  type Throttle,
} from "./faultRules";

/** The properties of a call that rules can match. */
export interface CallTarget {
  readonly operation: string;
  readonly accountId?: string | undefined;
  readonly roomId?: string | undefined;
  readonly appInstanceArn?: string | undefined;
  readonly channelArn?: string | undefined;
  readonly memberIds: readonly (string | undefined)[];
  readonly memberArns: readonly (string | undefined)[];
}

/** The faults of one call. */
export interface CallFaults {
  readonly delayMs: number;
  readonly outcome: OutcomeFault | undefined;
  /** Error codes by member id or ARN, for a batch. */
  readonly memberErrors: ReadonlyMap<string, string>;
  /** Descriptions of the faults, for the journal. */
  readonly names: readonly string[];
}

/** The faults that are active now. */
export interface ActiveFaults {
  readonly rules: readonly (FaultRule & InjectedFault)[];
  readonly throttle?: Throttle;
  readonly readLag: ReadLag;
}

/** A rule that was injected. */
export interface InjectedFault {
  /** The number of calls that the rule has been applied to. */
  readonly applied: number;
}

interface ActiveRule {
  readonly rule: FaultRule;
  applied: number;
}

const THROTTLED: OutcomeFault = { operation: "*", kind: "error", error: "ThrottledClientException" };

/** The faults that a test injects. */
export class Faults {
  private rules: ActiveRule[] = [];
  private throttling: Throttle | undefined;
  private buckets = new Map<string, TokenBucket>();
  private lag = 0;

  /** @param now milliseconds since 1970 */
  constructor(private readonly now: () => number) {}

  /**
   * Adds a rule. All matching delays and member errors apply to a call. Of the other matching rules only the oldest
   * applies that is not used up.
   */
  inject(rule: FaultRule): InjectedFault {
    const active: ActiveRule = { rule: ruleCheck(rule, ""), applied: 0 };
    this.rules.push(active);
    return active;
  }

  /** Limits the rate of calls. Calls above it fail with ThrottledClientException, without a Retry-After header. */
  throttle(throttle: Throttle): void {
    this.throttling = throttleCheck(throttle, "");
    this.buckets = new Map();
  }

  /** Makes lists and descriptions return memberships as they were before the last writes. */
  setReadLag(lag: ReadLag): void {
    this.lag = readLagCheck(lag, "").reads;
  }

  /** The rules that are not used up, with how often they were applied, the throttle and the lag. */
  active(): ActiveFaults {
    const rules = this.rules.filter((active) => !isUsedUp(active));
    return {
      rules: rules.map(({ rule, applied }) => ({ ...rule, applied })),
      ...(this.throttling === undefined ? {} : { throttle: this.throttling }),
      readLag: { reads: this.lag },
    };
  }

  /** The number of reads that do not return a write to a membership. */
  readonly readLag = (): number => this.lag;

  /** Removes all rules, the throttle and the lag. */
  clear(): void {
    this.rules = [];
    this.throttling = undefined;
    this.lag = 0;
  }

  /** The faults of a call. Counts it towards the limits of the rules that apply. */
  plan(call: CallTarget): CallFaults {
    const matching = this.rules.filter((active) => !isUsedUp(active) && matches(active.rule, call));
    const delays = matching.filter(({ rule }) => rule.kind === "delay");
    const memberErrors = matching.filter(({ rule }) => rule.kind === "memberError");
    const outcome = matching.find(({ rule }) => rule.kind !== "delay" && rule.kind !== "memberError");
    const applied = [...delays, ...memberErrors, ...(outcome === undefined ? [] : [outcome])];
    for (const active of applied) active.applied += 1;
    const throttled = outcome === undefined && this.isThrottled(call);
    return {
      delayMs: delays.reduce((sum, { rule }) => sum + (rule.kind === "delay" ? rule.milliseconds : 0), 0),
      outcome: throttled ? THROTTLED : (outcome?.rule as OutcomeFault | undefined),
      memberErrors: new Map(memberErrors.flatMap(({ rule }) => memberError(rule))),
      names: [...applied.map(({ rule }) => describe(rule)), ...(throttled ? ["throttle"] : [])],
    };
  }

  private isThrottled({ operation, accountId, appInstanceArn }: CallTarget): boolean {
    if (this.throttling === undefined || isSts(operation)) return false;
    const key = accountId ?? appInstanceArn ?? "";
    const { callsPerSecond, burst = Math.max(1, Math.floor(callsPerSecond)) } = this.throttling;
    const bucket = this.buckets.get(key) ?? new TokenBucket(callsPerSecond, burst, this.now);
    this.buckets.set(key, bucket);
    return !bucket.take();
  }
}

function isUsedUp({ rule, applied }: ActiveRule): boolean {
  return rule.times !== "always" && applied >= (rule.times ?? 1);
}

function matches(rule: FaultRule, call: CallTarget): boolean {
  if (rule.operation === "*" ? isSts(call.operation) : rule.operation !== call.operation) return false;
  if (rule.roomId !== undefined && rule.roomId !== call.roomId) return false;
  if (rule.channelArn !== undefined && rule.channelArn !== call.channelArn) return false;
  if (rule.memberArn !== undefined && !call.memberArns.includes(rule.memberArn)) return false;
  return rule.memberId === undefined || call.memberIds.includes(rule.memberId);
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
