import * as pulumi from "@pulumi/pulumi";
import * as chime from "pulumi-chime";

const config = new pulumi.Config();

// One resource, however many they are. Whoever else is in the room is left alone.
const roster = new chime.RoomRoster("launch", {
  accountId: config.require("accountId"),
  roomId: config.require("roomId"),
  members: [
    { memberId: "6a1d8c52-0f3b-4e7a-8f21-9b5c4d3e2a10", role: "Administrator" },
    { memberId: "c2e94b17-7d6a-4f58-b3c0-1a2b3c4d5e61" },
    { memberId: "3f7b2a90-e5c4-4d1b-a8f6-7c6d5e4f3b22" },
  ],
});

export const size = roster.members.apply((members) => members.length);
