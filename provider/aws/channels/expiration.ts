import { ExpirationCriterion, type Expiring } from "../../schema/channels/expirationSettings";

/** Expiration settings as requests and replies of both services have them. */
interface Settings {
  ExpirationCriterion: ExpirationCriterion | undefined;
  ExpirationDays: number | undefined;
}

/** The expiration settings as a parameter. Without them, a call removes those that exist. */
export function expirationParam({ expirationSettings: settings }: Expiring) {
  return (
    settings && {
      ExpirationCriterion: settings.expirationCriterion,
      ExpirationDays: settings.expirationDays,
    }
  );
}

/** The expiration settings in a reply. */
export function expirationOf(settings: Settings | undefined): Expiring {
  const { ExpirationCriterion: expirationCriterion, ExpirationDays: expirationDays } = settings ?? NONE;
  if (expirationCriterion === undefined || expirationDays === undefined) return {};
  return { expirationSettings: { expirationCriterion, expirationDays } };
}

const NONE: Settings = { ExpirationCriterion: undefined, ExpirationDays: undefined };

/** Whether a reply has complete expiration settings, or none. */
export function isExpiration(settings: Settings | null | undefined): boolean {
  if (settings === null || settings === undefined) return true;
  const { ExpirationCriterion: criterion, ExpirationDays: days } = settings;
  return Object.values<unknown>(ExpirationCriterion).includes(criterion) && typeof days === "number";
}
