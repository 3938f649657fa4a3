import * as chime from "pulumi-chime";

// An app instance of Amazon Chime SDK Messaging: users and channels live in it.
const { appInstanceArn } = new chime.AppInstance("support", { name: "Support" });

// Who there is, by the ids that your application has for them. Names are kept as secrets.
const user = (id: string, name: string) =>
  new chime.AppInstanceUser(id, { appInstanceArn, appInstanceUserId: id, name }).appInstanceUserArn;
const ada = user("u-1", "Ada");
const ben = user("u-2", "Ben");
const chi = user("u-3", "Chi");

// On whose behalf the channel is made and kept: whoever makes a channel is its moderator.
const chimeBearer = user("keeper", "Keeper");
const { channelArn } = new chime.Channel("launch", { appInstanceArn, name: "Launch", chimeBearer });

// Who belongs to the channel. Take somebody out of the list, run `pulumi up`, and they are out of the channel.
new chime.ChannelRoster("launch", {
  channelArn,
  chimeBearer,
  members: [{ memberArn: ada }, { memberArn: ben }, { memberArn: chi, type: "HIDDEN" }],
});
