import type { AppInstance, Entry, Participant } from "../../store/appInstance";
import { identity, timestamp, timestamps } from "../sdkShapes";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_AppInstance.html */
export function appInstance(instance: AppInstance): object {
  return { ...appInstanceSummary(instance), ...timestamps(instance) };
}

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_AppInstanceSummary.html */
export function appInstanceSummary({ arn, name, metadata }: AppInstance): object {
  return { AppInstanceArn: arn, Name: name, Metadata: metadata };
}

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_AppInstanceUser.html */
export function appInstanceUser(user: Participant): object {
  return { ...appInstanceUserSummary(user), ...timestamps(user), ExpirationSettings: user.expiration };
}

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_AppInstanceUserSummary.html */
export function appInstanceUserSummary({ arn, name, metadata }: Participant): object {
  return { AppInstanceUserArn: arn, Name: name, Metadata: metadata };
}

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_AppInstanceAdmin.html */
export function appInstanceAdmin(instance: AppInstance, { memberArn, created }: Entry): object {
  return {
    Admin: identity(instance, memberArn),
    AppInstanceArn: instance.arn,
    CreatedTimestamp: timestamp(created),
  };
}

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_AppInstanceBot.html */
export function appInstanceBot(bot: Participant): object {
  return { ...appInstanceBotSummary(bot), ...timestamps(bot), Configuration: bot.configuration };
}

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_AppInstanceBotSummary.html */
export function appInstanceBotSummary({ arn, name, metadata }: Participant): object {
  return { AppInstanceBotArn: arn, Name: name, Metadata: metadata };
}
