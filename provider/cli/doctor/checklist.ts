import { metadataOf } from "../../aws/errors/classify";

/** The groups of checks, in their order. */
export type CheckGroup = "versions" | "settings" | "credentials" | "rooms" | "channels";

/** The end of one check. */
export interface CheckResult {
  readonly group: CheckGroup;
  /** What was checked: an API operation, a program or a fact. */
  readonly check: string;
  /**
   * `skipped`: an option is missing, or an earlier failure makes the check useless. `notTested`: nothing harmless could show
   * it.
   */
  readonly result: "ok" | "failed" | "skipped" | "notTested";
  /** What was found, or why there is no result. */
  readonly message: string;
  /** What to do about a failure. */
  readonly advice?: string;
  /** What the service answered to the call that failed; omitted without an answer. */
  readonly answer?: ServiceAnswer;
}

/** An error answer of a service. */
export interface ServiceAnswer {
  readonly name: string;
  readonly status: number;
  readonly requestId?: string;
}

/** Whose credentials they are, according to AWS STS. */
export interface CallerIdentity {
  /** The number of the AWS account. */
  readonly account: string;
  /** The ARN of the IAM user or the session of a role. */
  readonly arn: string;
}

/** The results of a run, in their order. */
export class Checklist {
  public readonly results: CheckResult[] = [];
  /** Undefined until AWS STS has said it. */
  public identity: CallerIdentity | undefined;
  /** Whether AWS has refused the credentials, or there are none. Then every further call is skipped. */
  public hasNoCredentials = false;
  /** The secrets of the stack, which no result may contain. */
  public secrets: readonly string[] = [];

  /** @param onResult Receives each result at once, because a check may wait for a service. */
  public constructor(private readonly onResult: (result: CheckResult) => void) {}

  public add(result: CheckResult): void {
    const { message, advice } = result;
    const shown = {
      ...result,
      message: this.withoutSecrets(message),
      ...(advice === undefined ? {} : { advice: this.withoutSecrets(advice) }),
    };
    this.results.push(shown);
    this.onResult(shown);
  }

  /** A text with `[secret]` instead of the secrets. As in Pulumi's output, one or two characters count as none. */
  public withoutSecrets(text: string): string {
    return [...this.secrets]
      .filter(({ length }) => length > 2)
      .sort((one, other) => other.length - one.length)
      .reduce((shown, secret) => shown.replaceAll(secret, "[secret]"), text);
  }
}

/** What the service answered, from the error of the AWS SDK. */
export function answerIn(cause: unknown): Pick<CheckResult, "answer"> {
  const { name, status, requestId } = metadataOf(cause);
  if (status === undefined) return {};
  return { answer: { name, status, ...(requestId === undefined ? {} : { requestId }) } };
}
