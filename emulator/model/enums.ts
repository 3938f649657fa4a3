/** The role of a member in a room. */
export type Role = "Administrator" | "Member";

/** Whether a list of channel members includes the member by default. */
export type MembershipType = "DEFAULT" | "HIDDEN";

/** Who may add members to a channel: every member, or moderators and administrators only. */
export type ChannelMode = "UNRESTRICTED" | "RESTRICTED";

/** Whether users of the app instance who are not members can discover a channel. */
export type ChannelPrivacy = "PUBLIC" | "PRIVATE";

/** The values of {@link Role}. */
export const ROLES: readonly Role[] = ["Administrator", "Member"];

/** The values of {@link MembershipType}. */
export const MEMBERSHIP_TYPES: readonly MembershipType[] = ["DEFAULT", "HIDDEN"];

/** The values of {@link ChannelMode}. */
export const CHANNEL_MODES: readonly ChannelMode[] = ["UNRESTRICTED", "RESTRICTED"];

/** The values of {@link ChannelPrivacy}. */
export const CHANNEL_PRIVACIES: readonly ChannelPrivacy[] = ["PUBLIC", "PRIVATE"];
