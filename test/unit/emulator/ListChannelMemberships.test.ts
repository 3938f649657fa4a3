import assert from "node:assert/strict";
import {
  ListChannelMembershipsCommand,
  type ListChannelMembershipsCommandInput,
} from "@aws-sdk/client-chime-sdk-messaging";
import { channelWorldPerTest, type ChannelWorld } from "./channelWorld";
import { refused } from "./world";

type Options = Partial<Pick<ListChannelMembershipsCommandInput, "Type" | "MaxResults" | "NextToken">>;

describe("ListChannelMemberships", () => {
  const world = channelWorldPerTest();

  async function list({ messaging, channel }: ChannelWorld, options: Options = {}) {
    const reply = await messaging.send(new ListChannelMembershipsCommand({ ...channel, ...options }));
    const members = reply.ChannelMemberships!.map(({ Member }) => Member!.Arn!);
    return { members, NextToken: reply.NextToken, reply };
  }

  function many({ chime, appInstanceArn, channelArn }: ChannelWorld, count: number): string[] {
    const arns = Array.from({ length: count }, () => chime.state.addAppInstanceUser({ appInstanceArn }));
    for (const memberArn of arns) chime.state.addChannelMember({ channelArn, memberArn });
    return arns.sort();
  }

  it("returns only the ARN and the name of the members", async () => {
    const { chime, channelArn, users } = world();
    chime.state.addChannelMember({ channelArn, memberArn: users[1] });
    const { reply } = await list(world());
    assert.deepEqual(
      [reply.ChannelArn, reply.ChannelMemberships, reply.NextToken],
      [channelArn, [{ Member: { Arn: users[1], Name: "User b" } }], undefined],
    );
  });

  it("returns only hidden members with the type HIDDEN", async () => {
    const { chime, channelArn, users } = world();
    chime.state.addChannelMember({ channelArn, memberArn: users[0] });
    chime.state.addChannelMember({ channelArn, memberArn: users[1], type: "HIDDEN" });
    assert.deepEqual((await list(world())).members, [users[0]]);
    assert.deepEqual((await list(world(), { Type: "DEFAULT" })).members, [users[0]]);
    assert.deepEqual((await list(world(), { Type: "HIDDEN" })).members, [users[1]]);
  });

  it("returns every member once over several pages", async () => {
    const arns = many(world(), 123);
    const sizes: number[] = [];
    const seen: string[] = [];
    let NextToken: string | undefined;
    do {
      const page = await list(world(), { MaxResults: 50, ...(NextToken === undefined ? {} : { NextToken }) });
      sizes.push(page.members.length);
      seen.push(...page.members);
      ({ NextToken } = page);
    } while (NextToken !== undefined);
    assert.deepEqual(sizes, [50, 50, 23]);
    assert.deepEqual(seen, arns);
  });

  it("returns 50 members on a page by default", async () => {
    many(world(), 51);
    assert.equal((await list(world())).members.length, 50);
  });

  it("skips no member if another one is removed between two pages", async () => {
    const { chime, channelArn } = world();
    const arns = many(world(), 4);
    const first = await list(world(), { MaxResults: 2 });
    chime.state.removeChannelMember({ channelArn, memberArn: arns[0]! });
    const second = await list(world(), { MaxResults: 2, NextToken: first.NextToken });
    assert.deepEqual(second.members, arns.slice(2));
  });

  it("refuses a token of another list, of another type, and a forged token", async () => {
    const { chime, appInstanceArn, admin, messaging } = world();
    many(world(), 3);
    const { NextToken } = await list(world(), { MaxResults: 1 });
    const ChannelArn = chime.state.addChannel({ appInstanceArn });
    const elsewhere = new ListChannelMembershipsCommand({ ChannelArn, ChimeBearer: admin, NextToken });
    await refused(messaging.send(elsewhere), "BadRequestException", 400);
    await refused(list(world(), { NextToken, Type: "HIDDEN" }), "BadRequestException", 400);
    await refused(list(world(), { NextToken: "made-up" }), "BadRequestException", 400);
  });

  it("does not return a write in the first lists, as many as the lag, on any page", async () => {
    const { chime, channelArn } = world();
    const arns = many(world(), 3);
    assert.deepEqual((await list(world())).members, arns);
    chime.faults.setReadLag({ reads: 1 });
    chime.state.removeChannelMember({ channelArn, memberArn: arns[2]! });
    const first = await list(world(), { MaxResults: 2 });
    const second = await list(world(), { MaxResults: 2, NextToken: first.NextToken });
    assert.deepEqual([...first.members, ...second.members], arns);
    assert.deepEqual((await list(world())).members, arns.slice(0, 2));
  });
});
