import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

const AWS_ACCOUNT = "111122223333";
const SETTINGS = {
  profile: "prod",
  awsAccountId: AWS_ACCOUNT,
  accountId: "the-account",
  roomId: "the-room",
  memberId: "ada-id",
};

// Stands in for the engine and for AWS.
const declared: pulumi.runtime.MockResourceArgs[] = [];
const mocks: pulumi.runtime.Mocks = {
  newResource: (args) => {
    declared.push(args);
    return { id: `${args.name}-id`, state: { arn: `arn:of:${args.name}`, ...(args.inputs as object) } };
  },
  call: ({ token, inputs }) => {
    if (token === "aws:index/getCallerIdentity:getCallerIdentity") return { accountId: AWS_ACCOUNT };
    assert.equal(token, "aws:iam/getPolicyDocument:getPolicyDocument");
    return { json: JSON.stringify(inputs) };
  },
};

describe("The program", () => {
  before(async function () {
    // @pulumi/aws takes seconds to load.
    this.timeout(60_000);
    const settings = Object.entries(SETTINGS).map(([name, value]) => [`chime-aws:${name}`, value]);
    pulumi.runtime.setAllConfig(Object.fromEntries(settings) as Record<string, string>);
    await pulumi.runtime.setMocks(mocks, "chime-aws", "test");
    // Only now: the resources that it declares when it is loaded must meet the mocks.
    await import("./index");
    await pulumi.runtime.disconnect();
  });

  function inputsOf(type: string): Record<string, string> {
    const found = declared.filter((resource) => resource.type === type);
    assert.equal(found.length, 1, `resources of the type ${type}`);
    return found[0]?.inputs as Record<string, string>;
  }

  it("gives the deployer the six calls that memberships need, and nothing else", () => {
    const { Statement } = JSON.parse(inputsOf("aws:iam/rolePolicy:RolePolicy")["policy"] ?? "") as {
      Statement: { Action: string[] }[];
    };
    assert.deepEqual(Statement.flatMap(({ Action }) => Action).sort(), [
      "chime:BatchCreateRoomMembership",
      "chime:CreateRoomMembership",
      "chime:DeleteRoomMembership",
      "chime:GetAccount",
      "chime:ListRoomMemberships",
      "chime:UpdateRoomMembership",
    ]);
  });

  it("lets nobody but its own AWS account assume the role", () => {
    const trust = inputsOf("aws:iam/role:Role")["assumeRolePolicy"] ?? "";
    assert.deepEqual(trust.match(/arn:aws:iam::\d+:root/g), [`arn:aws:iam::${AWS_ACCOUNT}:root`]);
  });

  it("signs for Amazon Chime as @pulumi/aws signs for AWS", () => {
    assert.equal(inputsOf("pulumi:providers:aws")["profile"], "prod");
    assert.equal(inputsOf("pulumi:providers:pulumi-nodejs")["chime:profile"], "prod");
    const membership = declared.find(({ type }) => type === "pulumi-nodejs:dynamic/chime:RoomMembership");
    assert.match(membership?.provider ?? "", /pulumi:providers:pulumi-nodejs::prod/);
    const { memberId, role } = membership?.inputs as Record<string, string>;
    assert.deepEqual({ memberId, role }, { memberId: "ada-id", role: "Administrator" });
  });
});
