import type { ChannelMemberView, Role } from "../../../emulator";
import type { Declared } from "../../support/agreement/program";
import {
  APP_INSTANCE_ARN,
  type ChannelSeen,
  type People,
  type ParentSeen,
  type RoomSeen,
} from "../../support/agreement/service";

/** One deployment of a scenario. */
export interface ScenarioStep {
  name: string;
  command: "up" | "destroy";
  /** What the program declares. `destroy` runs without it. */
  program: Declared;
}

/** The life of a stack: what is there before it, and its deployments in their order. */
export interface Scenario {
  name: string;
  people: People;
  /** Parents that the program does not make, with people who were there before it: those must stay as they are. */
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

/** A room in which somebody is whom no program names. */
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
  // One is promoted, one leaves, one comes, one is replaced by another person, and a bot's role replaces it.
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
  const of = (members: Record<string, Role>): Declared => ({ rosters: { team: { room: ROOM, members } } });
  const second = of({ ada: "Administrator", cleo: "Member", dan: "Member", "bot-build": "Administrator" });
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
        program: of({ ada: "Member", ben: "Administrator", cleo: "Administrator", "bot-build": "Member" }),
      },
      { name: "update", command: "up", program: second },
      { name: "into memberships", command: "up", program: { memberships } },
      destroy({ memberships }),
    ],
  };
};

/** Members who move to a roster of another provider, and back: two plugin processes in one deployment. */
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
        name: "into the other",
        command: "up",
        program: roster({ ada: "Member", ben: "Administrator", cleo: "Member" }),
      },
      { name: "and back", command: "up", program: { providers, memberships: back } },
      destroy({ providers, memberships: back }),
    ],
  };
};

const exclusiveRoster = (): Scenario => {
  const program: Declared = {
    rosters: { team: { room: ROOM, members: { ada: "Administrator", ben: "Member" }, exclusive: true } },
  };
  const strangers: RoomSeen = {
    ...ROOM_WITH_GUEST,
    members: ["dan", "eve"].map((memberId) => ({ memberId, role: "Member" })),
  };
  return {
    name: "exclusive roster",
    people: PEOPLE,
    parents: [strangers],
    steps: [{ name: "up", command: "up", program }, destroy(program)],
  };
};

const largeRoster = (): Scenario => {
  // More than one batch holds.
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
    // Somebody else's room has the same name.
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
  // Whoever makes a channel is a member of it.
  const first: Declared = {
    channels: { team: { name: "Launch", chimeBearer } },
    channelMemberships: { ada: single("ada"), ben: single("ben") },
    channelRosters: {
      team: { channelArn: "team", chimeBearer, members: types(["keeper", "cleo", "dan"]) },
    },
  };
  // One is hidden, one leaves, one comes, and the roster changes.
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

/** An app instance, whose id the service chooses, and a channel whose id the program chooses. */
const appInstance = (): Scenario => {
  const chimeBearer = `${APP_INSTANCE_ARN}/user/keeper`;
  const of = (name: string): Declared => ({
    appInstances: { support: { name } },
    channels: { desk: { name, chimeBearer, channelId: "desk" } },
    // Whoever creates a channel is a member of it.
    channelRosters: { desk: { channelArn: "desk", chimeBearer, members: { [chimeBearer]: "DEFAULT" } } },
  });
  return {
    name: "app instance",
    people: { appInstance: { users: [{ userId: "keeper" }], administrators: ["keeper"] } },
    parents: [],
    steps: [
      { name: "up", command: "up", program: of("Support") },
      { name: "update", command: "up", program: of("Help desk") },
      destroy(of("Help desk")),
    ],
  };
};

/** Everything that is swept. */
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
];
