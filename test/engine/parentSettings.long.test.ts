import assert from "node:assert/strict";

import { startEmulator, type Emulator } from "../../emulator";
import { Project } from "../support/project";

/** Declares an app instance with a channel, and the settings in a file. */
const PROGRAM = `"use strict";
const chime = require("pulumi-chime");
const { retention, streaming, flows } = require("./declared.json");
const { appInstanceArn } = new chime.AppInstance("app", { name: "Support" });
const user = new chime.AppInstanceUser("admin", { appInstanceArn, appInstanceUserId: "admin", name: "Admin" });
const admin = { appInstanceArn, appInstanceAdminArn: user.appInstanceUserArn };
const chimeBearer = new chime.AppInstanceAdmin("admin", admin).appInstanceAdminArn;
const { channelArn } = new chime.Channel("launch", { appInstanceArn, name: "Launch", chimeBearer });
if (retention) new chime.AppInstanceRetention("app", { appInstanceArn, ...retention });
if (streaming) new chime.AppInstanceStreaming("app", { appInstanceArn, ...streaming });
const associate = ({ name = "launch", args }) =>
  new chime.ChannelFlowAssociation(name, { channelArn, chimeBearer, ...args });
for (const one of flows ?? []) associate(one);
exports.arns = [appInstanceArn, channelArn];
`;

const STREAM = "arn:aws:kinesis:us-east-1:111122223333:stream/chime-messaging";
const NONE = {};
const FIRST = { retention: { retentionDays: 365 }, streaming: { channelMessageStreamArn: `${STREAM}-a` } };
const SECOND = {
  retention: { retentionDays: 30 },
  streaming: { channelStreamArn: `${STREAM}-b`, channelMessageStreamArn: `${STREAM}-a` },
};

describe("A stack of the settings of an app instance and a channel", function () {
  this.timeout(600_000);

  let chime: Emulator;
  let project: Project;
  let appInstanceArn: string;
  let channelArn: string;
  beforeEach(async () => {
    chime = await startEmulator();
    const files = { "index.js": PROGRAM, "declared.json": JSON.stringify(NONE) };
    project = await Project.open({ chime, files });
    const { outputs } = await project.stack.up();
    [appInstanceArn, channelArn] = outputs["arns"]?.value as [string, string];
  });
  afterEach(async () => {
    await project.close();
    await chime.stop();
  });

  const declare = async (declared: object): Promise<void> => {
    await project.write("declared.json", JSON.stringify(declared));
    chime.journal.clear();
  };
  const up = async (declared: object): Promise<unknown> => {
    await declare(declared);
    return (await project.stack.up()).summary.resourceChanges;
  };
  const written = (): string[] =>
    chime.journal
      .calls()
      .filter(({ written: isWritten }) => isWritten)
      .map(({ operation }) => operation)
      .sort();
  const held = (): unknown[] => [
    chime.state.retentionDaysOf(appInstanceArn),
    chime.state.streamingOf(appInstanceArn),
    chime.state.channelFlowOf(channelArn),
  ];
  const expectNoChanges = async (): Promise<void> => {
    await project.pulumi("refresh", "--yes", "--skip-preview", "--expect-no-changes");
    await project.pulumi("up", "--yes", "--skip-preview", "--expect-no-changes");
  };

  it("is created, read, changed, restored after changes outside Pulumi, and destroyed", async () => {
    const flows = ["one", "two", "three"].map((name) =>
      chime.state.addChannelFlow({ appInstanceArn, channelFlowId: name }),
    );
    const withFlow = (index: number): object => ({ flows: [{ args: { channelFlowArn: flows[index] } }] });

    assert.deepEqual(await up({ ...FIRST, ...withFlow(0) }), { same: 5, create: 3 });
    assert.deepEqual(held(), [365, { ChannelMessage: `${STREAM}-a` }, flows[0]]);
    await expectNoChanges();

    await declare({ ...SECOND, ...withFlow(1) });
    assert.match(await project.pulumi("preview", "--diff"), /retentionDays *: 365 => 30/);
    assert.deepEqual(await up({ ...SECOND, ...withFlow(1) }), { same: 5, update: 2, replace: 1 });
    assert.deepEqual(held(), [30, { Channel: `${STREAM}-b`, ChannelMessage: `${STREAM}-a` }, flows[1]]);
    assert.deepEqual(written(), [
      "AssociateChannelFlow",
      "DisassociateChannelFlow",
      "PutAppInstanceRetentionSettings",
      "PutMessagingStreamingConfigurations",
    ]);
    await expectNoChanges();

    chime.state.setRetention({ appInstanceArn, retentionDays: 7 });
    chime.state.setStreaming({ appInstanceArn });
    chime.state.associateChannelFlow({ channelArn, channelFlowArn: flows[2]! });
    await project.pulumi("refresh", "--yes", "--skip-preview");
    assert.deepEqual(await up({ ...SECOND, ...withFlow(1) }), { same: 5, update: 1, create: 1, replace: 1 });
    assert.deepEqual(held(), [30, { Channel: `${STREAM}-b`, ChannelMessage: `${STREAM}-a` }, flows[1]]);

    assert.deepEqual(await up(NONE), { same: 5, delete: 3 });
    assert.deepEqual(held(), [undefined, undefined, undefined]);

    await up({ ...FIRST, ...withFlow(0) });
    await project.stack.destroy();
    assert.deepEqual(chime.state.appInstances(), []);
  });

  it("keeps the right channel flow if associating the new one fails, and if the resource is renamed", async () => {
    const [one, two] = ["one", "two"].map((name) =>
      chime.state.addChannelFlow({ appInstanceArn, channelFlowId: name }),
    ) as [string, string];
    const flow = (channelFlowArn: string, name?: string, more = {}): { flows: object[] } => ({
      flows: [{ name, args: { channelFlowArn, ...more } }],
    });
    await up(flow(one));
    await assert.rejects(
      up({ flows: [...flow(one).flows, ...flow(two, "again").flows] }),
      /ChannelFlowAssociation "launch" and ChannelFlowAssociation "again" declare the same setting: the flow in channel/,
    );

    // The state has no entry after the removal. So a program that goes back associates the old channel flow again.
    chime.faults.inject({
      operation: "AssociateChannelFlow",
      kind: "error",
      error: "ForbiddenException",
      times: "always",
    });
    await assert.rejects(up(flow(two)), /IAM permission chime:AssociateChannelFlow/);
    assert.equal(chime.state.channelFlowOf(channelArn), undefined);
    chime.faults.clear();
    await up(flow(one));
    assert.equal(chime.state.channelFlowOf(channelArn), one);
    await expectNoChanges();

    await assert.rejects(
      up(flow(one, "renamed")),
      /To adopt the channel flow association, set adoptExisting/,
    );
    assert.equal(chime.state.channelFlowOf(channelArn), one);
    await up(flow(one, "renamed", { adoptExisting: true }));
    assert.deepEqual([chime.state.channelFlowOf(channelArn), written()], [one, []]);
    await expectNoChanges();

    await up(NONE);
    assert.equal(chime.state.channelFlowOf(channelArn), undefined);
  });
});
