import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateChannelMembershipCommand } from "@aws-sdk/client-chime-sdk-messaging";
import { readSeed, startEmulator } from "../../../emulator";
import { seedCheck } from "../../../emulator/configuration/seed";
import { messagingClientOf } from "./channelWorld";
import { refused } from "./world";

const TEAM = join(__dirname, "../../../emulator/seeds/team.json");

describe("a seed", () => {
  it("in the package has a team and an empty room", async () => {
    const seed = readSeed(TEAM);
    const [account] = seed.accounts;
    const { accountId, users, bots, rooms } = account!;
    assert.deepEqual([seed.accounts.length, users!.length, bots!.length, rooms!.length], [1, 5, 1, 1]);
    assert.ok(users!.every(({ email }) => email.endsWith("@example.com")));
    const chime = await startEmulator({ seed });
    try {
      assert.deepEqual(chime.state.members(accountId, rooms![0]!.roomId), []);
    } finally {
      await chime.stop();
    }
  });

  it("can have members in its rooms", async () => {
    const accounts = [
      {
        accountId: "a",
        users: [{ userId: "u", email: "u@example.com" }],
        bots: [{ botId: "b" }],
        rooms: [
          { roomId: "r", members: [{ memberId: "u", role: "Administrator" as const }, { memberId: "b" }] },
        ],
      },
    ];
    const chime = await startEmulator({ seed: { accounts } });
    try {
      assert.deepEqual(chime.state.members("a", "r"), [
        { memberId: "b", memberType: "Bot", role: "Member" },
        { memberId: "u", memberType: "User", role: "Administrator" },
      ]);
    } finally {
      await chime.stop();
    }
  });

  it("can have app instances, with administrators, moderators, bans and members of channels, in either region", async () => {
    const appInstances = [
      {
        appInstanceId: "a",
        users: [{ userId: "u", metadata: "{}" }, { userId: "v" }, { userId: "w" }],
        bots: [{ botId: "b", name: "Bot" }],
        administrators: ["u"],
        channels: [
          {
            channelId: "c",
            mode: "RESTRICTED" as const,
            privacy: "PRIVATE" as const,
            moderators: ["v"],
            bans: ["u"],
            members: [{ memberId: "b" }, { memberId: "v", type: "HIDDEN" as const }],
          },
        ],
      },
      { appInstanceId: "a", region: "eu-central-1" as const, name: "Abroad" },
    ];
    const chime = await startEmulator({ seed: { accounts: [], appInstances } });
    try {
      const arn = "arn:aws:chime:us-east-1:111122223333:app-instance/a";
      assert.deepEqual(chime.state.appInstances("eu-central-1"), [
        { appInstanceArn: arn.replace("us-east-1", "eu-central-1"), name: "Abroad" },
      ]);
      assert.deepEqual(chime.state.appInstanceUsers(arn), [
        { arn: `${arn}/user/u`, name: "u", metadata: "{}" },
        { arn: `${arn}/user/v`, name: "v" },
        { arn: `${arn}/user/w`, name: "w" },
        { arn: `${arn}/bot/b`, name: "Bot" },
      ]);
      assert.deepEqual(chime.state.channels(arn), [
        { channelArn: `${arn}/channel/c`, name: "c", mode: "RESTRICTED", privacy: "PRIVATE" },
      ]);
      assert.deepEqual(chime.state.channelMembers(`${arn}/channel/c`), [
        { memberArn: `${arn}/bot/b`, type: "DEFAULT" },
        { memberArn: `${arn}/user/v`, type: "HIDDEN" },
      ]);
      // Who is nothing but an administrator, and who is nothing but a moderator and a member, may add others.
      const messaging = messagingClientOf(chime);
      const add = (bearer: string, member: string) =>
        messaging.send(
          new CreateChannelMembershipCommand({
            ChannelArn: `${arn}/channel/c`,
            ChimeBearer: bearer,
            MemberArn: member,
            Type: "DEFAULT",
          }),
        );
      await add(`${arn}/user/u`, `${arn}/user/w`);
      chime.state.removeChannelMember({ channelArn: `${arn}/channel/c`, memberArn: `${arn}/user/w` });
      await add(`${arn}/user/v`, `${arn}/user/w`);
      await refused(add(`${arn}/bot/b`, `${arn}/user/w`), "ForbiddenException", 403);
      await refused(add(`${arn}/user/v`, `${arn}/user/u`), "ForbiddenException", 403);
      assert.deepEqual(chime.state.channelBans(`${arn}/channel/c`), [`${arn}/user/u`]);
      messaging.destroy();
    } finally {
      await chime.stop();
    }
  });

  it("in the package has the team in an app instance too, with an empty channel", async () => {
    const { appInstances = [] } = readSeed(TEAM);
    const [instance] = appInstances;
    assert.deepEqual([appInstances.length, instance!.users!.length, instance!.channels!.length], [1, 5, 1]);
    const chime = await startEmulator({ seed: readSeed(TEAM) });
    try {
      const [{ appInstanceArn } = { appInstanceArn: "" }] = chime.state.appInstances();
      const [{ channelArn } = { channelArn: "" }] = chime.state.channels(appInstanceArn);
      assert.deepEqual(chime.state.channelMembers(channelArn), []);
    } finally {
      await chime.stop();
    }
  });

  const user = { userId: "u", email: "u@example.com" };
  const instance = { appInstanceId: "a", users: [{ userId: "u" }] };
  const instances = (...appInstances: object[]): object => ({ accounts: [], appInstances });
  const wrong: [string, unknown, RegExp][] = [
    ["no object", [], /^CheckError: the value: expected an object, got an array\.$/],
    ["no accounts", {}, /accounts: expected an array, got nothing/],
    [
      "an account without an id",
      { accounts: [{}] },
      /accounts\[0\]\.accountId: expected a non-empty string, got nothing/,
    ],
    [
      "a blank id",
      { accounts: [{ accountId: " " }] },
      /accounts\[0\]\.accountId: expected a non-empty string, got " "/,
    ],
    [
      "a misspelt property",
      { accounts: [{ accountId: "a", user: [] }] },
      /accounts\[0\]\.user: expected one of accountId/,
    ],
    [
      "an email that is none",
      { accounts: [{ accountId: "a", users: [user, { userId: "v", email: "v" }] }] },
      /accounts\[0\]\.users\[1\]\.email: expected an email address, got "v"/,
    ],
    [
      "an account twice",
      { accounts: [{ accountId: "a" }, { accountId: "a" }] },
      /accounts\[1\]\.accountId: expected an id not/,
    ],
    [
      "a bot with the id of a user",
      { accounts: [{ accountId: "a", users: [user], bots: [{ botId: "u" }] }] },
      /accounts\[0\]\.bots\[0\]\.botId: expected an id not used before, got "u"/,
    ],
    [
      "a member that does not exist",
      { accounts: [{ accountId: "a", rooms: [{ roomId: "r", members: [{ memberId: "u" }] }] }] },
      /accounts\[0\]\.rooms\[0\]\.members\[0\]\.memberId: expected the id of a user or bot of the account, got "u"/,
    ],
    [
      "a member twice",
      {
        accounts: [
          {
            accountId: "a",
            users: [user],
            rooms: [{ roomId: "r", members: [{ memberId: "u" }, { memberId: "u" }] }],
          },
        ],
      },
      /members\[1\]\.memberId: expected an id not used before/,
    ],
    [
      "a role that does not exist",
      {
        accounts: [
          {
            accountId: "a",
            users: [user],
            rooms: [{ roomId: "r", members: [{ memberId: "u", role: "Owner" }] }],
          },
        ],
      },
      /members\[0\]\.role: expected one of Administrator, Member, got "Owner"/,
    ],
    [
      "an app instance twice in a region",
      instances(instance, { appInstanceId: "a", region: "eu-central-1" }, { appInstanceId: "a" }),
      /appInstances\[2\]\.appInstanceId: expected an id not used before/,
    ],
    [
      "a region without messaging",
      instances({ ...instance, region: "us-west-2" }),
      /appInstances\[0\]\.region: expected one of us-east-1, eu-central-1, got "us-west-2"/,
    ],
    [
      "a user of an app instance whose id the service would refuse",
      instances({ appInstanceId: "a", users: [{ userId: "a/b" }] }),
      /appInstances\[0\]\.users\[0\]\.userId: expected an id of 1 to 64/,
    ],
    [
      "a bot with the id of a user of the app instance",
      instances({ ...instance, bots: [{ botId: "u" }] }),
      /appInstances\[0\]\.bots\[0\]\.botId: expected an id not used before, got "u"/,
    ],
    [
      "an administrator that does not exist",
      instances({ ...instance, administrators: ["v"] }),
      /administrators\[0\]: expected the id of a user or bot of the app instance, got "v"/,
    ],
    [
      "a moderator that does not exist",
      instances({ ...instance, channels: [{ channelId: "c", moderators: ["u", "v"] }] }),
      /channels\[0\]\.moderators\[1\]: expected the id of a user or bot/,
    ],
    [
      "a ban of nobody",
      instances({ ...instance, channels: [{ channelId: "c", bans: ["v"] }] }),
      /channels\[0\]\.bans\[0\]: expected the id of a user or bot/,
    ],
    [
      "a member who is banned",
      instances({ ...instance, channels: [{ channelId: "c", bans: ["u"], members: [{ memberId: "u" }] }] }),
      /channels\[0\]\.members\[0\]\.memberId: expected the id of a user or bot without a ban, got "u"/,
    ],
    [
      "a channel's member that does not exist",
      instances({ ...instance, channels: [{ channelId: "c", members: [{ memberId: "v" }] }] }),
      /channels\[0\]\.members\[0\]\.memberId: expected the id of a user or bot/,
    ],
    [
      "a channel's member twice",
      instances({
        ...instance,
        channels: [{ channelId: "c", members: [{ memberId: "u" }, { memberId: "u" }] }],
      }),
      /members\[1\]\.memberId: expected an id not used before/,
    ],
    [
      "a channel twice",
      instances({ ...instance, channels: [{ channelId: "c" }, { channelId: "c" }] }),
      /channels\[1\]\.channelId: expected an id not used before/,
    ],
    [
      "a type that does not exist",
      instances({
        ...instance,
        channels: [{ channelId: "c", members: [{ memberId: "u", type: "Hidden" }] }],
      }),
      /members\[0\]\.type: expected one of DEFAULT, HIDDEN, got "Hidden"/,
    ],
  ];
  for (const [what, value, message] of wrong) {
    it(`with ${what} is refused with the path of the property`, () => {
      assert.throws(() => seedCheck(value, ""), message);
    });
  }

  it("that cannot be read is refused with the name of the file", () => {
    const folder = mkdtempSync(join(tmpdir(), "seed-"));
    try {
      const file = join(folder, "seed.json");
      assert.throws(() => readSeed(file), /^Error: Cannot use the seed .*seed\.json: ENOENT/);
      writeFileSync(file, "{");
      assert.throws(() => readSeed(file), /^Error: Cannot use the seed .*seed\.json: .*JSON/);
      writeFileSync(file, "{}");
      assert.throws(
        () => readSeed(file),
        /^Error: Cannot use the seed .*seed\.json: accounts: expected an array/,
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
