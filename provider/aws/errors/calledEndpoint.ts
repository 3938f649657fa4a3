/** Where a call was sent. */
export interface CalledEndpoint {
  /** Such as `http://127.0.0.1:8080`. */
  readonly url: string;
  /** Where the address was set, such as `AWS_ENDPOINT_URL_CHIME`. Undefined if it is the one of AWS. */
  readonly source: string | undefined;
}

const calledEndpoints = new WeakMap<object, CalledEndpoint>();

/** Remembers where a call was sent whose reply or error has this `$metadata`. */
export function rememberEndpoint($metadata: object, endpoint: CalledEndpoint): void {
  calledEndpoints.set($metadata, endpoint);
}

/** Where a call was sent that failed with this error. Undefined if it was not sent. */
export function calledEndpointOf(error: unknown): CalledEndpoint | undefined {
  const { $metadata } = (error ?? {}) as { $metadata?: object };
  return $metadata === undefined ? undefined : calledEndpoints.get($metadata);
}
