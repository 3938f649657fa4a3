import * as pulumi from "@pulumi/pulumi";
import * as chime from "pulumi-chime";

import { offboard, type Access, type Found } from "./offboarding";

const config = new pulumi.Config();
const appInstanceArn = config.require("appInstanceArn");
const arnOfUser = (id: string): string => `${appInstanceArn}/user/${id}`;
const arnOfChannel = (id: string): string => `${appInstanceArn}/channel/${id}`;
const idOf = (arn: string): string => arn.split("/").at(-1) ?? arn;

// The bearer of all calls: an administrator of the app instance, who may look up the channels of others.
const deployer = new pulumi.Config("chime").require("appInstanceUserArn");

// Who has access. Nobody needs to be deleted here: whoever is in `left` loses everything below.
const access: Access = {
  administrators: ["ada", "ben"],
  channels: {
    launch: { members: ["ada", "ben", "chi"], moderators: ["ada", "ben"] },
    landing: { members: ["ben", "chi"], moderators: [] },
  },
  banFrom: config.getObject<string[]>("banFrom") ?? [],
};
const left = config.getObject<string[]>("left") ?? [];
const staying = (ids: readonly string[]): string[] => ids.filter((id) => !left.includes(id));

for (const id of staying(access.administrators))
  new chime.AppInstanceAdmin(id, { appInstanceArn, appInstanceAdminArn: arnOfUser(id) });

const created = Object.entries(access.channels).map(([id, { members, moderators }]) => {
  const channel = new chime.Channel(id, { appInstanceArn, channelId: id, name: id, privacy: "PRIVATE" });
  const { channelArn } = channel;
  // Exclusive: a member whom somebody added by hand leaves too. The preview names them.
  new chime.ChannelRoster(id, {
    channelArn,
    members: staying(members).map((member) => ({ memberArn: arnOfUser(member) })),
    exclusive: true,
    ignoreMembers: [deployer],
  });
  for (const moderator of staying(moderators))
    new chime.ChannelModerator(`${moderator} of ${id}`, {
      channelArn,
      channelModeratorArn: arnOfUser(moderator),
    });
  return channel;
});

async function whereaboutsOf(id: string, administrators: readonly string[]): Promise<Found> {
  const appInstanceUserArn = arnOfUser(id);
  const { memberships } = await chime.getAppInstanceUserMemberships({ appInstanceUserArn });
  const { channels } = await chime.getAppInstanceUserModeratedChannels({ appInstanceUserArn });
  return {
    isAdministrator: administrators.includes(appInstanceUserArn),
    memberOf: memberships.map(({ channelArn }) => idOf(channelArn)),
    moderates: channels.map(({ channelArn }) => idOf(channelArn)),
  };
}

async function removeWhoLeft(): Promise<void> {
  const { appInstanceAdminArns } = await chime.getAppInstanceAdmins({ appInstanceArn });
  for (const id of left) {
    const { report, warnings, bans } = offboard(id, await whereaboutsOf(id, appInstanceAdminArns), access);
    await pulumi.log.info(report);
    for (const warning of warnings) await pulumi.log.warn(warning);
    for (const channel of bans) {
      const args = { channelArn: arnOfChannel(channel), memberArn: arnOfUser(id), adoptExisting: true };
      new chime.ChannelBan(`${id} from ${channel}`, args, {
        dependsOn: created,
        // Nothing in this program lifts a ban.
        retainOnDelete: true,
      });
    }
  }
}

export = removeWhoLeft;
