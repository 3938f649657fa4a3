import { UserError } from "../userError";
import { parseChimeArn, type ArnKind } from "./chimeArn";

/** The form of the resource ids of one kind of memberships. */
export interface MemberIdForm {
  /** Whose members they are. */
  readonly parent: ArnKind;
  /** The word between the two ARNs, which differs between the kinds, so that their ids do. */
  readonly word?: string;
  /** What has such an id, with its article: `a channel membership`. */
  readonly inWords: string;
  /** The form in the words of the program: `channelArn,memberArn`. */
  readonly format: string;
}

export const CHANNEL_MEMBERSHIP_ID: MemberIdForm = {
  parent: "channel",
  inWords: "a channel membership",
  format: "channelArn,memberArn",
};

export const CHANNEL_MODERATOR_ID: MemberIdForm = {
  parent: "channel",
  word: "moderator",
  inWords: "a moderator of a channel",
  format: "channelArn,moderator,channelModeratorArn",
};

export const CHANNEL_BAN_ID: MemberIdForm = {
  parent: "channel",
  word: "ban",
  inWords: "a ban from a channel",
  format: "channelArn,ban,memberArn",
};

export const APP_INSTANCE_ADMIN_ID: MemberIdForm = {
  parent: "app-instance",
  word: "admin",
  inWords: "an administrator of an app instance",
  format: "appInstanceArn,admin,appInstanceAdminArn",
};

/** The two ARNs in an id. */
export interface MemberIdParts {
  parentArn: string;
  memberArn: string;
}

/** The Pulumi resource id of a membership. No ARN of Amazon Chime contains a comma. */
export function formatMemberId({ word }: MemberIdForm, { parentArn, memberArn }: MemberIdParts): string {
  return [parentArn, ...(word === undefined ? [] : [word]), memberArn].join(",");
}

/**
 * The inverse of {@link formatMemberId}.
 *
 * @throws Error when `id` is malformed.
 */
export function parseMemberId(form: MemberIdForm, id: string): MemberIdParts {
  const [parentArn = "", ...rest] = id.split(",");
  const memberArn = rest.at(-1) ?? "";
  const kind = parseChimeArn(memberArn)?.kind;
  const isValid = parseChimeArn(parentArn)?.kind === form.parent && (kind === "user" || kind === "bot");
  if (isValid && formatMemberId(form, { parentArn, memberArn }) === id) return { parentArn, memberArn };
  throw new UserError(
    `"${id}" is not the id of ${form.inWords}: it has the form ${form.format}.`,
    "Invalid id",
  );
}
