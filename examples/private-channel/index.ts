import * as pulumi from "@pulumi/pulumi";
import * as chime from "pulumi-chime";

const config = new pulumi.Config();

const { appInstanceArn } = new chime.AppInstance("support", { name: "Support" });
const user = (id: string, name: string) =>
  new chime.AppInstanceUser(id, { appInstanceArn, appInstanceUserId: id, name }).appInstanceUserArn;

// The first administrator. These calls need AWS credentials and no bearer.
const admin = new chime.AppInstanceAdmin("deployer", {
  appInstanceArn,
  appInstanceAdminArn: user("deployer", "Deployer"),
});
// The output of the administrator, and not that of the user: Pulumi removes the administrator after everything below.
const chimeBearer = admin.appInstanceAdminArn;

// Only its members and administrators of the app instance see a private channel.
const { channelArn } = new chime.Channel("board", {
  appInstanceArn,
  name: "Board",
  mode: "RESTRICTED",
  privacy: "PRIVATE",
  chimeBearer,
});
const inChannel = { channelArn, chimeBearer };

const people: Record<string, pulumi.Output<string>> = {
  "u-1": user("u-1", "Ada"),
  "u-2": user("u-2", "Ben"),
  "u-3": user("u-3", "Chi"),
  "u-4": user("u-4", "Eve"),
};
const arnOf = (id: string): pulumi.Output<string> => {
  const arn = people[id];
  if (arn === undefined) throw new pulumi.RunError(`There is no person ${id}.`);
  return arn;
};

for (const id of config.requireObject<string[]>("members"))
  new chime.ChannelMembership(id, { ...inChannel, memberArn: arnOf(id) });
new chime.ChannelModerator("u-1", { ...inChannel, channelModeratorArn: arnOf("u-1") });

// A person in both lists fails the preview.
for (const id of config.getObject<string[]>("banned") ?? [])
  new chime.ChannelBan(id, { ...inChannel, memberArn: arnOf(id) });
