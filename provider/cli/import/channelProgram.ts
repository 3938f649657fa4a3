import type { ImportedMember } from "./importSource";
import { quoted } from "./references";

/** A room whose members move to a channel. */
export interface RoomToMove {
  /** The room, for a comment: `room R (account A)`. */
  readonly description: string;
  readonly name: string;
  /** Its users. Bots of rooms do not exist in app instances. */
  readonly users: readonly ImportedMember[];
}

/**
 * The TypeScript that declares a channel with the users of a room. Its administrators become moderators. The ids and names of the users
 * are for a person to replace: users of Amazon Chime and of an app instance have nothing in common.
 */
export function channelProgramOf({ description, name, users }: RoomToMove): string {
  const lines = users.map(({ memberId, role, displayName = memberId }) => {
    const isModerator = String(role === "Administrator");
    return `  { id: ${quoted(memberId)}, name: ${quoted(displayName)}, isModerator: ${isModerator} },\n`;
  });
  return `import * as chime from "pulumi-chime";

// The users in ${description}, as \`pulumi-chime import --as-channel\` found them. Its administrators become moderators.
// Before the first \`pulumi up\`, replace the ids and names with those of your application: an id cannot be changed later.
const people = [
${lines.join("")}];

const { appInstanceArn } = new chime.AppInstance("app-instance", { name: ${quoted(name)} }, { protect: true });
const user = (id: string, name: string) =>
  new chime.AppInstanceUser(\`user-\${id}\`, { appInstanceArn, appInstanceUserId: id, name }).appInstanceUserArn;

// The user who creates a channel becomes its moderator.
const chimeBearer = user("deployer", "Deployer");
const { channelArn } = new chime.Channel(
  "channel",
  { appInstanceArn, name: ${quoted(name)}, chimeBearer },
  { protect: true },
);

const members = people.map(({ id, name, isModerator }) => ({ memberArn: user(id, name), isModerator }));
new chime.ChannelRoster("members", {
  channelArn,
  chimeBearer,
  members: members.map(({ memberArn }) => ({ memberArn })),
});
new chime.ChannelModeratorRoster("moderators", {
  channelArn,
  chimeBearer,
  members: members.filter(({ isModerator }) => isModerator).map(({ memberArn }) => memberArn),
});
`;
}
