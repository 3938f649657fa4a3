import type { Retention } from "../../store/appInstance";
import { structure } from "../requestFields";
import { integer } from "../sdkConstraints";
import { timestamp } from "../sdkShapes";

const MAX_DAYS = 5475;

/** The retention in days; `undefined` if it is turned off, with empty settings. */
export function retentionDays(value: unknown): number | undefined {
  const settings = structure(value, "AppInstanceRetentionSettings");
  const ofChannels = structure(settings["ChannelRetentionSettings"] ?? {}, "ChannelRetentionSettings");
  const days = ofChannels["RetentionDays"] ?? undefined;
  return days === undefined ? undefined : integer(days, "RetentionDays", MAX_DAYS);
}

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_AppInstanceRetentionSettings.html */
export function retentionSettings(retention: Retention | undefined): object {
  return {
    AppInstanceRetentionSettings: { ChannelRetentionSettings: { RetentionDays: retention?.days } },
    InitiateDeletionTimestamp: retention === undefined ? undefined : timestamp(retention.deletion),
  };
}
