import type { Declared } from "../../support/agreement/program";
import { APP_INSTANCE_ARN } from "../../support/agreement/service";
import type { World } from "./world";

const KEEPER = `${APP_INSTANCE_ARN}/user/keeper`;

/** App instances, their users, and channels. */
export const APP_INSTANCES: World = {
  people: { appInstance: { users: [{ userId: "keeper" }], administrators: ["keeper"] } },
  others: [],
  operations: ["CreateAppInstanceUser", "CreateChannel"],
  fullProgram,
  interruptedProgram,
  // There are no rosters.
  refreshWithUnmanagedMember: () => Promise.resolve(),
  changedProgram,
};

function fullProgram(): Declared {
  return {
    appInstances: { side: { name: "Side" } },
    appInstanceUsers: {
      lea: { appInstanceUserId: "lea", name: "Lea" },
      max: { appInstanceUserId: "max", name: "Max" },
    },
    channels: {
      team: { name: "Team", chimeBearer: KEEPER },
      named: { name: "Named", chimeBearer: KEEPER, channelId: "named", metadata: "kept", mode: "RESTRICTED" },
    },
    channelMemberships: {
      lea: { channelArn: "team", memberArn: `${APP_INSTANCE_ARN}/user/lea`, chimeBearer: KEEPER },
      keeper: { channelArn: "team", memberArn: KEEPER, chimeBearer: KEEPER, adoptExisting: true },
      keeperOfNamed: { channelArn: "named", memberArn: KEEPER, chimeBearer: KEEPER, adoptExisting: true },
    },
  };
}

/** The resources with an id that the program chooses. */
function interruptedProgram({
  appInstanceUsers = {},
  channels = {},
  channelMemberships = {},
}: Declared): Declared {
  return {
    appInstanceUsers,
    channels: { named: channels["named"]! },
    channelMemberships: { keeperOfNamed: channelMemberships["keeperOfNamed"]! },
  };
}

/** Renames an app instance, the channels and a user, removes a user, and adds a user. */
function changedProgram({
  appInstances = {},
  channels = {},
  appInstanceUsers = {},
  ...others
}: Declared): Declared {
  return {
    ...others,
    appInstances: Object.fromEntries(Object.keys(appInstances).map((name) => [name, { name: "Sideways" }])),
    appInstanceUsers: {
      lea: { ...appInstanceUsers["lea"]!, name: "Lea Lee" },
      zoe: { appInstanceUserId: "zoe", name: "Zoe" },
    },
    channels: Object.fromEntries(
      Object.entries(channels).map(([name, channel]) => [
        name,
        { ...channel, name: `${channel.name} of all` },
      ]),
    ),
  };
}
