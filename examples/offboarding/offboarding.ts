/** Who has access, and where. People and channels are ids. */
export interface Access {
  administrators: readonly string[];
  channels: Readonly<Record<string, { members: readonly string[]; moderators: readonly string[] }>>;
  /** The channels from which people who left are banned, also channels that are not in `channels`. */
  banFrom: readonly string[];
}

/** Where somebody is, as the look-ups found it. */
export interface Found {
  isAdministrator: boolean;
  memberOf: readonly string[];
  moderates: readonly string[];
}

/** What a deployment does about somebody who left. */
export interface Offboarding {
  /** Where the person is. */
  report: string;
  /** What this deployment cannot remove. */
  warnings: string[];
  /** The channels from which this deployment bans the person. */
  bans: string[];
}

/** Decides what a deployment does about somebody who left. */
export function offboard(id: string, found: Found, access: Access): Offboarding {
  const { isAdministrator, memberOf, moderates } = found;
  const { administrators, channels, banFrom } = access;

  // Not where the person is a member: a ban ends the membership, so that the next deployment would not declare the ban. And
  // Amazon Chime bans neither administrators nor moderators.
  const bans = banFrom.filter((channel) => !isAdministrator && !moderates.includes(channel));
  const waiting = banFrom.filter((channel) => !bans.includes(channel));

  const staysIn = memberOf.filter((channel) => !(channel in channels) && !banFrom.includes(channel));
  const staysModerator = moderates.filter((channel) => !channels[channel]?.moderators.includes(id));
  const staysAdministrator = isAdministrator && !administrators.includes(id);

  return {
    report: `${id} left, and is ${whereabouts(found)}.`,
    warnings: [
      ...staysIn.map(
        (one) => `${id} stays in ${one}, which this program does not declare: add it to banFrom.`,
      ),
      ...staysModerator.map(
        (one) =>
          `${id} stays a moderator of ${one}: this program did not do that. Remove these rights by hand.`,
      ),
      ...(staysAdministrator
        ? [`${id} stays an administrator: this program did not do that. Remove these rights by hand.`]
        : []),
      ...waiting.map(
        (one) =>
          `${id} is not banned from ${one} while an administrator or moderator: run "pulumi up" again.`,
      ),
    ],
    bans,
  };
}

function whereabouts({ isAdministrator, memberOf, moderates }: Found): string {
  const places = [
    ...(isAdministrator ? ["an administrator"] : []),
    ...(moderates.length > 0 ? [`a moderator of ${moderates.join(", ")}`] : []),
    ...(memberOf.length > 0 ? [`a member of ${memberOf.join(", ")}`] : []),
  ];
  return places.length > 0 ? places.join("; ") : "nowhere";
}
