import type { Client, Command, MetadataBearer } from "@smithy/types";

import type { ApiCaller } from "../../aws/call/apiCaller";
import type { Advice } from "../../aws/errors/advice";
import { asChimeError, ChimeError } from "../../aws/errors/chimeError";
import { answerIn, type CheckGroup, type Checklist } from "./checklist";

/** Why a call was not made, as a sentence. */
type Skipped = string;

/** Makes calls to one service that read, and records whether they are allowed. A check is named after its operation. */
export class CallChecks<Input extends object, Output extends MetadataBearer, Config> {
  /** Why all further calls would fail or wait in vain, as a sentence. */
  private blocked: string | undefined;

  /** @param advice The advice on failed calls to the service. */
  public constructor(
    private readonly group: CheckGroup,
    private readonly client: Client<Input, Output, Config>,
    private readonly caller: ApiCaller,
    private readonly checklist: Checklist,
    private readonly advice: Advice,
  ) {}

  /**
   * Makes a call, and records the result.
   *
   * @param purpose What the call does, such as `read the account`.
   */
  public async check<In extends Input, Reply extends Output>(
    purpose: string,
    command: Command<Input, In, Output, Reply, Config>,
    advice?: Advice,
  ): Promise<Reply | ChimeError | Skipped> {
    const outcome = await this.attempt(purpose, command, advice);
    if (isReply(outcome)) this.ok(operationOf(command), `Can ${purpose}.`);
    else this.notOk(operationOf(command), outcome);
    return outcome;
  }

  /** Makes a call without recording it. */
  public async attempt<In extends Input, Reply extends Output>(
    purpose: string,
    command: Command<Input, In, Output, Reply, Config>,
    advice?: Advice,
  ): Promise<Reply | ChimeError | Skipped> {
    if (this.checklist.hasNoCredentials) return "There are no credentials that AWS accepts.";
    if (this.blocked !== undefined) return this.blocked;
    const call = { operation: operationOf(command), purpose, advice: { ...this.advice, ...advice } };
    try {
      return await this.caller.call(call, 200, (options) => this.client.send(command, options));
    } catch (error) {
      const failure = asChimeError(error, call);
      if (failure.kind === "credentials") this.checklist.hasNoCredentials = true;
      if (["unreachable", "notChime"].includes(failure.kind))
        this.block(`The service did not answer ${call.operation}.`);
      return failure;
    }
  }

  /** Skips all further calls. */
  public block(reason: string): void {
    this.blocked = reason;
  }

  public ok(check: string, message: string): void {
    this.checklist.add({ group: this.group, check, result: "ok", message });
  }

  /** Records a call that failed, or why none was made. */
  public notOk(check: string, outcome: ChimeError | Skipped): void {
    if (outcome instanceof ChimeError) {
      const { call, reason, advice, cause } = outcome;
      this.fail(check, `Could not ${call.purpose}: ${reason}`, advice, cause);
    } else this.skip(check, outcome);
  }

  public skip(check: string, message: string): void {
    this.checklist.add({ group: this.group, check, result: "skipped", message });
  }

  /** @param cause The error of the AWS SDK, if a call failed. */
  public fail(check: string, message: string, advice: string, cause?: unknown): void {
    this.checklist.add({ group: this.group, check, result: "failed", message, advice, ...answerIn(cause) });
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
}

/** Whether a call got a reply. */
export function isReply<Reply extends object>(outcome: Reply | ChimeError | Skipped): outcome is Reply {
  return typeof outcome !== "string" && !(outcome instanceof ChimeError);
}

// The SDK names its commands after the operations.
function operationOf(command: object): string {
  return command.constructor.name.replace(/Command$/, "");
}
