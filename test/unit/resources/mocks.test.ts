import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { startEmulator, type Emulator } from "../../../emulator";
import * as chime from "../../../provider";
import { setEnvironment } from "../../support/processEnvironment";

const APP = "arn:aws:chime:us-east-1:111122223333:app-instance/app";
const USER = `${APP}/user/ana`;
const CHANNEL = `${APP}/channel/launch`;
const BOT = `${APP}/bot/help`;
const FLOW = `${APP}/channel-flow/moderation`;
const STREAM = "arn:aws:kinesis:us-east-1:111122223333:stream/chime-messaging-support";
const ROOM = { accountId: "account", roomId: "room" };

/** A resource of each class, with the outputs that a test sees under mocks, and an id for `get`. */
const CLASSES: Record<string, { make: () => pulumi.Resource; outputs: object; id?: string }> = {
  AppInstance: {
    make: () => new chime.AppInstance("app", { name: "Support" }),
    outputs: { appInstanceArn: APP, name: "Support" },
    id: APP,
  },
  AppInstanceAdmin: {
    make: () => new chime.AppInstanceAdmin("ana", { appInstanceArn: APP, appInstanceAdminArn: USER }),
    outputs: { appInstanceArn: APP, appInstanceAdminArn: USER },
    id: `${APP},admin,${USER}`,
  },
  AppInstanceBot: {
    make: () =>
      new chime.AppInstanceBot("help", {
        appInstanceArn: APP,
        name: "Help",
        lexBotAliasArn: "arn:aws:lex:us-east-1:111122223333:bot-alias/ABCDEFGHIJ/KLMNOPQRST",
        localeId: "en_US",
        standardMessages: "MENTIONS",
        targetedMessages: "ALL",
      }),
    outputs: { appInstanceBotArn: BOT, appInstanceArn: APP, localeId: "en_US" },
    id: BOT,
  },
  AppInstanceRetention: {
    make: () => new chime.AppInstanceRetention("app", { appInstanceArn: APP, retentionDays: 365 }),
    outputs: { appInstanceArn: APP, retentionDays: 365 },
    id: `${APP},retention`,
  },
  AppInstanceStreaming: {
    make: () =>
      new chime.AppInstanceStreaming("app", { appInstanceArn: APP, channelMessageStreamArn: STREAM }),
    outputs: { appInstanceArn: APP, channelMessageStreamArn: STREAM },
    id: `${APP},streaming`,
  },
  AppInstanceUser: {
    make: () => {
      const { appInstanceArn } = new chime.AppInstance("app", { name: "Support" });
      return new chime.AppInstanceUser("ana", { appInstanceArn, appInstanceUserId: "ana", name: "Ana" });
    },
    outputs: { appInstanceUserArn: USER, appInstanceArn: APP, name: "Ana" },
    id: USER,
  },
  Channel: {
    make: () => {
      const { appInstanceArn } = new chime.AppInstance("app", { name: "Support" });
      return new chime.Channel("launch", { appInstanceArn, name: "Launch", chimeBearer: USER });
    },
    outputs: { channelArn: CHANNEL, appInstanceArn: APP, chimeBearer: USER },
    id: CHANNEL,
  },
  ChannelBan: {
    make: () => new chime.ChannelBan("ana", { channelArn: CHANNEL, memberArn: USER }),
    outputs: { channelArn: CHANNEL, memberArn: USER },
    id: `${CHANNEL},ban,${USER}`,
  },
  ChannelFlowAssociation: {
    make: () => new chime.ChannelFlowAssociation("launch", { channelArn: CHANNEL, channelFlowArn: FLOW }),
    outputs: { channelArn: CHANNEL, channelFlowArn: FLOW },
    id: `${CHANNEL},flow`,
  },
  ChannelMembership: {
    make: () => {
      const { channelArn } = new chime.Channel("launch", { appInstanceArn: APP, name: "Launch" });
      return new chime.ChannelMembership("ana", { channelArn, memberArn: USER, type: "HIDDEN" });
    },
    outputs: { channelArn: CHANNEL, memberArn: USER, type: "HIDDEN" },
    id: `${CHANNEL},${USER}`,
  },
  ChannelModerator: {
    make: () => new chime.ChannelModerator("ana", { channelArn: CHANNEL, channelModeratorArn: USER }),
    outputs: { channelArn: CHANNEL, channelModeratorArn: USER },
    id: `${CHANNEL},moderator,${USER}`,
  },
  ChannelModeratorRoster: {
    make: () => new chime.ChannelModeratorRoster("all", { channelArn: CHANNEL, members: [USER] }),
    outputs: { channelArn: CHANNEL, members: [USER], otherMembers: undefined },
    id: CHANNEL,
  },
  ChannelRoster: {
    make: () => new chime.ChannelRoster("all", { channelArn: CHANNEL, members: [{ memberArn: USER }] }),
    outputs: { channelArn: CHANNEL, members: [{ memberArn: USER, type: "DEFAULT" }] },
    id: CHANNEL,
  },
  Provider: {
    make: () => new chime.Provider("prod", { profile: "prod" }),
    outputs: { settings: { "chime:profile": "prod" } },
  },
  Room: {
    make: () => new chime.Room("launch", { accountId: "account", name: "Launch" }),
    outputs: { accountId: "account", roomId: "room", name: "Launch" },
    id: "account/room",
  },
  RoomMembership: {
    make: () => {
      const { roomId } = new chime.Room("launch", { accountId: "account", name: "Launch" });
      return new chime.RoomMembership("ana", { accountId: "account", roomId, memberId: "ana" });
    },
    outputs: { roomId: "room", memberId: "ana" },
    id: "account/room/ana",
  },
  RoomRoster: {
    make: () =>
      new chime.RoomRoster("all", { ...ROOM, members: [{ memberId: "ana", role: "Administrator" }] }),
    outputs: { roomId: "room", members: [{ memberId: "ana", role: "Administrator" }] },
    id: "account/room",
  },
};

/** The outputs that Amazon Chime assigns, as docs/guides/testing.md tells a user to mock them. */
const ASSIGNED: Record<string, object> = {
  AppInstance: { appInstanceArn: APP },
  AppInstanceBot: { appInstanceBotArn: BOT },
  AppInstanceUser: { appInstanceUserArn: USER },
  Channel: { channelArn: CHANNEL },
  Room: { roomId: "room" },
};

describe("Under Pulumi's mocks", () => {
  const asked: pulumi.runtime.MockResourceArgs[] = [];
  before(() =>
    pulumi.runtime.setMocks({
      newResource: (args) => {
        asked.push(args);
        const assigned = ASSIGNED[args.type.split("chime:").at(-1) ?? ""];
        return { id: `${args.name}-id`, state: { ...(args.inputs as object), ...assigned } };
      },
      call: () => ({}),
    }),
  );

  it("each class has a test", () => {
    const classes = Object.entries(chime)
      .filter(([, value]) => typeof value === "function" && value.prototype instanceof pulumi.Resource)
      .map(([name]) => name);
    assert.deepEqual(Object.keys(CLASSES).sort(), classes.sort());
  });

  for (const [name, { make, outputs, id }] of Object.entries(CLASSES)) {
    it(`${name} has the outputs that the mock returns`, async () => {
      const resource = make() as unknown as Record<string, pulumi.Output<unknown>>;
      for (const [property, expected] of Object.entries(outputs)) {
        assert.deepEqual(await valueOf(resource[property]!), expected, property);
      }
    });

    if (id === undefined) continue;

    it(`${name}.get asks the mock with the id`, async () => {
      const { get } = chime[name as keyof typeof chime] as unknown as {
        get: (name: string, id: string) => pulumi.CustomResource;
      };
      await valueOf(get(`found-${name}`, id).urn);
      assert.equal(asked.find((args) => args.name === `found-${name}`)?.id, id);
    });
  }
});

describe("Under Pulumi's mocks, with the emulator in the environment", () => {
  let service: Emulator;
  let restore: () => void;
  const ids = {
    accountId: "",
    roomId: "",
    userId: "",
    appInstanceArn: "",
    channelArn: "",
    chimeBearer: "",
    bannedArn: "",
  };
  before(async () => {
    await pulumi.runtime.setMocks({ newResource: () => ({ id: "id", state: {} }), call: () => ({}) });
    service = await startEmulator();
    restore = setEnvironment(service.env);
    const { state } = service;
    ids.accountId = state.addAccount();
    ids.roomId = state.addRoom({ accountId: ids.accountId, name: "Launch" });
    ids.userId = state.addUser({ accountId: ids.accountId, email: "ana@example.com" });
    state.addMember({ accountId: ids.accountId, roomId: ids.roomId, memberId: ids.userId });
    const appInstanceArn = state.addAppInstance();
    ids.appInstanceArn = appInstanceArn;
    ids.chimeBearer = state.addAppInstanceUser({ appInstanceArn });
    state.addAppInstanceAdmin({ adminArn: ids.chimeBearer });
    ids.channelArn = state.addChannel({ appInstanceArn });
    state.addChannelMember({ channelArn: ids.channelArn, memberArn: ids.chimeBearer });
    state.addChannelModerator({ channelArn: ids.channelArn, moderatorArn: ids.chimeBearer });
    ids.bannedArn = state.addAppInstanceUser({ appInstanceArn });
    state.addChannelBan({ channelArn: ids.channelArn, memberArn: ids.bannedArn });
  });
  after(async () => {
    restore();
    await service.stop();
  });

  /** What each function returns of what the service has, in both forms. */
  const functions: Record<string, () => Promise<[found: unknown, expected: unknown][]>> = {
    getUser: async () => {
      const args = { accountId: ids.accountId, email: "ana@example.com" };
      const found = [(await chime.getUser(args)).userId, await valueOf(chime.getUserOutput(args).userId)];
      return found.map((userId) => [userId, ids.userId]);
    },
    getRoom: async () => {
      const args = { accountId: ids.accountId, name: "Launch" };
      const found = [(await chime.getRoom(args)).roomId, await valueOf(chime.getRoomOutput(args).roomId)];
      return found.map((roomId) => [roomId, ids.roomId]);
    },
    getRooms: async () => {
      const args = { accountId: ids.accountId };
      const found = [await chime.getRooms(args), await valueOf(chime.getRoomsOutput(args))];
      return found.map(({ rooms }) => [rooms.map(({ roomId }) => roomId), [ids.roomId]]);
    },
    getRoomMemberships: async () => {
      const { accountId, roomId } = ids;
      const found = [
        (await chime.getRoomMemberships({ accountId, roomId })).memberships,
        await valueOf(chime.getRoomMembershipsOutput({ accountId, roomId }).memberships),
      ];
      return found.map((memberships) => [memberships.map(({ memberId }) => memberId), [ids.userId]]);
    },
    getChannelMemberships: async () => {
      const { channelArn, chimeBearer } = ids;
      const found = [
        (await chime.getChannelMemberships({ channelArn, chimeBearer })).memberships,
        await valueOf(chime.getChannelMembershipsOutput({ channelArn, chimeBearer }).memberships),
      ];
      return found.map((memberships) => [memberships.map(({ memberArn }) => memberArn), [chimeBearer]]);
    },
    getChannelModerators: async () => {
      const { channelArn, chimeBearer } = ids;
      const found = [
        (await chime.getChannelModerators({ channelArn, chimeBearer })).channelModeratorArns,
        await valueOf(chime.getChannelModeratorsOutput({ channelArn, chimeBearer }).channelModeratorArns),
      ];
      return found.map((arns) => [arns, [chimeBearer]]);
    },
    getChannelBans: async () => {
      const { channelArn, chimeBearer } = ids;
      const found = [
        (await chime.getChannelBans({ channelArn, chimeBearer })).memberArns,
        await valueOf(chime.getChannelBansOutput({ channelArn, chimeBearer }).memberArns),
      ];
      return found.map((arns) => [arns, [ids.bannedArn]]);
    },
    getAppInstanceAdmins: async () => {
      const { appInstanceArn, chimeBearer } = ids;
      const found = [
        (await chime.getAppInstanceAdmins({ appInstanceArn })).appInstanceAdminArns,
        await valueOf(chime.getAppInstanceAdminsOutput({ appInstanceArn }).appInstanceAdminArns),
      ];
      return found.map((arns) => [arns, [chimeBearer]]);
    },
    getAppInstanceUserMemberships: async () => {
      const args = { appInstanceUserArn: ids.chimeBearer, chimeBearer: ids.chimeBearer };
      const found = [
        (await chime.getAppInstanceUserMemberships(args)).memberships,
        await valueOf(chime.getAppInstanceUserMembershipsOutput(args).memberships),
      ];
      return found.map((memberships) => [memberships.map(({ channelArn }) => channelArn), [ids.channelArn]]);
    },
    getAppInstanceUserModeratedChannels: async () => {
      const args = { appInstanceUserArn: ids.chimeBearer, chimeBearer: ids.chimeBearer };
      const found = [
        (await chime.getAppInstanceUserModeratedChannels(args)).channels,
        await valueOf(chime.getAppInstanceUserModeratedChannelsOutput(args).channels),
      ];
      return found.map((channels) => [channels.map(({ channelArn }) => channelArn), [ids.channelArn]]);
    },
  };

  it("each function has a test", () => {
    const names = Object.keys(chime).filter((name) => /^get[A-Z]/.test(name) && !name.endsWith("Output"));
    assert.deepEqual(Object.keys(functions).sort(), names.sort());
  });

  for (const [name, read] of Object.entries(functions)) {
    it(`${name} reads what the emulator has`, async () => {
      for (const [found, expected] of await read()) assert.deepEqual(found, expected);
    });
  }
});

function valueOf<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => {
    output.apply(resolve as (value: unknown) => void);
  });
}
