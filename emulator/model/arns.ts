/** What an app instance contains. */
export type ArnKind = "user" | "bot" | "channel" | "channel-flow";

/** The parts of an ARN of Amazon Chime SDK messaging. */
export interface ParsedArn {
  readonly region: string;
  readonly awsAccountId: string;
  /** The ARN of the app instance itself, or of the app instance that contains the resource. */
  readonly appInstanceArn: string;
  /** Absent for an app instance. */
  readonly kind?: ArnKind;
  /** The id within the app instance. */
  readonly id?: string;
}

const ARN =
  /^(arn:aws:chime:(?<region>[a-z0-9-]+):(?<account>\d{12}):app-instance\/[^/]+)(?:\/(?<kind>user|bot|channel|channel-flow)\/(?<id>[^/]+))?$/;

/** The ARN of an app instance. */
export function appInstanceArn(region: string, awsAccountId: string, id: string): string {
  return `arn:aws:chime:${region}:${awsAccountId}:app-instance/${id}`;
}

/** The ARN of a user, bot, channel or channel flow of an app instance. */
export function innerArn(appInstanceArn: string, kind: ArnKind, id: string): string {
  return `${appInstanceArn}/${kind}/${id}`;
}

/** Parses the ARN of an app instance, user, bot, channel or channel flow; `undefined` for anything else. */
export function parseArn(arn: string): ParsedArn | undefined {
  const match = ARN.exec(arn);
  const { region, account: awsAccountId, kind, id } = match?.groups ?? {};
  if (match?.[1] === undefined || region === undefined || awsAccountId === undefined) return undefined;
  const outer = { region, awsAccountId, appInstanceArn: match[1] };
  return kind === undefined || id === undefined ? outer : { ...outer, kind: kind as ArnKind, id };
}
