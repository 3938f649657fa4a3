import type { Validator } from "../properties";

/** What an ARN of Amazon Chime SDK Identity or Messaging is of. */
export type ArnKind = "app-instance" | "channel" | "user" | "bot";

/** An ARN of something that belongs to an app instance, taken apart. */
export interface ChimeArn {
  kind: ArnKind;
  /** The region in which it is kept. */
  region: string;
  /** The app instance that it belongs to, or is. */
  appInstanceArn: string;
  /** What it is called within the app instance; of the app instance itself, its own id. */
  id: string;
}

/** Longer than this no ARN may be. https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_ChannelMembership.html */
const LONGEST_ARN = 1600;

// No comma, white space or control character: AWS has none in its ids, and a comma parts two ARNs of a resource's id.
const ID = "[^/,\\s\\p{Cc}]+";
const FORM = new RegExp(
  `^(arn:[a-z0-9-.]+:chime:([a-z0-9-]+):\\d{12}:app-instance/(${ID}))(?:/(channel|user|bot)/(${ID}))?$`,
  "u",
);

/** Takes an ARN apart; undefined where it is none of Amazon Chime's. */
export function parseChimeArn(value: unknown): ChimeArn | undefined {
  if (typeof value !== "string" || value.length > LONGEST_ARN) return undefined;
  const [, appInstanceArn, region, appInstanceId, kind = "app-instance", id = appInstanceId] =
    FORM.exec(value) ?? [];
  if (appInstanceArn === undefined || region === undefined || id === undefined) return undefined;
  return { kind: kind as ArnKind, region, appInstanceArn, id };
}

/** The app instance that an ARN belongs to, or is; empty where it is none of Amazon Chime's. */
export function appInstanceOf(arn: unknown): string {
  return parseChimeArn(arn)?.appInstanceArn ?? "";
}

/**
 * The id of a resource that is its ARN.
 *
 * @param kind Of what the ARN must be.
 * @param inWords The same, as errors speak of it: `a channel`.
 * @throws Error when `id` is none.
 */
export function parseArnId(id: string, kind: ArnKind, inWords: string): string {
  if (parseChimeArn(id)?.kind === kind) return id;
  throw new Error(`"${id}" is not the id of ${inWords}: that is its ARN.`);
}

/**
 * The rule for an ARN of one of these kinds.
 *
 * @param kinds Which, the usual one first.
 */
export function arnValidator(...kinds: readonly [ArnKind, ...ArnKind[]]): Validator {
  const [usual] = kinds;
  const schema = `such as arn:aws:chime:us-east-1:111122223333:app-instance/ID${usual === "app-instance" ? "" : `/${usual}/ID`}`;
  return (value) => {
    if (value === undefined || value === null) return "is required.";
    const arn = parseChimeArn(value);
    if (arn && kinds.includes(arn.kind)) return undefined;
    const is = typeof value === "string" ? `"${value.slice(0, LONGEST_ARN)}"` : typeof value;
    return `must be the ARN of a${usual === "app-instance" ? "n" : ""} ${kinds.join(" or ")}, ${schema}, not ${is}.`;
  };
}
