import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import * as chime from "../../../provider";
import { CHANNEL_MEMBERSHIP_SCHEMA } from "../../../provider/schema/channels/channelMembershipSchema";
import { ROOM_MEMBERSHIP_SCHEMA } from "../../../provider/schema/rooms/roomMembershipSchema";
import { validateRoster } from "../../../provider/schema/rosters/rosterInputs";
import { validate } from "../../../provider/schema/validators";

const APP = "arn:aws:chime:us-east-1:111122223333:app-instance/app";
const ROOM = { accountId: "account", roomId: "room" };

/** Each class, with a valid id and a resource of it. */
const CLASSES = {
  AppInstance: { id: APP, make: () => new chime.AppInstance("one", { name: "Support" }) },
  AppInstanceAdmin: {
    id: `${APP},admin,${APP}/user/ana`,
    make: () =>
      new chime.AppInstanceAdmin("one", { appInstanceArn: APP, appInstanceAdminArn: `${APP}/user/ana` }),
  },
  AppInstanceBot: {
    id: `${APP}/bot/help`,
    make: () =>
      new chime.AppInstanceBot("one", {
        appInstanceArn: APP,
        name: "Help",
        lexBotAliasArn: "arn:aws:lex:us-east-1:111122223333:bot-alias/ABCDEFGHIJ/KLMNOPQRST",
        localeId: "en_US",
        standardMessages: "MENTIONS",
        targetedMessages: "ALL",
      }),
  },
  AppInstanceRetention: {
    id: `${APP},retention`,
    make: () => new chime.AppInstanceRetention("one", { appInstanceArn: APP, retentionDays: 365 }),
  },
  AppInstanceStreaming: {
    id: `${APP},streaming`,
    make: () =>
      new chime.AppInstanceStreaming("one", {
        appInstanceArn: APP,
        channelStreamArn: "arn:aws:kinesis:us-east-1:111122223333:stream/chime-messaging-support",
      }),
  },
  AppInstanceUser: {
    id: `${APP}/user/ana`,
    make: () =>
      new chime.AppInstanceUser("one", { appInstanceArn: APP, appInstanceUserId: "a", name: "Ana" }),
  },
  Channel: {
    id: `${APP}/channel/launch`,
    make: () => new chime.Channel("one", { appInstanceArn: APP, name: "Launch" }),
  },
  ChannelBan: {
    id: `${APP}/channel/launch,ban,${APP}/user/ana`,
    make: () =>
      new chime.ChannelBan("one", { channelArn: `${APP}/channel/launch`, memberArn: `${APP}/user/ana` }),
  },
  ChannelFlowAssociation: {
    id: `${APP}/channel/launch,flow`,
    make: () =>
      new chime.ChannelFlowAssociation("one", {
        channelArn: `${APP}/channel/launch`,
        channelFlowArn: `${APP}/channel-flow/moderation`,
      }),
  },
  ChannelMembership: {
    id: `${APP}/channel/launch,${APP}/user/ana`,
    make: () =>
      new chime.ChannelMembership("one", {
        channelArn: `${APP}/channel/launch`,
        memberArn: `${APP}/user/ana`,
      }),
  },
  ChannelModerator: {
    id: `${APP}/channel/launch,moderator,${APP}/user/ana`,
    make: () =>
      new chime.ChannelModerator("one", {
        channelArn: `${APP}/channel/launch`,
        channelModeratorArn: `${APP}/user/ana`,
      }),
  },
  ChannelRoster: {
    id: `${APP}/channel/launch`,
    make: () => new chime.ChannelRoster("one", { channelArn: `${APP}/channel/launch`, members: [] }),
  },
  Room: { id: "account/room", make: () => new chime.Room("one", { accountId: "account", name: "Launch" }) },
  RoomMembership: {
    id: "account/room/ana",
    make: () => new chime.RoomMembership("one", { ...ROOM, memberId: "ana" }),
  },
  RoomRoster: { id: "account/room", make: () => new chime.RoomRoster("one", { ...ROOM, members: [] }) },
} as const;

type Kind = keyof typeof CLASSES;
const KINDS = Object.keys(CLASSES) as Kind[];

/** What all classes have in common. */
interface AnyClass {
  get(name: string, id: string, state?: object, opts?: pulumi.CustomResourceOptions): pulumi.CustomResource;
  isInstance(value: unknown): boolean;
  new (name: string, args: object, opts?: pulumi.CustomResourceOptions): pulumi.CustomResource;
}

const classOf = (kind: Kind): AnyClass => chime[kind] as unknown as AnyClass;

describe("The first program that somebody writes", () => {
  const providers = new Map<string, string | undefined>();
  const inputsOf = new Map<string, Record<string, unknown>>();
  before(async () => {
    await pulumi.runtime.setMocks(
      {
        newResource: ({ name, inputs, id, provider }) => {
          providers.set(name, provider);
          inputsOf.set(name, inputs as Record<string, unknown>);
          return { id: id ?? "new", state: inputs as object };
        },
        call: () => ({}),
      },
      "project",
      "stack",
      true,
    );
  });

  for (const kind of KINDS) {
    describe(kind, () => {
      it("is recognized by isInstance of its own class, and of no other", () => {
        const one = CLASSES[kind].make();
        const recognizing = KINDS.filter((other) => classOf(other).isInstance(one));
        assert.deepEqual(recognizing, [kind]);
        for (const value of [undefined, null, "text", {}])
          assert.equal(classOf(kind).isInstance(value), false);
      });

      it("takes the options of get as the fourth argument", async () => {
        const provider = new chime.Provider(`provider-of-${kind}`, { profile: "prod" });
        const found = classOf(kind).get(`found-${kind}`, CLASSES[kind].id, undefined, { provider });
        await new Promise((resolve) => found.urn.apply(resolve));
        assert.match(providers.get(`found-${kind}`) ?? "", new RegExp(`provider-of-${kind}`));
      });

      it("says what is wrong with a malformed id, without a stack", () => {
        assert.throws(
          () => classOf(kind).get("found", "malformed"),
          (error: Error) =>
            pulumi.RunError.isInstance(error) &&
            error.stack === "" &&
            /^get of "found": .*"?malformed"? is not the id of a/.test(error.message),
        );
      });

      it("says where the options of get belong if they are the third argument", () => {
        assert.throws(
          () => classOf(kind).get("found", CLASSES[kind].id, { provider: undefined }),
          /get of "found": provider is a resource option.* fourth argument: get\(name, id, undefined, \{ provider \}\)/,
        );
      });

      it("says how to import it if it has the option import", () => {
        assert.throws(
          () => new (classOf(kind))("one", {}, { import: CLASSES[kind].id }),
          new RegExp(`The ${kind} "one" has the option import, .* \`pulumi import --file\``, "s"),
        );
      });
    });
  }

  /** The members that the plugin gets for a roster. */
  const membersOf = async (name: string, roster: pulumi.CustomResource): Promise<unknown> => {
    await new Promise((resolve) => roster.urn.apply(resolve));
    return inputsOf.get(name)?.["members"];
  };
  const anyMembers = (members: unknown): { members: chime.RoomRosterMember[] } => ({ members }) as never;

  it("passes the roles of a roster by member id", async () => {
    const members = anyMembers([{ memberId: "ana" }, { memberId: "ben", role: "Administrator" }]);
    assert.deepEqual(await membersOf("valid", new chime.RoomRoster("valid", { ...ROOM, ...members })), {
      ana: "Member",
      ben: "Administrator",
    });
  });

  const INVALID: Record<string, unknown[]> = {
    "a string": ["ana"],
    "an email address": [{ memberId: "ana@example.com" }],
    "a role that does not exist": [{ memberId: "ana", role: "Owner" }],
    "a property that does not exist": [{ memberId: "ana", name: "Ana" }],
    "no id": [{ role: "Member" }],
    "an id that another one has": [{ memberId: "ben" }],
    "an id that ignoreMembers has": [{ memberId: "bot" }],
  };
  for (const [what, invalid] of Object.entries(INVALID)) {
    it(`is told the position of a member of a roster with ${what}`, async () => {
      const args = { ...ROOM, ...anyMembers([{ memberId: "ben" }, ...invalid]), ignoreMembers: ["bot"] };
      const passed = await membersOf(what, new chime.RoomRoster(what, args));
      const reasons = validateRoster(ROOM_MEMBERSHIP_SCHEMA, { ...args, members: passed });
      assert.equal(reasons.length, 1);
      assert.match(reasons[0]!.reason, /members\[1\]/);
    });
  }

  it("is told the position of a member of a channel's roster who is of another app instance", async () => {
    const [memberArn, channelArn] = [`${APP}-2/user/ana`, `${APP}/channel/launch`];
    const args = { channelArn, members: [{ memberArn: `${APP}/user/ben` }, { memberArn }] };
    const passed = await membersOf("elsewhere", new chime.ChannelRoster("elsewhere", args));
    assert.deepEqual(passed, args.members);
  });

  it("is told that a member of a roster is an object, without the value", () => {
    const members = ["ana@example.com", null, 7];
    assert.deepEqual(
      validateRoster(ROOM_MEMBERSHIP_SCHEMA, { ...ROOM, members }).map(({ reason }) => reason),
      ["a string", "null", "7"].map(
        (what, index) => `members[${index}] must be an object such as { memberId: "ID" }, not ${what}.`,
      ),
    );
  });

  it("is told to use room.roomId for room.id, before the id is known", () => {
    const room = new chime.Room("launch", { accountId: "account", name: "Launch" });
    const mistake = { accountId: "account", roomId: room.id };
    const expected = /The roomId of "ana" is room.id, .* Use room.roomId/;
    assert.throws(() => new chime.RoomMembership("ana", { ...mistake, memberId: "ana" }), expected);
    assert.throws(() => new chime.RoomRoster("ana", { ...mistake, members: [] }), expected);
  });

  for (const option of ["ignoreChanges", "replaceOnChanges"] as const) {
    it(`is told that members have no positions in ${option}`, () => {
      const opts = { [option]: ["exclusive", "members[0].role"] };
      assert.throws(
        () => new chime.RoomRoster("team", { ...ROOM, members: [] }, opts),
        /"team": \w+ has the path members\[0\]\.role, .* \['members\["ID"\]'\]/,
      );
      new chime.RoomRoster("by-id", { ...ROOM, members: [] }, { [option]: ['members["ana"]', "members"] });
    });
  }
});

describe("An argument of another kind than the property", () => {
  const reasonFor = (validators: typeof ROOM_MEMBERSHIP_SCHEMA.validators, property: string, value: string) =>
    validate({ [property]: value }, { [property]: validators[property]! }).map(({ reason }) => reason);

  const ROOM_MISTAKES: [property: string, value: string, reason: RegExp][] = [
    ["accountId", "111122223333", /not the number of an AWS account\. `aws chime list-accounts` /],
    ["accountId", "account/room", /use the output accountId of the Room/],
    ["roomId", "account/room", /use the output roomId of the Room, not its id/],
    ["roomId", "Launch team", /not its name: use the function getRoom /],
    ["roomId", `${APP}/channel/launch`, /not an ARN.* ChannelMembership/],
    ["memberId", "ana@example.com", /not an email address: use the function getUser /],
    ["memberId", "Ana Lee", /not a name/],
    ["memberId", "account/room/ana", /without the account and the room/],
    ["memberId", `${APP}/user/ana`, /not an ARN/],
  ];
  for (const [property, value, expected] of ROOM_MISTAKES) {
    it(`is refused for a room: ${property} "${value}"`, () => {
      const [reason, ...others] = reasonFor(ROOM_MEMBERSHIP_SCHEMA.validators, property, value);
      assert.match(reason ?? "", expected);
      assert.deepEqual(others, []);
    });
  }

  for (const property of ["channelArn", "memberArn", "chimeBearer"]) {
    it(`is refused for a channel, and an email address is not repeated: ${property}`, () => {
      const [reason] = reasonFor(CHANNEL_MEMBERSHIP_SCHEMA.validators, property, "ana@example.com");
      assert.match(reason ?? "", /must be the ARN of a .* not an email address\.$/);
    });
  }

  it("is refused in a roster, and an email address is not repeated", () => {
    const inputs = { ...ROOM, members: { "ana@example.com": "Member" }, ignoreMembers: ["ben@example.com"] };
    const text = JSON.stringify(validateRoster(ROOM_MEMBERSHIP_SCHEMA, inputs));
    assert.match(text, /use the function getUser /);
    assert.doesNotMatch(text, /example\.com/);
  });
});
