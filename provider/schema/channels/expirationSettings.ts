import { UserError } from "../userError";
import type { Properties } from "../properties";
import { isUnknown } from "../unknownValue";
import { validateChoice, type Validator } from "../validators";

/**
 * The time that the days of {@link ExpirationSettings} count from.
 *
 * Source: https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_ExpirationSettings.html
 */
export const ExpirationCriterion = {
  /** When it was created. */
  CREATED_TIMESTAMP: "CREATED_TIMESTAMP",
  /** When the last message was sent. Only for channels. */
  LAST_MESSAGE_TIMESTAMP: "LAST_MESSAGE_TIMESTAMP",
} as const;

/** One of the values of {@link ExpirationCriterion}. */
export type ExpirationCriterion = (typeof ExpirationCriterion)[keyof typeof ExpirationCriterion];

/** When Amazon Chime deletes a channel or a user by itself. */
export interface ExpirationSettings {
  /** The time that the days count from. */
  expirationCriterion: ExpirationCriterion;
  /** The days after that time: 1 to 5,475, which are 15 years. */
  expirationDays: number;
}

/** The inputs of a resource that can expire. */
export interface Expiring {
  expirationSettings?: ExpirationSettings;
}

/** The most days of an expiration or a retention setting. */
export const MOST_DAYS = 5475;

/** Validates optional expiration settings with one of these criteria. */
export function expirationValidator(criteria: readonly ExpirationCriterion[]): Validator {
  return (value) => {
    if (value === undefined || value === null) return undefined;
    if (typeof value !== "object" || Array.isArray(value))
      return "must have the properties expirationCriterion and expirationDays.";
    const { expirationCriterion: criterion, expirationDays: days, ...others } = value as Properties;
    const [unexpected] = Object.keys(others);
    if (unexpected !== undefined)
      return `must have only the properties expirationCriterion and expirationDays, not ${unexpected}.`;
    const problem = isUnknown(criterion) ? undefined : validateChoice(criterion, criteria);
    if (problem !== undefined) return `has an expirationCriterion that ${problem}`;
    return isUnknown(days) || isDays(days)
      ? undefined
      : `must have a whole number of 1 to ${MOST_DAYS} as expirationDays.`;
  };
}

/** Whether a value is a number of days that the API accepts. */
export function isDays(days: unknown): days is number {
  return typeof days === "number" && Number.isInteger(days) && days >= 1 && days <= MOST_DAYS;
}

const validateAny = expirationValidator(Object.values(ExpirationCriterion));

/**
 * The expiration settings in checked inputs or in a state.
 *
 * @throws UserError if they are set and malformed.
 */
export function expirationIn({ expirationSettings: settings }: Properties): Expiring {
  if (settings === undefined || settings === null) return {};
  if (validateAny(settings) !== undefined)
    throw new UserError("expirationSettings is not what a check accepts.", "Unexpected property");
  return { expirationSettings: settings as ExpirationSettings };
}
