import { UserError } from "../userError";
import { parseChimeArn } from "./chimeArn";

/** The property that says whose setting it is. */
type Owner = "appInstanceArn" | "channelArn";

/** A setting that each app instance or channel has at most once: the form of its resource id. */
export interface SettingForm<Property extends Owner> {
  readonly property: Property;
  /** The word at the end of the id, which differs between the settings. */
  readonly word: string;
  /** What has such an id, with its article. */
  readonly inWords: string;
}

export const RETENTION: SettingForm<"appInstanceArn"> = {
  property: "appInstanceArn",
  word: "retention",
  inWords: "a retention setting of an app instance",
};

export const STREAMING: SettingForm<"appInstanceArn"> = {
  property: "appInstanceArn",
  word: "streaming",
  inWords: "a streaming configuration of an app instance",
};

export const FLOW: SettingForm<"channelArn"> = {
  property: "channelArn",
  word: "flow",
  inWords: "a channel flow association",
};

/** The resource id of the setting of an app instance or channel. No ARN of Amazon Chime contains a comma. */
export function formatSettingId({ word }: SettingForm<Owner>, arn: string): string {
  return `${arn},${word}`;
}

/**
 * The inverse of {@link formatSettingId}.
 *
 * @throws Error when `id` is malformed.
 */
export function parseSettingId<Property extends Owner>(
  form: SettingForm<Property>,
  id: string,
): Record<Property, string> {
  const { property, word, inWords } = form;
  const [arn = ""] = id.split(",");
  const kind = property === "channelArn" ? "channel" : "app-instance";
  if (parseChimeArn(arn)?.kind === kind && id === formatSettingId(form, arn))
    return { [property]: arn } as Record<Property, string>;
  throw new UserError(
    `"${id}" is not the id of ${inWords}: it has the form ${property},${word}.`,
    "Invalid id",
  );
}
