import assert from "node:assert/strict";

import fc from "fast-check";
import ts from "typescript";

import { appInstanceSource } from "../../../provider/cli/import/appInstanceSource";
import { channelProgramOf } from "../../../provider/cli/import/channelProgram";
import { channelSource } from "../../../provider/cli/import/channelSource";
import type { NamedMember } from "../../../provider/cli/import/importFile";
import {
  importedEntity,
  type ImportedEntity,
  type ListSource,
} from "../../../provider/cli/import/importSource";
import { programFileOf, type ProgramContents } from "../../../provider/cli/import/programFile";
import { fullName } from "../../../provider/cli/import/resourceNames";
import { roomSource } from "../../../provider/cli/import/roomSource";
import { APP_INSTANCE_SCHEMA } from "../../../provider/schema/channels/appInstanceSchema";
import { APP_INSTANCE_USER_SCHEMA } from "../../../provider/schema/channels/appInstanceUserSchema";
import { CHANNEL_SCHEMA } from "../../../provider/schema/channels/channelSchema";
import { ROOM_SCHEMA } from "../../../provider/schema/rooms/roomSchema";
import { diagnosticsOf } from "../../docs/typeCheck";

const ROOM = { accountId: "account", roomId: "room" };
const APP = "arn:aws:chime:us-east-1:111122223333:app-instance/a";
const CHANNEL = { channelArn: `${APP}/channel/c`, chimeBearer: `${APP}/user/deployer` };

function roomMember(displayName?: string, memberType = "User"): NamedMember {
  const name = displayName === undefined ? {} : { displayName };
  return { resourceName: "room-ada", memberId: "ada", role: "Member", attributes: {}, memberType, ...name };
}

function roomContents(
  members: readonly NamedMember[],
  entities: readonly ImportedEntity[] = [],
  roster?: string,
): ProgramContents {
  return { entities, lists: [{ source: roomSource(ROOM, {}), members, roster }] };
}

function roomProgram(...members: NamedMember[]): string {
  return programFileOf(roomContents(members));
}

const ROOM_ENTITY = importedEntity(
  ROOM_SCHEMA,
  { ...ROOM, name: "account" },
  {
    kind: "Room",
    resourceName: "room-1",
    expression: "room",
    provides: { accountId: "accountId", roomId: "roomId" },
  },
);

const APP_ENTITY = importedEntity(
  APP_INSTANCE_SCHEMA,
  { appInstanceArn: APP, name: "Support" },
  {
    kind: "AppInstance",
    resourceName: "app-instance-a",
    expression: "appInstance",
    provides: { appInstanceArn: "appInstanceArn" },
  },
);

function userEntity(id: string): ImportedEntity {
  return importedEntity(
    APP_INSTANCE_USER_SCHEMA,
    {
      appInstanceUserArn: `${APP}/user/${id}`,
      appInstanceArn: APP,
      appInstanceUserId: id,
      name: "A",
      metadata: "m",
    },
    {
      kind: "AppInstanceUser",
      resourceName: `user-${id}`,
      expression: `users[${JSON.stringify(id)}]`,
      provides: {
        memberArn: "appInstanceUserArn",
        channelModeratorArn: "appInstanceUserArn",
        appInstanceAdminArn: "appInstanceUserArn",
        chimeBearer: "appInstanceUserArn",
      },
    },
  );
}

const CHANNEL_ENTITY = importedEntity(
  CHANNEL_SCHEMA,
  { ...CHANNEL, appInstanceArn: APP, name: APP, mode: "RESTRICTED", privacy: "PUBLIC" },
  {
    kind: "Channel",
    resourceName: "channel-c",
    expression: "channel",
    provides: { channelArn: "channelArn" },
  },
);

const CHANNEL_MEMBERS: NamedMember[] = ["deployer", "u-1"].map((id) => ({
  resourceName: `channel-c-${id}`,
  memberId: `${APP}/user/${id}`,
  role: id === "u-1" ? "HIDDEN" : "DEFAULT",
  attributes: {},
  memberType: "User",
  displayName: id,
}));

const USERS = ["deployer", "u-1"].map(userEntity);
const CHANNEL_EXTRAS: Record<string, ImportedEntity[]> = {
  nothing: [],
  "the channel": [CHANNEL_ENTITY],
  "the users": USERS,
  "the app instance and the users": [APP_ENTITY, ...USERS],
  "the app instance and the channel": [APP_ENTITY, CHANNEL_ENTITY],
  "all of them": [APP_ENTITY, ...USERS, CHANNEL_ENTITY],
};

function channelProgram(entities: ImportedEntity[], roster?: string): string {
  const source = channelSource(CHANNEL, {});
  const [moderators, bans] = source.others as [ListSource, ListSource];
  const moderator = { ...CHANNEL_MEMBERS[1]!, role: "", resourceName: "channel-c-moderator-u-1" };
  const ban = { ...moderator, memberId: `${APP}/user/u-9`, resourceName: "channel-c-ban-u-9" };
  return programFileOf({
    entities,
    lists: [
      { source, members: CHANNEL_MEMBERS, roster },
      { source: moderators, members: [moderator], roster: roster && "moderators" },
      { source: bans, members: [ban], roster: undefined },
    ],
  });
}

function administratorsProgram(entities: ImportedEntity[]): string {
  const admin = { ...CHANNEL_MEMBERS[0]!, role: "", resourceName: "admin-a-deployer" };
  const source = appInstanceSource({ appInstanceArn: APP }, {});
  return programFileOf({ entities, lists: [{ source, members: [admin], roster: undefined }] });
}

describe("The program that an import writes", () => {
  it("compiles, whatever was imported", function () {
    this.timeout(60_000);
    const team = [roomMember("Ada"), { ...roomMember(), resourceName: "room-ben", role: "Administrator" }];
    const programs = [
      ...Object.values(CHANNEL_EXTRAS).flatMap((entities) => [
        channelProgram(entities),
        channelProgram(entities, "everybody"),
      ]),
      roomProgram(roomMember()),
      programFileOf(roomContents(team, [ROOM_ENTITY])),
      programFileOf(roomContents(team, [ROOM_ENTITY], "everybody")),
      programFileOf(roomContents([], [ROOM_ENTITY], "everybody")),
      administratorsProgram([]),
      channelProgramOf({ description: "room r", name: "Launch", users: team }),
      administratorsProgram([APP_ENTITY, ...USERS]),
    ];
    const snippets = programs.map((text, line) => ({
      page: "program",
      line,
      language: "ts",
      text,
      directive: {},
    }));
    assert.deepEqual(diagnosticsOf(snippets), []);
  });

  it("uses the outputs of what it declares, and the ids of everything else", () => {
    assert.equal(
      channelProgram(CHANNEL_EXTRAS["all of them"]!),
      `// This file contains the names of people, which are personal data.
import * as chime from "pulumi-chime";

const appInstance = new chime.AppInstance(
  "app-instance-a",
  {
    name: "Support",
  },
  { protect: true },
);

const users = {
  "deployer": new chime.AppInstanceUser("user-deployer", { appInstanceArn: appInstance.appInstanceArn, appInstanceUserId: "deployer", name: "A", metadata: "m" }),
  "u-1": new chime.AppInstanceUser("user-u-1", { appInstanceArn: appInstance.appInstanceArn, appInstanceUserId: "u-1", name: "A", metadata: "m" }),
};

const channel = new chime.Channel(
  "channel-c",
  {
    appInstanceArn: appInstance.appInstanceArn,
    name: "${APP}",
    mode: "RESTRICTED",
    chimeBearer: users["deployer"].appInstanceUserArn,
  },
  { protect: true },
);

// The members of the channel, as \`pulumi-chime import\` found them. To remove a member, delete its line and
// run \`pulumi up\`.
const members: Record<string, Pick<chime.ChannelMembershipArgs, "memberArn" | "type">> = {
  "channel-c-deployer": { memberArn: users["deployer"].appInstanceUserArn }, // User: deployer
  "channel-c-u-1": { memberArn: users["u-1"].appInstanceUserArn, type: "HIDDEN" }, // User: u-1
};

for (const [name, member] of Object.entries(members)) {
  new chime.ChannelMembership(name, {
    channelArn: channel.channelArn,
    chimeBearer: users["deployer"].appInstanceUserArn,
    ...member,
  });
}

// The moderators of the channel, without the bearer, as \`pulumi-chime import\` found them. To remove a moderator, delete its line and
// run \`pulumi up\`.
const moderators: Record<string, Pick<chime.ChannelModeratorArgs, "channelModeratorArn">> = {
  "channel-c-moderator-u-1": { channelModeratorArn: users["u-1"].appInstanceUserArn }, // User: u-1
};

for (const [name, moderator] of Object.entries(moderators)) {
  new chime.ChannelModerator(name, {
    channelArn: channel.channelArn,
    chimeBearer: users["deployer"].appInstanceUserArn,
    ...moderator,
  });
}

// The bans from the channel, as \`pulumi-chime import\` found them. To remove a ban, delete its line and
// run \`pulumi up\`.
const bans: Record<string, Pick<chime.ChannelBanArgs, "memberArn">> = {
  "channel-c-ban-u-9": { memberArn: "${APP}/user/u-9" }, // User: u-1
};

for (const [name, ban] of Object.entries(bans)) {
  new chime.ChannelBan(name, {
    channelArn: channel.channelArn,
    chimeBearer: users["deployer"].appInstanceUserArn,
    ...ban,
  });
}
`,
    );
    assert.match(
      channelProgram(USERS, "everybody"),
      /new chime\.ChannelModeratorRoster\("moderators", \{[^}]+members: \[\n {4}users\["u-1"\]\.appInstanceUserArn, \/\/ User: u-1\n {2}\],/,
    );
    assert.ok(channelProgram([]).includes(`channelArn: "${CHANNEL.channelArn}",`));
  });

  it("has the ARN of the app instance once, in a constant, if users refer to it", () => {
    const program = channelProgram([...USERS, CHANNEL_ENTITY]);
    assert.equal(program.split(`"${APP}"`).length - 1, 2, "the constant, and the name of the channel");
    assert.match(program, /\{ appInstanceArn: appInstanceArn, appInstanceUserId: "u-1"/);
    assert.match(program, /^ {4}appInstanceArn: appInstanceArn,$/m);
  });

  it("declares a room with its own ids, not with its own outputs", () => {
    const program = programFileOf(roomContents([roomMember()], [ROOM_ENTITY], "everybody"));
    assert.match(
      program,
      /new chime\.Room\(\s+"room-1",\s+\{\s+accountId: "account",\s+name: "account",\s+\}/,
    );
    assert.match(program, /accountId: room\.accountId,\s+roomId: room\.roomId,\s+members: \[/);
  });
});

describe("The comments of the program that an import writes", () => {
  it("say what kind a member is if it is not a user, and name nobody unless asked", () => {
    assert.match(roomProgram(roomMember()), /\{ memberId: "ada" \},$/m);
    assert.match(roomProgram(roomMember(undefined, "Bot")), /\{ memberId: "ada" \}, \/\/ Bot$/m);
    assert.doesNotMatch(roomProgram(roomMember()), /personal data/);
  });

  it("have the display name of a member, and the file then says that it has personal data", () => {
    const program = roomProgram(roomMember("Ada Lovelace"), roomMember("Standup", "Bot"));
    assert.match(program, /\{ memberId: "ada" \}, \/\/ User: Ada Lovelace$/m);
    assert.match(program, /\{ memberId: "ada" \}, \/\/ Bot: Standup$/m);
    assert.match(program, /^\/\/ This file contains the names of people, which are personal data\.$/m);
  });

  it("show characters that could end or disguise a comment by their codes", () => {
    const program = roomProgram(roomMember("A\nB\u2028C\u202eD\u0000"));
    assert.ok(program.includes("// User: A\\u{a}B\\u{2028}C\\u{202e}D\\u{0}\n"));
  });

  // What the compiler and linters read in comments, besides any text.
  const aName = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom("@ts-ignore", "@ts-expect-error", "*/ process.exit() /*", "\r\nprocess.exit()", "`${1}`"),
    fc.string({ unit: fc.constantFrom("\n", "\r", "\u2028", "\u2029", "*", "/", "\\", '"', "}", "x") }),
  );

  it("change nothing in what the program does, whatever the names and types of members are", () => {
    const withoutComments = (text: string): string =>
      ts.transpileModule(text, { compilerOptions: { removeComments: true, target: ts.ScriptTarget.ES2022 } })
        .outputText;
    const expected = withoutComments(roomProgram(roomMember(), roomMember()));
    fc.assert(
      fc.property(aName, aName, (name, type) => {
        const program = roomProgram(roomMember(name, type), roomMember(name));
        assert.equal(withoutComments(program), expected);
        const { commentDirectives } = ts.createSourceFile("p.ts", program, ts.ScriptTarget.ES2022) as {
          commentDirectives?: unknown;
        };
        assert.equal(commentDirectives, undefined);
      }),
    );
  });
});

describe("The name of an imported user", () => {
  it("depends on nothing but the id, and is unique", () => {
    assert.equal(fullName("user", "u-1"), "user-u-1");
    const [one, other] = [fullName("user", "a:b"), fullName("user", "a@b")];
    assert.match(one, /^user-a-b-[0-9a-f]{16}$/);
    assert.notEqual(one, other);
  });
});
