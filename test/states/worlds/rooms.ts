import { DEFAULT_CREDENTIALS, type Emulator, type Role } from "../../../emulator";
import type { Declared, DeclaredRoster } from "../../support/agreement/program";
import { ACCOUNT_ID, type RoomSeen } from "../../support/agreement/service";
import type { World } from "./world";

const [ROOM, CREW_ROOM, CORE_ROOM] = ["room-launch", "room-crew", "room-core"] as const;

const USERS = ["ada", "ben", "cleo", "dan", "eve", "fay", "gil", "hal", "ivy", "zoe", "guest", "stranger"];

const PEOPLE = {
  users: USERS.map((userId) => ({ userId, email: `${userId}@example.com` })),
  bots: [{ botId: "bot-build" }, { botId: "bot-crew" }],
};

/** Rooms that no program creates, each with an unmanaged member. */
const OTHERS: RoomSeen[] = [ROOM, CREW_ROOM, CORE_ROOM].map((roomId) => ({
  roomId,
  name: roomId,
  members: [{ memberId: "guest", role: "Administrator" }],
}));

/** Rooms, room memberships and room rosters. */
export const ROOMS: World = {
  people: PEOPLE,
  others: OTHERS,
  operations: ["CreateRoomMembership", "BatchCreateRoomMembership"],
  fullProgram,
  interruptedProgram,
  refreshWithUnmanagedMember,
  changedProgram,
};

function fullProgram(): Declared {
  const member = (
    memberId: string,
    role: Role = "Member",
  ): { room: string; memberId: string; role: Role } => ({
    room: ROOM,
    memberId,
    role,
  });
  const { accessKeyId: accessKey, secretAccessKey: secretKey } = DEFAULT_CREDENTIALS;
  return {
    providers: { other: { accessKey, secretKey, maxRetries: 3 } },
    rooms: { team: { name: "Team" } },
    memberships: {
      ada: member("ada"),
      ben: member("ben", "Administrator"),
      bot: member("bot-build"),
      cleo: { ...member("cleo"), adoptExisting: true },
      dan: { ...member("dan"), provider: "other" },
      eve: { ...member("eve"), room: "team" },
    },
    seen: { guest: `${ACCOUNT_ID}/${ROOM}/guest` },
    rosters: { crew: CREW, core: CORE },
  };
}

const CREW: DeclaredRoster = {
  room: CREW_ROOM,
  members: { fay: "Administrator", gil: "Member", "bot-crew": "Member" },
};

const CORE: DeclaredRoster = {
  room: CORE_ROOM,
  members: { hal: "Administrator" },
  exclusive: true,
  ignoreMembers: ["guest"],
};

function interruptedProgram({ memberships = {}, rosters = {} }: Declared): Declared {
  const { ada, bot } = memberships;
  return { memberships: { ada: ada!, bot: bot! }, rosters: { crew: rosters["crew"]! } };
}

async function refreshWithUnmanagedMember(chime: Emulator, refresh: () => Promise<unknown>): Promise<void> {
  const stranger = { accountId: ACCOUNT_ID, roomId: CORE_ROOM, memberId: "stranger" };
  chime.state.addMember(stranger);
  await refresh();
  chime.state.removeMember(stranger);
}

/** Changes a role, a bot's role and a roster, removes a membership, adds a membership, and renames a room. */
function changedProgram({ memberships = {}, rosters = {}, rooms = {}, ...others }: Declared): Declared {
  const { ada, bot } = memberships;
  const remaining = Object.entries(memberships).filter(([name]) => name !== "ben");
  const crew = rosters["crew"];
  return {
    ...others,
    rooms: Object.fromEntries(Object.keys(rooms).map((name) => [name, { name: "Landing" }])),
    memberships: {
      ...Object.fromEntries(remaining),
      ada: { ...ada!, role: "Administrator" },
      bot: { ...bot!, role: "Administrator" },
      zoe: { room: ROOM, memberId: "zoe" },
    },
    rosters: {
      ...rosters,
      ...(crew ? { crew: { ...crew, members: { ivy: "Administrator", fay: "Member" } } } : {}),
    },
  };
}
