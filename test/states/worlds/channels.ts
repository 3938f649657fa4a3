import type { ChannelMemberView, Emulator } from "../../../emulator";
import type {
  Declared,
  DeclaredChannelMembership,
  DeclaredChannelRoster,
} from "../../support/agreement/program";
import { APP_INSTANCE_ARN, type ChannelSeen } from "../../support/agreement/service";
import type { World } from "./world";

const USERS = [
  "ada",
  "ben",
  "cleo",
  "fay",
  "gil",
  "hal",
  "ivy",
  "zoe",
  "guest",
  "stranger",
  "keeper",
  "deputy",
];

const user = (id: string): string => `${APP_INSTANCE_ARN}/user/${id}`;
const bot = (id: string): string => `${APP_INSTANCE_ARN}/bot/${id}`;
const channel = (id: string): string => `${APP_INSTANCE_ARN}/channel/${id}`;

const [CHANNEL, CREW_CHANNEL, CORE_CHANNEL] = [channel("launch"), channel("crew"), channel("core")] as const;

/** Channel memberships and channel rosters. */
export const CHANNELS: World = {
  people: {
    appInstance: {
      users: USERS.map((userId) => ({ userId })),
      bots: [{ botId: "build" }],
      administrators: ["keeper", "deputy"],
    },
  },
  others: [CHANNEL, CREW_CHANNEL, CORE_CHANNEL].map((channelArn): ChannelSeen => {
    const members = [{ memberArn: user("guest"), type: "DEFAULT" as const }];
    return { channelArn, name: channelArn.split("/").at(-1)!, members };
  }),
  operations: ["CreateChannelMembership", "BatchCreateChannelMembership"],
  fullProgram,
  interruptedProgram,
  refreshWithUnmanagedMember,
  changedProgram,
};

function member(memberArn: string, type: ChannelMemberView["type"] = "DEFAULT"): DeclaredChannelMembership {
  return { channelArn: CHANNEL, memberArn, type, chimeBearer: user("keeper") };
}

const CREW: DeclaredChannelRoster = {
  channelArn: CREW_CHANNEL,
  chimeBearer: user("keeper"),
  members: { [user("fay")]: "DEFAULT", [user("gil")]: "HIDDEN", [bot("build")]: "DEFAULT" },
};

const CORE: DeclaredChannelRoster = {
  channelArn: CORE_CHANNEL,
  chimeBearer: user("keeper"),
  members: { [user("hal")]: "DEFAULT" },
  exclusive: true,
  ignoreMembers: [user("guest")],
};

function fullProgram(): Declared {
  return {
    channelMemberships: {
      ada: member(user("ada")),
      ben: member(user("ben"), "HIDDEN"),
      bot: member(bot("build")),
      cleo: { ...member(user("cleo")), adoptExisting: true },
    },
    channelRosters: { crew: CREW, core: CORE },
    channelsSeen: { guest: { id: `${CHANNEL},${user("guest")}`, chimeBearer: user("keeper") } },
  };
}

function interruptedProgram({ channelMemberships = {}, channelRosters = {} }: Declared): Declared {
  const { ada, bot: robot } = channelMemberships;
  return {
    channelMemberships: { ada: ada!, bot: robot! },
    channelRosters: { crew: channelRosters["crew"]! },
  };
}

async function refreshWithUnmanagedMember(chime: Emulator, refresh: () => Promise<unknown>): Promise<void> {
  const stranger = { channelArn: CORE_CHANNEL, memberArn: user("stranger") };
  chime.state.addChannelMember(stranger);
  await refresh();
  chime.state.removeChannelMember(stranger);
}

/** Changes a type, a bearer and a roster, removes a membership, and adds a membership. */
function changedProgram({ channelMemberships = {}, channelRosters = {}, ...others }: Declared): Declared {
  const { ada, bot: robot } = channelMemberships;
  const remaining = Object.entries(channelMemberships).filter(([name]) => name !== "ben");
  return {
    ...others,
    channelMemberships: {
      ...Object.fromEntries(remaining),
      ada: { ...ada!, type: "HIDDEN" },
      bot: { ...robot!, chimeBearer: user("deputy") },
      zoe: member(user("zoe")),
    },
    channelRosters: {
      ...channelRosters,
      crew: { ...CREW, members: { [user("ivy")]: "DEFAULT", [user("gil")]: "DEFAULT" } },
    },
  };
}
