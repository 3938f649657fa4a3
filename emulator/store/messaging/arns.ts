/** What can be inside an app instance. */
export type ArnKind = "user" | "bot" | "channel";

/** An ARN of Amazon Chime SDK messaging, taken apart. */
export interface ParsedArn {
  readonly region: string;
  /** The AWS account. */
  readonly owner: string;
  /** ARN of the app instance that it is, or that it is in. */
  readonly appInstanceArn: string;
  /** Absent for an app instance itself. */
  readonly kind?: ArnKind;
  /** Id inside the app instance. */
  readonly id?: string;
}

const ARN =
  /^(arn:aws:chime:(?<region>[a-z0-9-]+):(?<owner>\d{12}):app-instance\/[^/]+)(?:\/(?<kind>user|bot|channel)\/(?<id>[^/]+))?$/;

/** The ARN of an app instance. */
export function appInstanceArn(region: string, owner: string, id: string): string {
  return `arn:aws:chime:${region}:${owner}:app-instance/${id}`;
}

/** The ARN of something inside an app instance. */
export function innerArn(appInstanceArn: string, kind: ArnKind, id: string): string {
  return `${appInstanceArn}/${kind}/${id}`;
}

/** Takes an ARN apart; `undefined` where it is of nothing that the emulator has. */
export function parseArn(arn: string): ParsedArn | undefined {
  const match = ARN.exec(arn);
  const { region, owner, kind, id } = match?.groups ?? {};
  if (match?.[1] === undefined || region === undefined || owner === undefined) return undefined;
  const outer = { region, owner, appInstanceArn: match[1] };
  return kind === undefined || id === undefined ? outer : { ...outer, kind: kind as ArnKind, id };
}
