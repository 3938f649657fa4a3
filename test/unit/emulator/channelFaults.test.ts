import assert from "node:assert/strict";
import { DescribeAppInstanceCommand } from "@aws-sdk/client-chime-sdk-identity";
import {
  CreateChannelMembershipCommand,
  DeleteChannelMembershipCommand,
  DescribeChannelCommand,
} from "@aws-sdk/client-chime-sdk-messaging";
import type { FaultRule } from "../../../emulator";
import { channelWorldPerTest, type ChannelWorld } from "./channelWorld";
import { refused } from "./world";

describe("a fault of messaging or identity", () => {
  const world = channelWorldPerTest();

  function create({ messaging, channel }: ChannelWorld, MemberArn: string) {
    return messaging.send(new CreateChannelMembershipCommand({ ...channel, MemberArn, Type: "DEFAULT" }));
  }

  function remove({ messaging, channel }: ChannelWorld, MemberArn: string) {
    return messaging.send(new DeleteChannelMembershipCommand({ ...channel, MemberArn }));
  }

  function members({ chime, channelArn }: ChannelWorld): string[] {
    return chime.state.channelMembers(channelArn).map(({ memberArn }) => memberArn);
  }

  it("applies to the member in its rule, in a path or a body, and to no other", async () => {
    const { chime, users } = world();
    chime.faults.inject({
      operation: "*",
      kind: "error",
      error: "ConflictException",
      memberArn: users[0],
      times: "always",
    });
    await create(world(), users[1]);
    await refused(create(world(), users[0]), "ConflictException", 409);
    await refused(remove(world(), users[0]), "ConflictException", 409);
    await remove(world(), users[1]);
    assert.deepEqual(members(world()), []);
  });

  it("applies to the channel in its rule, and to no other", async () => {
    const { chime, appInstanceArn, channelArn, users } = world();
    const other = chime.state.addChannel({ appInstanceArn });
    const fault = { operation: "CreateChannelMembership", kind: "error", channelArn } as const;
    chime.faults.inject({ ...fault, error: "ServiceUnavailableException" });
    const elsewhere = { ...world(), channel: { ...world().channel, ChannelArn: other } };
    await create(elsewhere, users[0]);
    await refused(create(world(), users[0]), "ServiceUnavailableException", 503);
  });

  const cuts: [string, FaultRule, boolean][] = [
    [
      "cut before the write",
      { operation: "CreateChannelMembership", kind: "cut", when: "beforeWrite" },
      false,
    ],
    ["cut after the write", { operation: "CreateChannelMembership", kind: "cut", when: "afterWrite" }, true],
    ["garbled", { operation: "CreateChannelMembership", kind: "garbled" }, true],
    ["a captive portal", { operation: "CreateChannelMembership", kind: "captivePortal" }, false],
    [
      "an error after the write",
      {
        operation: "CreateChannelMembership",
        kind: "error",
        error: "ServiceFailureException",
        when: "afterWrite",
      },
      true,
    ],
  ];
  for (const [what, rule, written] of cuts) {
    it(`that is ${what} leaves the membership ${written ? "written" : "unwritten"}`, async () => {
      const { chime, users } = world();
      chime.faults.inject(rule);
      await create(world(), users[0]).catch(() => undefined);
      assert.deepEqual(members(world()), written ? [users[0]] : []);
      assert.equal(chime.journal.calls()[0]!.written, written);
    });
  }

  it("that hangs ends when the emulator stops", async () => {
    const { chime, users } = world();
    const arrived = chime.journal.next({ written: true });
    chime.faults.inject({ operation: "CreateChannelMembership", kind: "hang", when: "afterWrite" });
    const call = create(world(), users[0]);
    await arrived;
    await Promise.all([assert.rejects(call), chime.stop()]);
  });

  it("for every operation applies to identity too", async () => {
    const { chime, identity, appInstanceArn: AppInstanceArn } = world();
    chime.faults.inject({ operation: "*", kind: "error", error: "UnauthorizedClientException" });
    const call = identity.send(new DescribeAppInstanceCommand({ AppInstanceArn }));
    await refused(call, "UnauthorizedClientException", 401);
  });

  it("that is a throttle has its own limit for each app instance", async () => {
    const { chime, messaging, channel } = world();
    const other = chime.state.addAppInstance();
    const ChimeBearer = chime.state.addAppInstanceUser({ appInstanceArn: other });
    const ChannelArn = chime.state.addChannel({ appInstanceArn: other });
    chime.faults.throttle({ callsPerSecond: 0.001, burst: 1 });
    await messaging.send(new DescribeChannelCommand(channel));
    await refused(messaging.send(new DescribeChannelCommand(channel)), "ThrottledClientException", 429);
    await messaging.send(new DescribeChannelCommand({ ChannelArn, ChimeBearer }));
  });

  const wrong: [string, object, RegExp][] = [
    [
      "a room's member in a batch of a channel",
      { operation: "BatchCreateChannelMembership", memberId: "a" },
      /memberArn: expected a non-empty string, got nothing/,
    ],
    [
      "a channel's member in a batch of a room",
      { operation: "BatchCreateRoomMembership", memberArn: "a" },
      /memberId: expected a non-empty string, got nothing/,
    ],
  ];
  for (const [what, rule, message] of wrong) {
    it(`with ${what} is refused with the name of the property`, () => {
      const fault = { kind: "memberError", errorCode: "Conflict", ...rule } as FaultRule;
      assert.throws(() => world().chime.faults.inject(fault), message);
    });
  }
});
