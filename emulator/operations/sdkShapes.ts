import type { AppInstance } from "../store/appInstance";

/*
 * The shapes that Amazon Chime SDK messaging and identity share.
 */

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_Identity.html */
export function identity(instance: AppInstance, arn: string): object {
  return { Arn: arn, Name: instance.participants.get(arn)?.name };
}

/** Seconds since 1970, the default timestamp format of the protocol. */
export function timestamp(date: Date): number {
  return date.getTime() / 1000;
}

/** The time of the creation and of the last update. */
export function timestamps({ created, updated }: { created: Date; updated: Date }): object {
  return { CreatedTimestamp: timestamp(created), LastUpdatedTimestamp: timestamp(updated) };
}
