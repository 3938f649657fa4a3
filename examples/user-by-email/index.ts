import * as pulumi from "@pulumi/pulumi";
import * as chime from "pulumi-chime";

const config = new pulumi.Config();
const accountId = config.require("accountId");
const roomId = config.require("roomId");

// People are found by their primary email address whenever the program runs. The state keeps their ids only.
const team: Record<string, { email: string; role?: chime.RoomMembershipRole }> = {
  ada: { email: "ada@example.com", role: "Administrator" },
  ben: { email: "ben@example.com" },
};

for (const [name, { email, role = "Member" }] of Object.entries(team)) {
  const { userId } = chime.getUserOutput({ accountId, email });
  new chime.RoomMembership(name, { accountId, roomId, memberId: userId, role });
}
