import type { ChannelMode, ChannelPrivacy, MembershipType } from "../../store/messaging/appInstances";

/** The values of a channel's mode. */
export const MODES: readonly ChannelMode[] = ["UNRESTRICTED", "RESTRICTED"];

/** The values of a channel's privacy. */
export const PRIVACIES: readonly ChannelPrivacy[] = ["PUBLIC", "PRIVATE"];

/** The values of a membership's type. */
export const MEMBERSHIP_TYPES: readonly MembershipType[] = ["DEFAULT", "HIDDEN"];
