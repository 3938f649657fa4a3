import type { Credential, Credentials } from "../auth/credentials";
import type { BatchError } from "../journal";
import type { Quotas, Rules } from "../options";
import type { Pages } from "../store/pages";
import type { Store } from "../store/chime/store";
import type { AppInstances } from "../store/messaging/appInstances";

/** Operations of Amazon Chime that the emulator has. */
export const CHIME_OPERATIONS = [
  "BatchCreateRoomMembership",
  "CreateRoom",
  "CreateRoomMembership",
  "DeleteRoom",
  "DeleteRoomMembership",
  "GetAccount",
  "GetRoom",
  "GetUser",
  "ListRoomMemberships",
  "ListRooms",
  "ListUsers",
  "UpdateRoom",
  "UpdateRoomMembership",
] as const;

/** Operations of Amazon Chime SDK Messaging that the emulator has. */
export const MESSAGING_OPERATIONS = [
  "BatchCreateChannelMembership",
  "CreateChannel",
  "CreateChannelMembership",
  "DeleteChannel",
  "DeleteChannelMembership",
  "DescribeChannel",
  "DescribeChannelMembership",
  "ListChannelMemberships",
  "ListChannels",
  "UpdateChannel",
] as const;

/** Operations of Amazon Chime SDK Identity that the emulator has. */
export const IDENTITY_OPERATIONS = [
  "CreateAppInstance",
  "CreateAppInstanceUser",
  "DeleteAppInstance",
  "DeleteAppInstanceUser",
  "DescribeAppInstance",
  "DescribeAppInstanceUser",
  "ListAppInstances",
  "ListAppInstanceUsers",
  "UpdateAppInstance",
  "UpdateAppInstanceUser",
] as const;

/** Operations of AWS STS that the emulator has. */
export const STS_OPERATIONS = ["AssumeRole", "GetCallerIdentity"] as const;

/** Name of an operation. */
export type OperationName =
  | (typeof CHIME_OPERATIONS)[number]
  | (typeof MESSAGING_OPERATIONS)[number]
  | (typeof IDENTITY_OPERATIONS)[number]
  | (typeof STS_OPERATIONS)[number];

/** A request whose operation is known: labels of the path and query decoded, the body still unread. */
export interface RoutedRequest {
  readonly labels: Readonly<Record<string, string>>;
  readonly query: ReadonlyMap<string, readonly string[]>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What an operation works with. */
export interface Context {
  /** Accounts and rooms. */
  readonly store: Store;
  readonly appInstances: AppInstances;
  /** The region that the call is signed for. */
  readonly region: string;
  readonly pages: Pages;
  readonly rules: Rules;
  readonly quotas: Quotas;
  readonly credentials: Credentials;
  readonly caller: Credential;
  readonly now: number;
  /** Members that a batch must fail for, by id, or in a channel by ARN. */
  readonly memberFaults: ReadonlyMap<string, string>;
}

/** What came of an operation. */
export interface Outcome {
  /** Body of the reply; empty when absent. */
  readonly output?: object;
  /** Whether the store was changed. */
  readonly written: boolean;
  readonly memberErrors?: readonly BatchError[];
}

/** How an operation is reached over HTTP, as its API page says. */
export interface HttpBinding {
  readonly method: "DELETE" | "GET" | "POST" | "PUT";
  /** With labels, e.g. `/accounts/{AccountId}`. */
  readonly path: string;
  /** Value of the query parameter `operation` (Chime and messaging) or of the form field `Action` (STS). */
  readonly selector?: string;
  /** Status of success. */
  readonly status: number;
}

/** An operation, ready to be called. */
export interface Operation {
  readonly name: OperationName;
  readonly http: HttpBinding;
  /** @throws ApiError */
  perform(request: RoutedRequest, context: Context): Outcome;
}

/** Puts an operation together of what it accepts and what it does. */
export function operation<Input>(parts: {
  name: OperationName;
  http: HttpBinding;
  /** @throws BadRequestException */
  validate: (request: RoutedRequest) => Input;
  run: (input: Input, context: Context) => Outcome;
}): Operation {
  const { name, http, validate, run } = parts;
  return { name, http, perform: (request, context) => run(validate(request), context) };
}
