import type { Declared, DeclaredBan, DeclaredModerator } from "../../support/agreement/program";
import { APP_INSTANCE_ARN } from "../../support/agreement/service";
import type { World } from "./world";

const LOBBY = `${APP_INSTANCE_ARN}/channel/lobby`;

const user = (id: string): string => `${APP_INSTANCE_ARN}/user/${id}`;

const inLobby = { channelArn: LOBBY, chimeBearer: user("keeper") };

/** Administrators and bots of an app instance, and moderators and bans of a channel. */
export const ACCESS: World = {
  people: {
    appInstance: {
      users: ["keeper", "ned", "ola", "pam", "quin", "rex", "guest"].map((userId) => ({ userId })),
      administrators: ["keeper"],
    },
  },
  others: [
    {
      channelArn: LOBBY,
      name: "Lobby",
      members: [{ memberArn: user("guest"), type: "DEFAULT" }],
      moderators: [user("guest")],
    },
  ],
  operations: ["CreateAppInstanceAdmin", "CreateChannelModerator", "CreateChannelBan"],
  fullProgram,
  interruptedProgram,
  // There are no rosters.
  refreshWithUnmanagedMember: () => Promise.resolve(),
  changedProgram,
};

function moderator(id: string): DeclaredModerator {
  return { ...inLobby, channelModeratorArn: user(id) };
}

function ban(id: string): DeclaredBan {
  return { ...inLobby, memberArn: user(id) };
}

function fullProgram(): Declared {
  return {
    appInstanceBots: { help: { name: "Help" } },
    appInstanceAdmins: {
      ned: { appInstanceAdminArn: user("ned") },
      ola: { appInstanceAdminArn: user("ola"), adoptExisting: true },
    },
    channelModerators: { ned: moderator("ned"), ola: { ...moderator("ola"), adoptExisting: true } },
    channelBans: { pam: ban("pam"), quin: { ...ban("quin"), adoptExisting: true } },
  };
}

/** The resources with an id that the program chooses. */
function interruptedProgram({
  appInstanceAdmins = {},
  channelModerators = {},
  channelBans = {},
}: Declared): Declared {
  return {
    appInstanceAdmins: { ned: appInstanceAdmins["ned"]! },
    channelModerators: { ned: channelModerators["ned"]! },
    channelBans: { pam: channelBans["pam"]! },
  };
}

/** Renames the bot, removes an administrator and a ban, and adds a moderator. */
function changedProgram({
  appInstanceBots = {},
  appInstanceAdmins = {},
  channelModerators = {},
  channelBans = {},
}: Declared): Declared {
  return {
    appInstanceBots: Object.fromEntries(
      Object.keys(appInstanceBots).map((name) => [name, { name: "Helper" }]),
    ),
    appInstanceAdmins: { ned: appInstanceAdmins["ned"]! },
    channelModerators: { ...channelModerators, rex: moderator("rex") },
    channelBans: { pam: channelBans["pam"]! },
  };
}
