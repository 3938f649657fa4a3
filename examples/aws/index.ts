import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as chime from "pulumi-chime";

import { MEMBERSHIPS } from "./permissions";

const config = new pulumi.Config();

// One identity for both packages: @pulumi/aws has it, and pulumi-chime takes it over.
const awsProvider = new aws.Provider("prod", {
  region: "us-east-1",
  profile: config.require("profile"),
  // A mistake in the profile must not end in another AWS account.
  allowedAccountIds: [config.require("awsAccountId")],
});
const chimeProvider = new chime.Provider("prod", chime.fromAwsProvider(awsProvider));

const { accountId: awsAccountId } = aws.getCallerIdentityOutput({}, { provider: awsProvider });

// What a pipeline may assume that deploys nothing but this program's memberships.
const deployer = new aws.iam.Role(
  "chime-deployer",
  {
    assumeRolePolicy: aws.iam.getPolicyDocumentOutput(
      {
        statements: [
          {
            actions: ["sts:AssumeRole"],
            principals: [
              { type: "AWS", identifiers: [pulumi.interpolate`arn:aws:iam::${awsAccountId}:root`] },
            ],
          },
        ],
      },
      { provider: awsProvider },
    ).json,
  },
  { provider: awsProvider },
);
new aws.iam.RolePolicy(
  "chime-deployer",
  {
    role: deployer.name,
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: MEMBERSHIPS, Resource: "*" }],
    }),
  },
  { provider: awsProvider },
);

new chime.RoomMembership(
  "ada",
  {
    accountId: config.require("accountId"),
    roomId: config.require("roomId"),
    memberId: config.require("memberId"),
    role: "Administrator",
  },
  { provider: chimeProvider },
);

export const deployerRole = deployer.arn;
