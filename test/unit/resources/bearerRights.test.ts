import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import * as chime from "../../../provider";
import { afterRights } from "../../../provider/resources/bearerRights";
import { Component, mockPrograms, startProgram } from "../../support/mockedProgram";

const APP = "arn:aws:chime:us-east-1:111122223333:app-instance/app";
const CHANNEL = `${APP}/channel/launch`;
const ADA = `${APP}/user/ada`;
const BEN = `${APP}/user/ben`;

describe("A resource with a bearer", () => {
  mockPrograms();
  afterEach(() => {
    pulumi.runtime.setAllConfig({});
  });

  const admin = (name: string, appInstanceAdminArn: pulumi.Input<string>): pulumi.Resource =>
    new chime.AppInstanceAdmin(name, { appInstanceArn: APP, appInstanceAdminArn });
  const moderator = (channelModeratorArn: pulumi.Input<string>, channelArn: pulumi.Input<string>) =>
    new chime.ChannelModerator("moderator", { channelArn, channelModeratorArn, chimeBearer: BEN });
  const dependencies = (
    inputs: pulumi.Inputs,
    opts?: pulumi.CustomResourceOptions,
  ): Promise<pulumi.Resource[]> => {
    const { dependsOn } = afterRights({ channelArn: CHANNEL, chimeBearer: undefined, ...inputs }, opts);
    const list = pulumi.output(dependsOn as pulumi.Input<pulumi.Resource[]>);
    return (list as unknown as { promise(): Promise<pulumi.Resource[]> }).promise();
  };

  it("depends on the administrator, roster of moderators and user that the program names by the same text", async () => {
    const user = new chime.AppInstanceUser("ada", {
      appInstanceArn: APP,
      appInstanceUserId: "ada",
      name: "Ada",
    });
    const roster = new chime.ChannelModeratorRoster("all", {
      channelArn: CHANNEL,
      members: [BEN, ADA],
      chimeBearer: BEN,
    });
    const rights = [user, admin("ada", ADA), roster];
    assert.deepEqual(await dependencies({ chimeBearer: ADA }), rights);
  });

  it("depends on those that the program names by the same output, and on no other", async () => {
    const [ada, other] = [pulumi.output(ADA), pulumi.output(ADA)];
    const rights = [admin("ada", ada), moderator(ada, CHANNEL)];
    assert.deepEqual(await dependencies({ chimeBearer: ada }), rights);
    assert.equal(afterRights({ chimeBearer: other }, undefined).dependsOn, undefined);
  });

  it("does not depend on the moderator of another channel, nor on what only reads a right", () => {
    moderator(ADA, `${CHANNEL}-2`);
    chime.AppInstanceAdmin.get("ada", `${APP},admin,${ADA}`);
    for (const channelArn of [CHANNEL, undefined]) {
      assert.equal(afterRights({ channelArn, chimeBearer: ADA }).dependsOn, undefined);
    }
  });

  it("keeps its own dependencies, as a list, a resource or an output", async () => {
    const right = admin("ada", ADA);
    const own = new Component("test:Own");
    for (const dependsOn of [own, [own], pulumi.output([own])]) {
      assert.deepEqual(await dependencies({ chimeBearer: ADA }, { dependsOn }), [own, right]);
    }
  });

  it("has the bearer of its provider, or of the stack, if it names none", async () => {
    pulumi.runtime.setAllConfig({ "chime:appInstanceUserArn": ADA });
    const provider = new chime.Provider("ben", { appInstanceUserArn: BEN });
    const [ada, ben] = [admin("ada", ADA), admin("ben", BEN)];
    const parent = new pulumi.ComponentResource("test:Parent", "parent", {}, { providers: [provider] });
    assert.deepEqual(await dependencies({}), [ada]);
    assert.deepEqual(await dependencies({}, { provider }), [ben]);
    assert.deepEqual(await dependencies({}, { parent }), [ben]);
    assert.deepEqual(await dependencies({}, { provider: new chime.Provider("more") }), [ada]);
    assert.deepEqual(await dependencies({ chimeBearer: BEN }), [ben]);
  });

  it("depends on nothing that another program of the process declares", () => {
    admin("ada", ADA);
    startProgram();
    assert.equal(afterRights({ chimeBearer: ADA }).dependsOn, undefined);
  });
});
