import { CHANNEL_MEMBERSHIP_SCHEMA } from "../schema/channels/channelMembershipSchema";
import { CHANNEL_MODERATOR_SCHEMA } from "../schema/channels/channelModeratorSchema";
import { without, type Properties } from "../schema/properties";
import type { ResourceKind } from "../schema/providerText";
import { ROOM_MEMBERSHIP_SCHEMA } from "../schema/rooms/roomMembershipSchema";
import type { MemberNames } from "../schema/rosters/rosterItem";
import { UNCONFIRMED, withRolesById } from "../schema/rosters/rosterShape";
import { OUTCOME_UNKNOWN } from "../schema/rosters/rosterState";

/** The kinds of rosters, and the names of the properties of their members. */
const ROSTERS: Readonly<Partial<Record<ResourceKind, MemberNames>>> = {
  ChannelModeratorRoster: CHANNEL_MODERATOR_SCHEMA,
  ChannelRoster: CHANNEL_MEMBERSHIP_SCHEMA,
  RoomRoster: ROOM_MEMBERSHIP_SCHEMA,
};

/** Whether it is a kind of roster. */
export function isRoster(kind: ResourceKind): boolean {
  return ROSTERS[kind] !== undefined;
}

/**
 * Properties in the shape of the hooks: a roster has the roles by member id, as in a state of the dynamic form.
 *
 * @param props Checked inputs, or a state of the native or the dynamic form.
 */
export function forHooks(kind: ResourceKind, props: Properties): Properties {
  const own = without(["__provider"], props);
  const names = ROSTERS[kind];
  return names === undefined ? own : withRolesById(names, own);
}

/** Properties in the shape of the package schema: a roster has a list of members, sorted by their ids. */
export function forProgram(kind: ResourceKind, props: Properties): Properties {
  const names = ROSTERS[kind];
  const { members } = props;
  if (names === undefined || typeof members !== "object" || members === null || Array.isArray(members))
    return props;
  const sorted = Object.entries(members).sort(([one], [other]) => (one < other ? -1 : 1));
  const { role } = names;
  if (role !== undefined) {
    const items = sorted.map(([id, value]) => ({
      [names.memberProperty]: id,
      [role.property]: value as unknown,
    }));
    return { ...props, members: items };
  }
  const unconfirmed = sorted.filter(([, value]) => value === OUTCOME_UNKNOWN).map(([id]) => id);
  return {
    ...props,
    members: sorted.map(([id]) => id),
    ...(unconfirmed.length > 0 && { [UNCONFIRMED]: unconfirmed }),
  };
}
