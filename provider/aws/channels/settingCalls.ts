import type { ResponseMetadata } from "@smithy/types";

import type { Advice } from "../errors/advice";

/**
 * The calls about one kind of setting of an app instance or a channel: what differs between the kinds.
 *
 * @typeParam Key The app instance or channel, with the bearer of the calls if they need one.
 * @typeParam Inputs The key and the values of the setting.
 * @typeParam Client The client of the AWS SDK that sends the calls.
 */
export interface SettingCalls<Key, Inputs, Client> {
  readonly advice: Advice;
  readonly get: Operation<Key> & { readonly send: Send<Client, Key, SettingReply> };
  readonly put: Operation<Inputs> & {
    /** What the next deployment does if the outcome is unknown. */
    readonly ifOutcomeUnknown: string;
    readonly send: Send<Client, Inputs, Reply>;
  };
  readonly remove: Operation<Key> & {
    /** What a failure means for the state. */
    readonly consequence: string;
    /** The status of success. */
    readonly status: number;
    readonly send: Send<Client, Key, Reply>;
  };
}

interface Operation<Subject> {
  /** Its name, such as `PutAppInstanceRetentionSettings`. */
  readonly operation: string;
  /** What it does, as errors name it. */
  readonly purpose: (subject: Subject) => string;
}

type Send<Client, Subject, R extends Reply> = (
  client: Client,
  subject: Subject,
  options: { abortSignal: AbortSignal },
) => Promise<R>;

interface Reply {
  readonly $metadata: ResponseMetadata;
}

interface SettingReply extends Reply {
  /** The values of the setting, by property: all undefined if it is not set. Undefined if the reply is incomplete. */
  readonly values: Readonly<Record<string, string | number | undefined>> | undefined;
}
