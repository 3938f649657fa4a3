import assert from "node:assert/strict";
import {
  AssociateChannelFlowCommand,
  CreateChannelFlowCommand,
  DeleteChannelFlowCommand,
  DescribeChannelCommand,
  DescribeChannelFlowCommand,
  DisassociateChannelFlowCommand,
  ListChannelFlowsCommand,
  ListChannelsAssociatedWithChannelFlowCommand,
  UpdateChannelFlowCommand,
  type CreateChannelFlowCommandInput,
} from "@aws-sdk/client-chime-sdk-messaging";
import { channelWorldPerTest, inChannelWorld, type ChannelWorld } from "./channelWorld";
import { refused } from "./world";
import { DEFAULT_PROCESSOR } from "../../../emulator/model/processor";

const PROCESSOR = { ...DEFAULT_PROCESSOR, FallbackAction: "ABORT" as const };

async function create(
  { messaging, appInstanceArn: AppInstanceArn }: ChannelWorld,
  input: Partial<CreateChannelFlowCommandInput> = {},
) {
  const command = { AppInstanceArn, Name: "Flow", Processors: [PROCESSOR], ...input };
  return (await messaging.send(new CreateChannelFlowCommand(command))).ChannelFlowArn!;
}

describe("channel flows", () => {
  const world = channelWorldPerTest();

  it("are described as they were created and updated", async () => {
    const { chime, messaging, appInstanceArn } = world();
    const ChannelFlowArn = await create(world(), { Tags: [{ Key: "team", Value: "red" }] });
    assert.match(ChannelFlowArn.slice(appInstanceArn.length), /^\/channel-flow\/[0-9a-f-]{36}$/);
    const read = async () =>
      (await messaging.send(new DescribeChannelFlowCommand({ ChannelFlowArn }))).ChannelFlow!;
    const { CreatedTimestamp, LastUpdatedTimestamp, ...flow } = await read();
    assert.deepEqual(flow, { ChannelFlowArn, Name: "Flow", Processors: [PROCESSOR] });
    assert.deepEqual(CreatedTimestamp, LastUpdatedTimestamp);
    assert.deepEqual(chime.state.tags(ChannelFlowArn), { team: "red" });
    const Processors = [{ ...PROCESSOR, FallbackAction: "CONTINUE" as const }];
    await messaging.send(new UpdateChannelFlowCommand({ ChannelFlowArn, Name: "Other", Processors }));
    const updated = await read();
    assert.deepEqual([updated.Name, updated.Processors], ["Other", Processors]);
  });

  it("created twice with one token are one, unless they differ", async () => {
    const ClientRequestToken = "token-1";
    const arn = await create(world(), { ClientRequestToken });
    assert.equal(await create(world(), { ClientRequestToken }), arn);
    await refused(create(world(), { ClientRequestToken, Name: "Other" }), "ConflictException", 409);
    assert.notEqual(await create(world()), arn);
  });

  it("are listed in pages", async () => {
    const { messaging, appInstanceArn: AppInstanceArn } = world();
    const arns = [await create(world()), await create(world()), await create(world())].sort();
    const first = await messaging.send(new ListChannelFlowsCommand({ AppInstanceArn, MaxResults: 2 }));
    const { NextToken } = first;
    const rest = await messaging.send(new ListChannelFlowsCommand({ AppInstanceArn, NextToken }));
    assert.deepEqual(
      [first, rest].map(({ ChannelFlows }) => ChannelFlows!.map(({ ChannelFlowArn }) => ChannelFlowArn)),
      [arns.slice(0, 2), arns.slice(2)],
    );
    assert.deepEqual(rest.ChannelFlows![0]!.Processors, [PROCESSOR]);
  });

  it("have one processor by default", async () => {
    const { messaging } = world();
    const Processors = [PROCESSOR, { ...PROCESSOR, ExecutionOrder: 2 }];
    await refused(create(world(), { Processors }), "ResourceLimitExceededException", 400);
    const ChannelFlowArn = await create(world());
    await refused(
      messaging.send(new UpdateChannelFlowCommand({ ChannelFlowArn, Name: "Flow", Processors })),
      "BadRequestException",
      400,
    );
  });

  it("have a quota of 100 for each app instance by default", () =>
    inChannelWorld({}, async (open) => {
      const { chime, appInstanceArn } = open;
      for (let count = 0; count < 99; count += 1) chime.state.addChannelFlow({ appInstanceArn });
      await create(open);
      await refused(create(open), "ResourceLimitExceededException", 400);
    }));
});

describe("the association of a channel flow with a channel", () => {
  const world = channelWorldPerTest();

  async function associate({ messaging, channel }: ChannelWorld, ChannelFlowArn: string) {
    await messaging.send(new AssociateChannelFlowCommand({ ...channel, ChannelFlowArn }));
  }

  async function disassociate({ messaging, channel }: ChannelWorld, ChannelFlowArn: string) {
    await messaging.send(new DisassociateChannelFlowCommand({ ...channel, ChannelFlowArn }));
  }

  it("is in the description of the channel, and in the list of the flow, until it ends", async () => {
    const { chime, messaging, channel, channelArn } = world();
    const ChannelFlowArn = await create(world());
    const channelsOf = async () => {
      const list = new ListChannelsAssociatedWithChannelFlowCommand({ ChannelFlowArn });
      return (await messaging.send(list)).Channels!.map(({ ChannelArn }) => ChannelArn);
    };
    await associate(world(), ChannelFlowArn);
    assert.equal(
      (await messaging.send(new DescribeChannelCommand(channel))).Channel!.ChannelFlowArn,
      ChannelFlowArn,
    );
    assert.deepEqual(await channelsOf(), [channelArn]);
    await disassociate(world(), ChannelFlowArn);
    assert.equal(chime.state.channelFlowOf(channelArn), undefined);
    assert.deepEqual(await channelsOf(), []);
  });

  it("can be repeated, and another flow is refused until it ends", async () => {
    const { chime } = world();
    const [first, second] = [await create(world()), await create(world())];
    await associate(world(), first);
    await associate(world(), first);
    await refused(associate(world(), second), "ConflictException", 409);
    const calls = chime.journal.calls({ operation: "AssociateChannelFlow" });
    assert.deepEqual(
      calls.map(({ written }) => written),
      [true, false, false],
    );
    await disassociate(world(), first);
    await associate(world(), second);
  });

  it("that does not exist cannot end", async () => {
    const [first, second] = [await create(world()), await create(world())];
    await associate(world(), first);
    await refused(disassociate(world(), second), "NotFoundException", 404);
    await refused(associate(world(), `${first}-gone`), "NotFoundException", 404);
  });

  it("keeps the flow from being deleted, as long as the channel exists", async () => {
    const { chime, messaging, channelArn } = world();
    const ChannelFlowArn = await create(world());
    await associate(world(), ChannelFlowArn);
    const remove = () => messaging.send(new DeleteChannelFlowCommand({ ChannelFlowArn }));
    await refused(remove(), "ConflictException", 409);
    chime.state.removeChannel({ channelArn });
    await remove();
    await refused(remove(), "ForbiddenException", 403);
  });
});
