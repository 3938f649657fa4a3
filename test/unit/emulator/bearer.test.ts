import assert from "node:assert/strict";
import { CreateChannelMembershipCommand, ListChannelsCommand } from "@aws-sdk/client-chime-sdk-messaging";
import { fromTemporaryCredentials } from "@aws-sdk/credential-providers";
import { MESSAGING_OPERATIONS } from "../../../emulator/model/operationNames";
import { channelWorldPerTest, inChannelWorld, messagingClientOf, type ChannelWorld } from "./channelWorld";
import { MESSAGING_CALLS, WITHOUT_BEARER, type MessagingOperation } from "./messagingCalls";
import { sendSigned } from "./raw";
import { refused } from "./world";

const ROLE = "arn:aws:iam::444455556666:role/chime-admin";

describe("the bearer of a call to messaging", () => {
  const world = channelWorldPerTest({ roles: [{ arn: ROLE }] });

  beforeEach(() => {
    addChannelFlow(world());
    populate(world());
  });

  it("is required by every operation of messaging, except those without one", () => {
    assert.deepEqual(
      [...Object.keys(MESSAGING_CALLS), ...WITHOUT_BEARER].sort(),
      [...MESSAGING_OPERATIONS].sort(),
    );
  });

  for (const [name, { raw, call }] of Object.entries(MESSAGING_CALLS)) {
    for (const [what, headers] of [
      ["missing", {}],
      ["empty", { "x-amz-chime-bearer": "" }],
      ["no ARN", { "x-amz-chime-bearer": "user-a" }],
      ["the id of a user", { "x-amz-chime-bearer": "app-instance/instance-1/user/user-a" }],
    ] as [string, Record<string, string>][]) {
      it(`is a BadRequestException of ${name} if it is ${what}`, async () => {
        const { chime } = world();
        const reply = await sendSigned(chime, { ...raw(world()), headers });
        assert.deepEqual([reply.status, reply.headers["x-amzn-errortype"]], [400, "BadRequestException"]);
        assert.match(reply.body, /x-amz-chime-bearer/);
        assert.equal(chime.journal.calls()[0]!.written, false);
      });
    }

    it(`is a ForbiddenException of ${name} if no such user exists`, async () => {
      const { chime, appInstanceArn, channelArn } = world();
      const elsewhere = chime.state.addAppInstance({ appInstanceId: "other" });
      const abroad = chime.state.addAppInstance({ appInstanceId: "instance-1", region: "eu-central-1" });
      const stranger = chime.state.addAppInstanceUser({ appInstanceArn: elsewhere, userId: "user-admin" });
      const foreigner = chime.state.addAppInstanceUser({ appInstanceArn: abroad, userId: "user-admin" });
      for (const adminArn of [stranger, foreigner]) chime.state.addAppInstanceAdmin({ adminArn });
      const others = [`${appInstanceArn}/user/nobody`, appInstanceArn, channelArn, stranger, foreigner];
      for (const bearer of others) {
        await refused(call(world(), bearer), "ForbiddenException", 403);
      }
      assert.equal(chime.journal.count({ written: true }), 0);
    });

    it(`can be a bot of ${name}`, async () => {
      const { chime, bot } = world();
      chime.state.addAppInstanceAdmin({ adminArn: bot });
      await call(world(), bot);
      assert.equal(chime.journal.calls()[0]!.bearer, bot);
    });

    it(`cannot call ${name} with a key of another AWS account`, async () => {
      const { chime, admin } = world();
      const messaging = messagingClientOf(chime, {
        credentials: fromTemporaryCredentials({
          masterCredentials: chime.credentials,
          params: { RoleArn: ROLE },
          clientConfig: { endpoint: chime.url, region: "us-east-1" },
        }),
      });
      await refused(call({ ...world(), messaging }, admin), "ForbiddenException", 403);
      messaging.destroy();
    });
  }
});

/** Gives the channel a member, a moderator, a ban and a channel flow, for the table of calls. */
function populate({ chime, appInstanceArn, channelArn, users }: ChannelWorld): void {
  chime.state.addChannelMember({ channelArn, memberArn: users[2] });
  chime.state.addChannelModerator({ channelArn, moderatorArn: users[3] });
  chime.state.addChannelBan({ channelArn, memberArn: users[4] });
  const channelFlowArn = `${appInstanceArn}/channel-flow/flow-1`;
  chime.state.associateChannelFlow({ channelArn, channelFlowArn });
}

function addChannelFlow({ chime, appInstanceArn }: ChannelWorld): void {
  chime.state.addChannelFlow({ appInstanceArn, channelFlowId: "flow-1" });
}

type Who = "administrator" | "moderator" | "member" | "nobody";
const WHO: readonly Who[] = ["administrator", "moderator", "member", "nobody"];

interface Right {
  readonly operation: MessagingOperation;
  readonly channel: { privacy?: "PRIVATE"; mode?: "RESTRICTED" };
  readonly allowed: readonly Who[];
}

const PRIVATE = { privacy: "PRIVATE" } as const;
const RESTRICTED = { mode: "RESTRICTED" } as const;
const MANAGERS: readonly Who[] = ["administrator", "moderator"];
const INSIDERS: readonly Who[] = [...MANAGERS, "member"];

/** The table of https://docs.aws.amazon.com/chime-sdk/latest/dg/auth-by-role.html, as far as it goes. */
const RIGHTS: readonly Right[] = [
  { operation: "UpdateChannel", channel: {}, allowed: MANAGERS },
  { operation: "DeleteChannel", channel: {}, allowed: MANAGERS },
  { operation: "DescribeChannel", channel: {}, allowed: WHO },
  { operation: "DescribeChannel", channel: PRIVATE, allowed: ["administrator"] },
  { operation: "ListChannels", channel: PRIVATE, allowed: WHO },
  { operation: "CreateChannelMembership", channel: {}, allowed: INSIDERS },
  { operation: "CreateChannelMembership", channel: PRIVATE, allowed: INSIDERS },
  { operation: "CreateChannelMembership", channel: RESTRICTED, allowed: MANAGERS },
  { operation: "BatchCreateChannelMembership", channel: {}, allowed: INSIDERS },
  { operation: "BatchCreateChannelMembership", channel: RESTRICTED, allowed: MANAGERS },
  { operation: "DescribeChannelMembership", channel: {}, allowed: WHO },
  { operation: "DescribeChannelMembership", channel: PRIVATE, allowed: INSIDERS },
  { operation: "ListChannelMemberships", channel: {}, allowed: WHO },
  { operation: "ListChannelMemberships", channel: PRIVATE, allowed: INSIDERS },
  { operation: "ListChannelModerators", channel: {}, allowed: MANAGERS },
  { operation: "ListChannelModerators", channel: PRIVATE, allowed: MANAGERS },
  { operation: "CreateChannelModerator", channel: {}, allowed: ["administrator"] },
  { operation: "DeleteChannelModerator", channel: {}, allowed: MANAGERS },
  { operation: "DescribeChannelModerator", channel: {}, allowed: MANAGERS },
  { operation: "CreateChannelBan", channel: {}, allowed: MANAGERS },
  { operation: "DeleteChannelBan", channel: {}, allowed: MANAGERS },
  { operation: "DescribeChannelBan", channel: {}, allowed: MANAGERS },
  { operation: "ListChannelBans", channel: PRIVATE, allowed: MANAGERS },
  { operation: "ListChannelMembershipsForAppInstanceUser", channel: {}, allowed: ["administrator"] },
  { operation: "ListChannelsModeratedByAppInstanceUser", channel: {}, allowed: ["administrator"] },
  { operation: "DescribeChannelMembershipForAppInstanceUser", channel: {}, allowed: ["administrator"] },
  { operation: "DescribeChannelModeratedByAppInstanceUser", channel: PRIVATE, allowed: INSIDERS },
  { operation: "PutChannelExpirationSettings", channel: {}, allowed: MANAGERS },
  { operation: "AssociateChannelFlow", channel: {}, allowed: MANAGERS },
  { operation: "DisassociateChannelFlow", channel: {}, allowed: MANAGERS },
  { operation: "DeleteChannelMembership", channel: {}, allowed: INSIDERS },
  { operation: "DeleteChannelMembership", channel: { ...PRIVATE, ...RESTRICTED }, allowed: INSIDERS },
];

describe("the permissions of a bearer", () => {
  const world = channelWorldPerTest();

  beforeEach(() => {
    addChannelFlow(world());
  });

  /** The world with a channel of this kind, in which the third user is, and the bearer stands as told. */
  function stage(who: Who, kind: Right["channel"]): { scene: ChannelWorld; bearer: string } {
    const { chime, appInstanceArn, users, admin } = world();
    const channelArn = chime.state.addChannel({ appInstanceArn, ...kind });
    populate({ ...world(), channelArn });
    const bearer = who === "administrator" ? admin : users[1];
    if (who === "moderator") chime.state.addChannelModerator({ channelArn, moderatorArn: bearer });
    if (who === "member") chime.state.addChannelMember({ channelArn, memberArn: bearer });
    return { scene: { ...world(), channelArn }, bearer };
  }

  for (const { operation, channel, allowed } of RIGHTS) {
    const kind = Object.values(channel).join(" ") || "public and unrestricted";
    for (const who of WHO) {
      const may = allowed.includes(who);
      it(`${may ? "allow" : "do not allow"} ${who} to call ${operation} if the channel is ${kind}`, async () => {
        const { scene, bearer } = stage(who, channel);
        const call = MESSAGING_CALLS[operation].call(scene, bearer);
        await (may ? call : refused(call, "ForbiddenException", 403));
        assert.equal(scene.chime.journal.calls()[0]!.status! < 400, may);
      });
    }
  }

  async function join(kind: Right["channel"]): Promise<unknown> {
    const { scene, bearer } = stage("nobody", kind);
    const { messaging, channelArn: ChannelArn } = scene;
    const input = { ChannelArn, ChimeBearer: bearer, MemberArn: bearer, Type: "DEFAULT" } as const;
    return messaging.send(new CreateChannelMembershipCommand(input));
  }

  it("allow every user to join a public unrestricted channel, and no other", async () => {
    await join({});
    await refused(join(PRIVATE), "ForbiddenException", 403);
    await refused(join(RESTRICTED), "ForbiddenException", 403);
  });

  it("allow a moderator to make others moderators only as a member", async () => {
    const { scene, bearer } = stage("moderator", {});
    const { chime, channelArn, users } = scene;
    const { call } = MESSAGING_CALLS.CreateChannelModerator;
    await refused(call(scene, bearer), "ForbiddenException", 403);
    chime.state.addChannelMember({ channelArn, memberArn: bearer });
    await call(scene, bearer);
    assert.ok(chime.state.channelModerators(channelArn).includes(users[2]));
  });

  it("allow a moderator who is not a member to make others moderators if the rule is allowed", () =>
    inChannelWorld({ nonMemberModerator: "allowed" }, async (open) => {
      const { chime, channelArn, users } = open;
      chime.state.addChannelModerator({ channelArn, moderatorArn: users[1] });
      await MESSAGING_CALLS.CreateChannelModerator.call(open, users[1]);
    }));

  it("allow only administrators to list private channels", async () => {
    const { messaging, appInstanceArn: AppInstanceArn, admin, users } = world();
    const input = { AppInstanceArn, Privacy: "PRIVATE" } as const;
    await messaging.send(new ListChannelsCommand({ ...input, ChimeBearer: admin }));
    await refused(
      messaging.send(new ListChannelsCommand({ ...input, ChimeBearer: users[0] })),
      "ForbiddenException",
      403,
    );
  });
});
