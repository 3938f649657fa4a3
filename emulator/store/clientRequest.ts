/** A call that creates something and has an idempotency token. */
export interface ClientRequest {
  /** The ClientRequestToken. */
  readonly token: string;
  /** The other parameters, as JSON. */
  readonly content: string;
}
