import { asChimeError, isChimeError, type ChimeError } from "./errors/chimeError";

/**
 * The accounts that the credentials of this process can see at its endpoint.
 *
 * With the credentials of another AWS account, or at another endpoint, Amazon Chime may answer 404 to everything. So a
 * 404 means "gone" only in an account that is visible. A call that succeeded in the account proves that; otherwise one
 * check does, however many ask.
 */
export class VisibleAccounts {
  private readonly visible = new Set<string>();
  private readonly checks = new Map<string, Promise<void>>();

  /**
   * @param noun The name of such an account in errors.
   * @param check Reads the account of an id. Fails with a `ChimeError`, of the kind `notFound` if the account is not visible.
   * @param accountOf The account of an id. Default: the id is that of an account.
   */
  public constructor(
    private readonly noun: string,
    private readonly check: (id: string) => Promise<void>,
    private readonly accountOf: (id: string) => string = (id) => id,
  ) {}

  /**
   * The same accounts at another endpoint. A call that succeeds there proves nothing for this endpoint, but the check of this
   * endpoint is valid for both.
   */
  public atAnotherEndpoint(): VisibleAccounts {
    return new VisibleAccounts(this.noun, (id) => this.prove(id), this.accountOf);
  }

  /** Whether the account of this id is proved to be visible. */
  public has(id: string): boolean {
    return this.visible.has(this.accountOf(id));
  }

  /** Must be called after a call about this id has succeeded. */
  public seen(id: string): void {
    this.visible.add(this.accountOf(id));
  }

  /** Waits for a call about this id. Its success proves the account. */
  public async proving<Reply>(id: string, call: Promise<Reply>): Promise<Reply> {
    const reply = await call;
    this.seen(id);
    return reply;
  }

  /**
   * The same for a call whose 404 counts as "gone".
   *
   * @throws ChimeError of the kind `notFound` only if the account is visible.
   */
  public async confirming<Reply>(id: string, call: Promise<Reply>): Promise<Reply> {
    try {
      return await this.proving(id, call);
    } catch (error) {
      if (isChimeError(error, "notFound")) await this.confirmNotFound(id, error);
      throw error;
    }
  }

  /**
   * Checks that the account of this id is visible. Concurrent callers share one check.
   *
   * @throws ChimeError of the check, unless a call has proved the account meanwhile.
   */
  public async prove(id: string): Promise<void> {
    if (this.has(id)) return;
    try {
      await this.checkOnce(id);
    } catch (error) {
      if (!this.has(id)) throw error;
    }
  }

  private async confirmNotFound(id: string, notFound: ChimeError): Promise<void> {
    try {
      await this.prove(id);
    } catch (error) {
      throw this.unproven(notFound, asChimeError(error, notFound.call));
    }
  }

  private checkOnce(id: string): Promise<void> {
    const account = this.accountOf(id);
    const known = this.checks.get(account);
    if (known) return known;
    const check = this.proving(id, this.check(id));
    this.checks.set(account, check);
    check.catch((error: unknown) => {
      // These answers hold for the whole deployment. Any other failure may be transient.
      const isAnswer = isChimeError(error, "notFound") || isChimeError(error, "forbidden");
      if (!isAnswer) this.checks.delete(account);
    });
    return check;
  }

  private unproven(notFound: ChimeError, check: ChimeError): ChimeError {
    const isInvisible = check.kind === "notFound";
    const why = isInvisible
      ? `${this.noun} is not visible to these credentials at this endpoint`
      : `it could not be checked whether ${this.noun} is visible to these credentials`;
    return notFound.with({
      kind: "notVisible",
      reason:
        `${notFound.reason} This does not show that it is gone, because ${why}: ${check.reason} ` +
        "Nothing was removed from the Pulumi state.",
      ...(isInvisible ? {} : { advice: check.advice }),
      cause: new AggregateError([notFound, check], "The 404 is not confirmed"),
    });
  }
}
