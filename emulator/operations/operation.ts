import type { Credential, CredentialStore } from "../auth/credentialStore";
import type { Quotas, Rules } from "../configuration/options";
import type { BatchError } from "../journal/call";
import type { OperationName } from "../model/operationNames";
import type { AppInstanceStore } from "../store/appInstanceStore";
import type { RoomStore } from "../store/roomStore";
import type { Pagination } from "./pagination";

/** A request that has been routed to an operation. Path labels and query are decoded, the body is raw. */
export interface RoutedRequest {
  readonly labels: Readonly<Record<string, string>>;
  readonly query: ReadonlyMap<string, readonly string[]>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What an operation works with. */
export interface Context {
  readonly rooms: RoomStore;
  readonly appInstances: AppInstanceStore;
  /** The region that the call is signed for. */
  readonly region: string;
  readonly pagination: Pagination;
  readonly rules: Rules;
  readonly quotas: Quotas;
  readonly credentials: CredentialStore;
  readonly caller: Credential;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Error codes of the members that a batch must fail for, by member id or ARN. */
  readonly memberFaults: ReadonlyMap<string, string>;
}

/** The result of an operation. */
export interface Outcome {
  /** The body of the reply. Absent: an empty body. */
  readonly output?: object;
  /** Whether the store was changed. */
  readonly written: boolean;
  readonly memberErrors?: readonly BatchError[];
}

/** The HTTP binding of an operation, as on its API page. */
export interface HttpBinding {
  readonly method: "DELETE" | "GET" | "POST" | "PUT";
  /** With labels, for example `/accounts/{AccountId}`. */
  readonly path: string;
  /**
   * The value of the query parameter `operation`, or `scope` of a GET (Chime, messaging and identity), or of the form
   * field `Action` (STS).
   */
  readonly selector?: string;
  /** The HTTP status of a successful reply. */
  readonly status: number;
}

/** An operation of a service. */
export interface Operation {
  readonly name: OperationName;
  readonly http: HttpBinding;
  /** Whether requests must be signed. */
  readonly signed: boolean;
  /** @throws ApiError */
  perform(request: RoutedRequest, context: Context): Outcome;
}

/** Defines an operation by its binding, its validation and what it does. */
export function operation<Input>(parts: {
  name: OperationName;
  http: HttpBinding;
  /** Default true. */
  signed?: boolean;
  /** @throws BadRequestException */
  validate: (request: RoutedRequest) => Input;
  run: (input: Input, context: Context) => Outcome;
}): Operation {
  const { name, http, signed = true, validate, run } = parts;
  return { name, http, signed, perform: (request, context) => run(validate(request), context) };
}
