import type { RoomKey } from "../contract/roomId";
import type { RoomMembershipRole, RoomMembershipState } from "../contract/roomMembership";
import type { NamedMembership } from "./importFile";

/** The TypeScript that declares the memberships of one room: a table and a loop, or for a single one just that. */
export function programFileOf(room: RoomKey, memberships: readonly NamedMembership[]): string {
  const [first, ...others] = memberships;
  return IMPORT_LINE + (first && others.length === 0 ? single(room, first) : table(room, memberships));
}

/** The TypeScript that declares them as one roster. */
export function rosterProgramOf(
  name: string,
  { accountId, roomId }: RoomKey,
  members: readonly RoomMembershipState[],
): string {
  return `${IMPORT_LINE}// Who belongs to the room, one line a member, as \`pulumi-chime import\` found them. Take a line out, run \`pulumi up\`,
// and that member is out of the room.
new chime.RoomRoster(${quoted(name)}, {
  accountId: ${quoted(accountId)},
  roomId: ${quoted(roomId)},
  members: [
${members.map((member) => `    ${memberOf(member)}`).join("\n")}
  ],
});
`;
}

const IMPORT_LINE = 'import * as chime from "pulumi-chime";\n\n';

function single({ accountId, roomId }: RoomKey, { resourceName, memberId, role }: NamedMembership): string {
  const properties = [
    `accountId: ${quoted(accountId)}`,
    `roomId: ${quoted(roomId)}`,
    `memberId: ${quoted(memberId)}`,
    ...roleOf(role),
  ];
  return `// A member of an Amazon Chime room, as \`pulumi-chime import\` found it.
new chime.RoomMembership(${quoted(resourceName)}, {
${properties.map((property) => `  ${property},`).join("\n")}
});
`;
}

function table({ accountId, roomId }: RoomKey, memberships: readonly NamedMembership[]): string {
  return `const room = {
  accountId: ${quoted(accountId)},
  roomId: ${quoted(roomId)},
};

// Who belongs to the room, one line a member, as \`pulumi-chime import\` found them. Take a line out, run \`pulumi up\`,
// and that member is out of the room.
const members: Record<string, { memberId: string; role?: chime.RoomMembershipRole }> = {
${memberships.map(row).join("\n")}
};

for (const [name, member] of Object.entries(members)) {
  new chime.RoomMembership(name, { ...room, ...member });
}
`;
}

function row({ resourceName, ...membership }: NamedMembership): string {
  return `  ${quoted(resourceName)}: ${memberOf(membership)}`;
}

function memberOf({ memberId, role, memberType = "User" }: RoomMembershipState): string {
  const properties = [`memberId: ${quoted(memberId)}`, ...roleOf(role)].join(", ");
  return `{ ${properties} },${memberType === "User" ? "" : ` // ${memberType}`}`;
}

// Member is the default.
function roleOf(role: RoomMembershipRole): string[] {
  return role === "Member" ? [] : [`role: ${quoted(role)}`];
}

// A JSON string is a TypeScript string.
function quoted(text: string): string {
  return JSON.stringify(text);
}
