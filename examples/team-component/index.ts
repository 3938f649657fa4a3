import * as pulumi from "@pulumi/pulumi";

import { Team } from "./team";

const config = new pulumi.Config();

const launch = new Team("launch", {
  accountId: config.require("accountId"),
  room: "Launch",
  leads: ["6a1d8c52-0f3b-4e7a-8f21-9b5c4d3e2a10"],
  people: ["c2e94b17-7d6a-4f58-b3c0-1a2b3c4d5e61", "3f7b2a90-e5c4-4d1b-a8f6-7c6d5e4f3b22"],
});

export const roomId = launch.room.roomId;
