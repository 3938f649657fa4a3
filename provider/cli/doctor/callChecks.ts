import type { ResponseMetadata } from "@smithy/types";

import type { ApiCaller, Send } from "../../aws/call/apiCaller";
import type { Advice } from "../../aws/errors/advice";
import { asChimeError, ChimeError, type CallDescription } from "../../aws/errors/chimeError";
import { answerIn, type CheckGroup, type Checklist } from "./checklist";

/** Why a call was not made, as a sentence. */
type Skipped = string;

/** Makes calls to one service that read, and records whether they are allowed. */
export class CallChecks {
  /** The operation that nobody or another server has answered: further calls would wait in vain. */
  private unanswered: string | undefined;

  /** @param advice The advice on failed calls to the service. */
  public constructor(
    private readonly group: CheckGroup,
    private readonly caller: ApiCaller,
    private readonly checklist: Checklist,
    private readonly advice: Advice,
  ) {}

  /**
   * Makes a call, and records the result.
   *
   * @returns The reply; undefined if the call failed or was skipped.
   */
  public async check<Reply extends { $metadata: ResponseMetadata }>(
    call: CallDescription,
    send: Send<Reply>,
  ): Promise<Reply | undefined> {
    const outcome = await this.attempt(call, send);
    this.record(call, outcome);
    return this.isReply(outcome) ? outcome : undefined;
  }

  /** Makes a call without recording it. */
  public async attempt<Reply extends { $metadata: ResponseMetadata }>(
    call: CallDescription,
    send: Send<Reply>,
  ): Promise<Reply | ChimeError | Skipped> {
    if (this.checklist.hasNoCredentials) return "There are no credentials that AWS accepts.";
    if (this.unanswered !== undefined) return `The service did not answer ${this.unanswered}.`;
    const advised = { ...call, advice: { ...this.advice, ...call.advice } };
    try {
      return await this.caller.call(advised, 200, send);
    } catch (error) {
      const failure = asChimeError(error, advised);
      if (failure.kind === "credentials") this.checklist.hasNoCredentials = true;
      if (["unreachable", "notChime"].includes(failure.kind)) this.unanswered = call.operation;
      return failure;
    }
  }

  /** Records the outcome of {@link attempt}. */
  public record({ operation, purpose }: CallDescription, outcome: object | Skipped): void {
    if (typeof outcome === "string") this.skip(operation, outcome);
    else if (outcome instanceof ChimeError) this.fail(operation, purpose, outcome);
    else this.ok(operation, `Can ${purpose}.`);
  }

  /** Whether {@link attempt} got a reply. */
  public isReply<Reply extends object>(outcome: Reply | ChimeError | Skipped): outcome is Reply {
    return typeof outcome !== "string" && !(outcome instanceof ChimeError);
  }

  public ok(check: string, message: string): void {
    this.checklist.add({ group: this.group, check, result: "ok", message });
  }

  public skip(check: string, message: string): void {
    this.checklist.add({ group: this.group, check, result: "skipped", message });
  }

  /** Records that an ARN is of another AWS account than the credentials, as far as that is known. */
  public checkOwner(arn: string): void {
    const { identity } = this.checklist;
    const owner = arn.split(":")[4] ?? "";
    if (identity === undefined || identity.account === owner) return;
    const message = `The ARN is of the AWS account ${owner}, and the credentials are of ${identity.account}.`;
    const advice = "Check the ARN, --profile and AWS_PROFILE.";
    this.checklist.add({ group: this.group, check: "AWS account", result: "failed", message, advice });
  }

  /** Records the permissions of calls that change something, which are never made. */
  public writesNotTested(operations: readonly string[]): void {
    this.notTested(
      "writes",
      "A call would change something, so these permissions are not tested",
      operations,
    );
  }

  /** Records the permissions of calls that are not made, and why. */
  public notTested(check: string, why: string, operations: readonly string[]): void {
    const actions = operations.map((operation) => `chime:${operation}`).join(", ");
    this.checklist.add({ group: this.group, check, result: "notTested", message: `${why}: ${actions}.` });
  }

  private fail(check: string, purpose: string, { reason, advice, cause }: ChimeError): void {
    const message = `Could not ${purpose}: ${reason}`;
    this.checklist.add({ group: this.group, check, result: "failed", message, advice, ...answerIn(cause) });
  }
}
