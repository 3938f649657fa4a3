import type { AppInstance, Channel } from "../../store/appInstance";

/** A channel and the bearer that accesses it. */
export interface ChannelAccess {
  readonly instance: AppInstance;
  readonly channel: Channel;
  /** The ARN of the bearer. */
  readonly bearer: string;
}

interface BearerRoles {
  readonly administrator: boolean;
  readonly moderator: boolean;
  readonly member: boolean;
}

/*
 * These functions implement the table of roles, row by row. According to the table, a user who is not a member cannot
 * join a channel. According to the page on concepts, every user can join a public channel; the emulator allows this
 * if the channel is unrestricted.
 *
 * https://docs.aws.amazon.com/chime-sdk/latest/dg/auth-by-role.html
 * https://docs.aws.amazon.com/chime-sdk/latest/dg/messaging-concepts.html
 */

/** Whether the bearer can describe the channel. */
export function canDescribeChannel(
  access: ChannelAccess,
  privateDetails: "administrators" | "members",
): boolean {
  const { administrator, moderator, member } = rolesOf(access);
  const inChannel = moderator || member;
  return administrator || isPublic(access) || (privateDetails === "members" && inChannel);
}

/** Whether the bearer can update or delete the channel, and read, add and remove its moderators and bans. */
export function canChangeChannel(access: ChannelAccess): boolean {
  const { administrator, moderator } = rolesOf(access);
  return administrator || moderator;
}

/** Whether the bearer can make others moderators of the channel. */
export function canAddModerators(access: ChannelAccess, nonMemberModerator: "refused" | "allowed"): boolean {
  const { administrator, moderator, member } = rolesOf(access);
  return administrator || (moderator && (member || nonMemberModerator === "allowed"));
}

/** Whether a user or bot can be banned from the channel. */
export function canBeBanned({ instance, channel }: ChannelAccess, memberArn: string): boolean {
  return !instance.administrators.has(memberArn) && !channel.moderators.has(memberArn);
}

/** Whether the bearer can list and describe the members of the channel. */
export function canReadMembers(access: ChannelAccess): boolean {
  const { administrator, moderator, member } = rolesOf(access);
  return administrator || moderator || member || isPublic(access);
}

/** Whether the bearer can add this member to the channel. */
export function canAddMember(access: ChannelAccess, memberArn: string): boolean {
  const { administrator, moderator, member } = rolesOf(access);
  if (administrator || moderator) return true;
  if (access.channel.mode === "RESTRICTED") return false;
  return member || (isPublic(access) && memberArn === access.bearer);
}

/** Whether the bearer can remove members from the channel. */
export function canRemoveMembers(access: ChannelAccess): boolean {
  const { administrator, moderator, member } = rolesOf(access);
  return administrator || moderator || member;
}

/**
 * Whether the bearer can describe a membership of another user through that user. The table allows it to those who are
 * not in the channel, and not to its members: the notes of two rows are exchanged. Here only administrators can.
 */
export function canDescribeMembershipOfOthers(access: ChannelAccess): boolean {
  return rolesOf(access).administrator;
}

/** Whether the bearer can describe whether another user moderates the channel. */
export function canDescribeModerationOfOthers(access: ChannelAccess): boolean {
  const { administrator, moderator, member } = rolesOf(access);
  return administrator || moderator || member;
}

function rolesOf({ instance, channel, bearer }: ChannelAccess): BearerRoles {
  return {
    administrator: instance.administrators.has(bearer),
    moderator: channel.moderators.has(bearer),
    member: channel.memberships.current.has(bearer),
  };
}

function isPublic({ channel }: ChannelAccess): boolean {
  return channel.privacy === "PUBLIC";
}
