import * as pulumi from "@pulumi/pulumi";
import * as chime from "pulumi-chime";

const config = new pulumi.Config();

// One provider for each AWS account: the identity that deploys assumes a role there.
const own = new chime.Provider("own", { assumeRole: { roleArn: config.require("ownRole") } });
const partner = new chime.Provider("partner", { assumeRole: { roleArn: config.require("partnerRole") } });

new chime.RoomMembership(
  "ada",
  {
    accountId: "0b6f1c9e-58d2-4c0f-9a7e-3d1f2e4a5b60",
    roomId: "f0e1d2c3-b4a5-4968-8778-695a4b3c2d66",
    memberId: "6a1d8c52-0f3b-4e7a-8f21-9b5c4d3e2a10",
    role: "Administrator",
  },
  { provider: own },
);

new chime.RoomMembership(
  "eli",
  {
    accountId: "7c2d4e6f-8a9b-4c1d-ae3f-50617283940a",
    roomId: "a1b2c3d4-e5f6-4708-9a0b-1c2d3e4f5061",
    memberId: "e85c3d7a-4f19-4b62-8d0e-2c3b4a5f6e44",
  },
  { provider: partner },
);
