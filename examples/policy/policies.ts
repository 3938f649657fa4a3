import type { ResourceValidationPolicy } from "@pulumi/policy";

/** The type of a resource of pulumi-chime, which is a dynamic resource. */
function chimeType(kind: string): string {
  return `pulumi-nodejs:dynamic/chime:${kind}`;
}

const ROSTERS = ["RoomRoster", "ChannelRoster", "ChannelModeratorRoster"].map(chimeType);

/** An exclusive roster removes members that it does not list, and all of its members when it is deleted. */
export const exclusiveRostersAreProtected: ResourceValidationPolicy = {
  name: "exclusive-roster-is-protected",
  description: "An exclusive roster must have the resource option protect.",
  enforcementLevel: "mandatory",
  validateResource: ({ type, props, opts }, reportViolation) => {
    if (!ROSTERS.includes(type)) return;
    if (props["exclusive"] === true && !opts.protect) {
      reportViolation("Set the resource option protect of this roster, because it is exclusive.");
    }
  },
};

/** The configuration of {@link administratorsAreListed}. */
interface Administrators {
  /** The user ids that may be administrators of rooms. */
  allowed: string[];
}

/** Who may administer a room is decided here, and not in the programs. */
export const administratorsAreListed: ResourceValidationPolicy = {
  name: "administrator-is-listed",
  description: "Only the users in the list may be administrators of a room.",
  enforcementLevel: "mandatory",
  configSchema: {
    properties: { allowed: { type: "array", items: { type: "string" }, default: [] } },
  },
  validateResource: ({ type, props, getConfig }, reportViolation) => {
    const { allowed } = getConfig<Administrators>();
    for (const memberId of administratorsIn(type, props)) {
      if (allowed.includes(memberId)) continue;
      reportViolation(
        `${memberId} must not be an administrator of a room. Add the id to the list, or change the role.`,
      );
    }
  },
};

/** The ids of the administrators that a resource declares. */
function administratorsIn(type: string, props: Record<string, unknown>): string[] {
  if (type === chimeType("RoomMembership")) {
    const { memberId, role } = props as { memberId: string; role?: string };
    return role === "Administrator" ? [memberId] : [];
  }
  if (type !== chimeType("RoomRoster")) return [];
  // A roster has its members as a map from member id to role.
  const { members } = props as { members: Record<string, string> };
  return Object.keys(members).filter((memberId) => members[memberId] === "Administrator");
}
