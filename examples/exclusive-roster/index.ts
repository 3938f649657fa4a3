import * as pulumi from "@pulumi/pulumi";
import * as chime from "pulumi-chime";

const config = new pulumi.Config();

const bots = ["5d4c3b2a-1f0e-4d9c-8b7a-6f5e4d3c2b55"];

// Whoever is in the room and not in this list is removed, but for the bots. The preview names them.
new chime.RoomRoster("launch", {
  accountId: config.require("accountId"),
  roomId: config.require("roomId"),
  members: [
    { memberId: "6a1d8c52-0f3b-4e7a-8f21-9b5c4d3e2a10", role: "Administrator" },
    { memberId: "c2e94b17-7d6a-4f58-b3c0-1a2b3c4d5e61" },
  ],
  exclusive: true,
  ignoreMembers: bots,
});
