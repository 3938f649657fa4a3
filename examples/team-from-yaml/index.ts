import { readFileSync } from "node:fs";
import { join } from "node:path";

import * as pulumi from "@pulumi/pulumi";
import * as chime from "pulumi-chime";
import { parse } from "yaml";

const config = new pulumi.Config();
const accountId = config.require("accountId");
const roomId = config.require("roomId");

// Who is in the file twice is an error of the YAML. Ids and roles that cannot be used are reported by the preview.
const team = parse(readFileSync(join(__dirname, "team.yaml"), "utf8")) as Record<
  string,
  Pick<chime.RoomMembershipArgs, "memberId" | "role">
>;

for (const [name, { memberId, role = "Member" }] of Object.entries(team)) {
  new chime.RoomMembership(name, { accountId, roomId, memberId, role });
}
