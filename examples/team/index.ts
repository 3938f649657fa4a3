import * as pulumi from "@pulumi/pulumi";
import * as chime from "pulumi-chime";

// The ids of your own account and room: `pulumi config set accountId …`, `pulumi config set roomId …`.
const config = new pulumi.Config();
const accountId = config.require("accountId");
const roomId = config.require("roomId");

// Who belongs to the room, one line a person. Take a line out, run `pulumi up`, and that person is out.
const team: Record<string, { memberId: string; role?: chime.RoomMembershipRole }> = {
  ada: { memberId: "6a1d8c52-0f3b-4e7a-8f21-9b5c4d3e2a10", role: "Administrator" },
  ben: { memberId: "c2e94b17-7d6a-4f58-b3c0-1a2b3c4d5e61" },
  chi: { memberId: "3f7b2a90-e5c4-4d1b-a8f6-7c6d5e4f3b22" },
};

for (const [name, { memberId, role = "Member" }] of Object.entries(team)) {
  new chime.RoomMembership(name, { accountId, roomId, memberId, role });
}
