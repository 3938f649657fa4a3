import { resourceId } from "../configuration/appInstanceSeed";
import * as check from "../configuration/check";
import { seedCheck } from "../configuration/seed";
import { parseArn, type ArnKind } from "../model/arns";
import { CHANNEL_MODES, CHANNEL_PRIVACIES, MEMBERSHIP_TYPES, ROLES } from "../model/enums";
import { SDK_REGIONS } from "../model/regions";

/** The properties that requests to the admin API can have, with the check of each. */
export const PROPERTIES = {
  accountId: check.text,
  adminArn: arn("user", "bot"),
  appInstanceArn: arn("app instance"),
  arn: arn("app instance", "user", "bot", "channel", "channel-flow"),
  appInstanceBotArn: arn("bot"),
  appInstanceId: resourceId,
  appInstanceUserArn: arn("user"),
  botId: check.text,
  burst: check.integer(1),
  callsPerSecond: check.positive,
  channelArn: arn("channel"),
  channelFlowArn: arn("channel-flow"),
  channelFlowId: resourceId,
  channelId: resourceId,
  email: check.email,
  key: check.text,
  last: check.digits,
  memberArn: arn("user", "bot"),
  memberId: check.text,
  metadata: check.text,
  mode: check.oneOf(...CHANNEL_MODES),
  moderatorArn: arn("user", "bot"),
  name: check.text,
  operation: check.text,
  privacy: check.oneOf(...CHANNEL_PRIVACIES),
  rates: check.oneOf("published", "unlimited"),
  reads: check.integer(0),
  region: check.oneOf(...SDK_REGIONS),
  role: check.oneOf(...ROLES),
  roomId: check.text,
  seed: seedCheck,
  type: check.oneOf(...MEMBERSHIP_TYPES),
  userId: check.text,
  value: check.text,
} as const;

/** The name of a property. */
export type PropertyName = keyof typeof PROPERTIES;

/** The value of a property. */
export type PropertyValue<P extends PropertyName> = ReturnType<(typeof PROPERTIES)[P]>;

type Kind = ArnKind | "app instance";

function arn(...kinds: readonly Kind[]): check.Check<string> {
  return (value, at) => {
    const parsed = typeof value === "string" ? parseArn(value) : undefined;
    if (parsed !== undefined && kinds.includes(parsed.kind ?? "app instance")) return value as string;
    throw new check.CheckError(at, `the ARN of ${kinds.map(withArticle).join(" or ")}`, value);
  };
}

function withArticle(kind: Kind): string {
  return kind === "app instance" ? "an app instance" : `a ${kind.replace("-", " ")}`;
}
