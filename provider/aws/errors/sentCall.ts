/** What the error of a call needs to know about where and how the call was sent. */
export interface SentCall {
  /** The endpoint, such as `http://127.0.0.1:8080`. */
  readonly url: string;
  /** Where the endpoint was set, such as `AWS_ENDPOINT_URL_CHIME`. Undefined if it is the one of AWS. */
  readonly endpointSource: string | undefined;
  /** The bearer of a call about a channel. Undefined for other calls. */
  readonly bearer: string | undefined;
  /** What to do if AWS rejects the credentials with an error of this name. Undefined if the name does not say why. */
  readonly adviceOnCredentials: (errorName: string) => string | undefined;
}

const sentCalls = new WeakMap<object, SentCall>();

/** Remembers the call whose reply or error has this `$metadata`. */
export function rememberCall($metadata: object, call: SentCall): void {
  sentCalls.set($metadata, call);
}

/** The call that failed with this error. Undefined if it was not sent. */
export function sentCallOf(error: unknown): SentCall | undefined {
  const { $metadata } = (error ?? {}) as { $metadata?: object };
  return $metadata === undefined ? undefined : sentCalls.get($metadata);
}
