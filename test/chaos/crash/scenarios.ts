import type { ChannelMemberView, Role } from "../../../emulator";
import type { Declared } from "../../support/agreement/program";
import {
  APP_INSTANCE_ARN,
  type ChannelSeen,
  type People,
  type ParentSeen,
  type RoomSeen,
} from "../../support/agreement/service";

/** A deployment of a scenario. */
export interface ScenarioStep {
  name: string;
  command: "up" | "destroy";
  /** What the program declares. `destroy` does not run it. */
  program: Declared;
}

/** The deployments of a stack, and the contents of the service before the first one. */
export interface Scenario {
  name: string;
  people: People;
  /** Parents that the program does not declare. They and their members must stay as they are. */
  parents: ParentSeen[];
  steps: ScenarioStep[];
}

const ROOM = "room-launch";

const PEOPLE = {
  users: ["ada", "ben", "cleo", "dan", "eve", "guest"].map((userId) => ({
    userId,
    email: `${userId}@example.com`,
  })),
  bots: [{ botId: "bot-build" }],
};

/** A room with an unmanaged member. */
const ROOM_WITH_GUEST: RoomSeen = {
  roomId: ROOM,
  name: "Launch",
  members: [{ memberId: "guest", role: "Administrator" }],
};

const member = (memberId: string, role: Role = "Member"): { room: string; memberId: string; role: Role } => ({
  room: ROOM,
  memberId,
  role,
});

const destroy = (program: Declared): ScenarioStep => ({ name: "destroy", command: "destroy", program });

const memberships = (): Scenario => {
  const first = { ada: member("ada"), ben: member("ben"), cleo: member("cleo"), bot: member("bot-build") };
  // A role changes; one member is removed and one added; one membership gets another member; the role of a bot changes.
  const second = {
    ada: member("ada", "Administrator"),
    cleo: member("eve"),
    bot: member("bot-build", "Administrator"),
    dan: member("dan"),
  };
  return {
    name: "memberships",
    people: PEOPLE,
    parents: [ROOM_WITH_GUEST],
    steps: [
      { name: "up", command: "up", program: { memberships: first } },
      { name: "update", command: "up", program: { memberships: second } },
      destroy({ memberships: second }),
    ],
  };
};

const renames = (): Scenario => {
  const adopting = (memberId: string): Required<Declared>["memberships"][string] => ({
    ...member(memberId),
    adoptExisting: true,
  });
  const before = { ada: adopting("ada"), ben: adopting("ben") };
  const after = { adele: adopting("ada"), benno: adopting("ben") };
  return {
    name: "renames",
    people: PEOPLE,
    parents: [ROOM_WITH_GUEST],
    steps: [
      { name: "up", command: "up", program: { memberships: before } },
      { name: "rename", command: "up", program: { memberships: after } },
      destroy({ memberships: after }),
    ],
  };
};

const roster = (): Scenario => {
  const withRoster = (members: Record<string, Role>): Declared => ({
    rosters: { team: { room: ROOM, members } },
  });
  const second = withRoster({
    ada: "Administrator",
    cleo: "Member",
    dan: "Member",
    "bot-build": "Administrator",
  });
  const memberships = {
    ada: { ...member("ada", "Administrator"), adoptExisting: true as const },
    cleo: { ...member("cleo"), adoptExisting: true as const },
  };
  return {
    name: "roster",
    people: PEOPLE,
    parents: [ROOM_WITH_GUEST],
    steps: [
      {
        name: "up",
        command: "up",
        program: withRoster({
          ada: "Member",
          ben: "Administrator",
          cleo: "Administrator",
          "bot-build": "Member",
        }),
      },
      { name: "update", command: "up", program: second },
      { name: "to memberships", command: "up", program: { memberships } },
      destroy({ memberships }),
    ],
  };
};

/** Members move to a roster of another provider and back, so that one deployment uses two plugin processes. */
const twoProviders = (): Scenario => {
  const providers = { partner: {} };
  const roster = (members: Record<string, Role>): Declared => ({
    providers,
    rosters: { team: { room: ROOM, members, provider: "partner" } },
  });
  const adopting = (memberId: string) => ({ ...member(memberId), adoptExisting: true });
  const back = { ada: adopting("ada"), cleo: adopting("cleo") };
  return {
    name: "two providers",
    people: PEOPLE,
    parents: [ROOM_WITH_GUEST],
    steps: [
      { name: "up", command: "up", program: { memberships: { ada: member("ada"), ben: member("ben") } } },
      {
        name: "to other provider",
        command: "up",
        program: roster({ ada: "Member", ben: "Administrator", cleo: "Member" }),
      },
      { name: "back", command: "up", program: { providers, memberships: back } },
      destroy({ providers, memberships: back }),
    ],
  };
};

const exclusiveRoster = (): Scenario => {
  const program: Declared = {
    rosters: { team: { room: ROOM, members: { ada: "Administrator", ben: "Member" }, exclusive: true } },
  };
  const roomWithUnmanaged: RoomSeen = {
    ...ROOM_WITH_GUEST,
    members: ["dan", "eve"].map((memberId) => ({ memberId, role: "Member" })),
  };
  return {
    name: "exclusive roster",
    people: PEOPLE,
    parents: [roomWithUnmanaged],
    steps: [{ name: "up", command: "up", program }, destroy(program)],
  };
};

const largeRoster = (): Scenario => {
  // A batch contains at most 50.
  const ids = Array.from({ length: 52 }, (_, index) => `user-${String(index).padStart(2, "0")}`);
  const members = Object.fromEntries(ids.map((memberId): [string, Role] => [memberId, "Member"]));
  const users = ids.map((userId) => ({ userId, email: `${userId}@example.com` }));
  return {
    name: "roster of two batches",
    people: { users: [...users, ...PEOPLE.users] },
    parents: [ROOM_WITH_GUEST],
    steps: [{ name: "up", command: "up", program: { rosters: { team: { room: ROOM, members } } } }],
  };
};

const roomWithMembers = (): Scenario => {
  const inTeam = (memberId: string, role: Role = "Member"): ReturnType<typeof member> => ({
    room: "team",
    memberId,
    role,
  });
  const first = {
    rooms: { team: { name: "Launch" } },
    memberships: { ada: inTeam("ada", "Administrator"), ben: inTeam("ben") },
  };
  const second = {
    rooms: { team: { name: "Landing" }, other: { name: "Launch" } },
    memberships: { ada: inTeam("ada"), cleo: { ...inTeam("cleo"), room: "other" } },
  };
  return {
    name: "room with members",
    people: PEOPLE,
    // An unmanaged room has the same name.
    parents: [ROOM_WITH_GUEST],
    steps: [
      { name: "up", command: "up", program: first },
      { name: "update", command: "up", program: second },
      destroy(second),
    ],
  };
};

const channelWithMembers = (): Scenario => {
  const user = (id: string): string => `${APP_INSTANCE_ARN}/user/${id}`;
  const chimeBearer = user("keeper");
  const given = `${APP_INSTANCE_ARN}/channel/given`;
  const types = (ids: string[], type: ChannelMemberView["type"] = "DEFAULT"): Record<string, typeof type> =>
    Object.fromEntries(ids.map((id) => [user(id), type]));
  const single = (id: string, type: ChannelMemberView["type"] = "DEFAULT") => ({
    channelArn: given,
    memberArn: user(id),
    chimeBearer,
    type,
  });
  const withGuest: ChannelSeen = {
    channelArn: given,
    name: "Given",
    members: [{ memberArn: user("guest"), type: "DEFAULT" }],
  };
  // The bearer that creates a channel is a member of it.
  const first: Declared = {
    channels: { team: { name: "Launch", chimeBearer } },
    channelMemberships: { ada: single("ada"), ben: single("ben") },
    channelRosters: {
      team: { channelArn: "team", chimeBearer, members: types(["keeper", "cleo", "dan"]) },
    },
  };
  // One member is hidden, one removed and one added, and the roster changes.
  const second: Declared = {
    channels: { team: { name: "Landing", chimeBearer } },
    channelMemberships: { ada: single("ada", "HIDDEN"), eve: single("eve") },
    channelRosters: {
      team: {
        channelArn: "team",
        chimeBearer,
        members: { ...types(["keeper", "eve"]), ...types(["dan"], "HIDDEN") },
      },
    },
  };
  const users = ["ada", "ben", "cleo", "dan", "eve", "guest", "keeper"];
  return {
    name: "channel with members",
    people: {
      appInstance: { users: users.map((userId) => ({ userId })), administrators: ["keeper"] },
    },
    parents: [withGuest],
    steps: [
      { name: "up", command: "up", program: first },
      { name: "update", command: "up", program: second },
      destroy(second),
    ],
  };
};

/** An app instance, whose id the service generates, and a channel with a chosen id. */
const appInstance = (): Scenario => {
  const chimeBearer = `${APP_INSTANCE_ARN}/user/keeper`;
  const program = (name: string): Declared => ({
    appInstances: { support: { name } },
    channels: { desk: { name, chimeBearer, channelId: "desk" } },
    // The bearer that creates a channel is a member of it.
    channelRosters: { desk: { channelArn: "desk", chimeBearer, members: { [chimeBearer]: "DEFAULT" } } },
  });
  return {
    name: "app instance",
    people: { appInstance: { users: [{ userId: "keeper" }], administrators: ["keeper"] } },
    parents: [],
    steps: [
      { name: "up", command: "up", program: program("Support") },
      { name: "update", command: "up", program: program("Help desk") },
      destroy(program("Help desk")),
    ],
  };
};

/**
 * Administrators, moderators and bans, and a bot. A member becomes a ban, which removes the membership in the service before its
 * resource is deleted.
 */
const access = (): Scenario => {
  const user = (id: string): string => `${APP_INSTANCE_ARN}/user/${id}`;
  const chimeBearer = user("keeper");
  const given = `${APP_INSTANCE_ARN}/channel/given`;
  const inGiven = { channelArn: given, chimeBearer };
  const admin = (id: string) => ({ appInstanceAdminArn: user(id) });
  const moderator = (id: string) => ({ ...inGiven, channelModeratorArn: user(id) });
  const member = (id: string) => ({ ...inGiven, memberArn: user(id) });
  const first: Declared = {
    appInstanceAdmins: { head: admin("ada") },
    appInstanceBots: { help: { name: "Help" } },
    channelModerators: { ben: moderator("ben"), cleo: moderator("cleo") },
    channelBans: { dan: member("dan") },
    channelMemberships: { eve: member("eve") },
  };
  // Another administrator, one moderator less, and a member who is banned instead.
  const second: Declared = {
    appInstanceAdmins: { head: admin("fay") },
    appInstanceBots: { help: { name: "Helper" } },
    channelModerators: { ben: moderator("ben") },
    channelBans: { dan: member("dan"), eve: member("eve") },
  };
  // They must stay as they are.
  const withOthers: ChannelSeen = {
    channelArn: given,
    name: "Given",
    members: [{ memberArn: user("guest"), type: "DEFAULT" }],
    moderators: [user("guest")],
    bans: [user("gil")],
  };
  const users = ["ada", "ben", "cleo", "dan", "eve", "fay", "gil", "guest", "keeper"];
  return {
    name: "access",
    people: {
      appInstance: { users: users.map((userId) => ({ userId })), administrators: ["keeper"] },
    },
    parents: [withOthers],
    steps: [
      { name: "up", command: "up", program: first },
      { name: "update", command: "up", program: second },
      destroy(second),
    ],
  };
};

export const SCENARIOS: Scenario[] = [
  memberships(),
  renames(),
  roster(),
  twoProviders(),
  exclusiveRoster(),
  largeRoster(),
  roomWithMembers(),
  channelWithMembers(),
  appInstance(),
  access(),
];
