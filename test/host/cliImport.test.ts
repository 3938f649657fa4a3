import assert from "node:assert/strict";
import { stat } from "node:fs/promises";

import type { ImportOptions } from "../../provider/cli/import/importOptions";
import { CommandFolder, type CommandResult } from "../support/command";
import { Room } from "../support/room";
import { Channel } from "../support/scenes";

/** What `--json` prints. */
interface Result {
  dryRun: boolean;
  files: { kind: string; path: string; personalData: boolean }[];
  members: number;
  counts: Record<string, number>;
  resources: { type: string; name: string; id: string }[];
  warnings: string[];
  next: string[];
}

/** A resource in the import file. */
interface Entry {
  type: string;
  name: string;
  id: string;
  inputs: Record<string, unknown>;
  outputs: Record<string, unknown>;
}

const FILES = ["chime-import.json", "chime-members.ts"];
const SECRET = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };

/** Makes the clock and the timers of a process run faster. */
const TWENTY_TIMES_FASTER = `"use strict";
const { now } = Date, { setTimeout } = globalThis, start = now();
Date.now = () => start + (now() - start) * 20;
globalThis.setTimeout = (callback, delay, ...args) => setTimeout(callback, delay / 20, ...args);
`;

describe("pulumi-chime import of a room", function () {
  this.timeout(60_000);

  let room: Room;
  let files: CommandFolder;
  beforeEach(async () => {
    room = await Room.open();
    files = await CommandFolder.open(room.chime);
  });
  afterEach(async () => {
    await files.close();
    await room.close();
  });

  const runRoom = (...more: string[]): Promise<CommandResult> =>
    files.run(["import", "--account", room.accountId, "--room", room.roomId, ...more]);

  async function entries(): Promise<Entry[]> {
    const { resources } = JSON.parse(await files.read("chime-import.json")) as { resources: Entry[] };
    return resources;
  }

  function addNamed(name: string, role: "Member" | "Administrator" = "Member"): string {
    const { accountId, roomId } = room;
    const memberId = room.chime.state.addUser({ accountId, name });
    room.chime.state.addMember({ accountId, roomId, memberId, role });
    return memberId;
  }

  it("prints one JSON object on standard output with --json, and everything else on standard error", async () => {
    const memberId = addNamed("Ana");
    const { code, stdout, stderr } = await runRoom("--json", "--with-room", "--out", "a file.json");
    assert.equal(code, 0);
    const { accountId, roomId } = room;
    const short = roomId.slice(0, 8);
    assert.deepEqual(JSON.parse(stdout), {
      dryRun: false,
      files: [
        { kind: "program", path: "chime-members.ts", personalData: false },
        { kind: "importFile", path: "a file.json", personalData: false },
      ],
      members: 1,
      counts: { Room: 1, RoomMembership: 1 },
      resources: [
        { type: "pulumi-nodejs:dynamic/chime:Room", name: `room-${short}`, id: `${accountId}/${roomId}` },
        {
          type: "pulumi-nodejs:dynamic/chime:RoomMembership",
          name: `room-${short}-${memberId.slice(0, 8)}`,
          id: `${accountId}/${roomId}/${memberId}`,
        },
      ],
      warnings: [],
      next: [
        "pulumi import --file 'a file.json' --yes --generate-code=false --protect=false",
        "pulumi preview",
        "pulumi up",
      ],
    } satisfies Result);
    assert.equal(stderr, `Reading the members of room ${roomId} (account ${accountId}) …\n`);
    assert.deepEqual(await files.names(), ["a file.json", "chime-members.ts"]);
  });

  it("prints nothing on standard output with --json if it fails", async () => {
    const { code, stdout, stderr } = await runRoom("--json");
    assert.equal(code, 1);
    assert.equal(stdout, "");
    assert.match(stderr, /error: There are no members in room .* Nothing was written\./);
  });

  it("writes nothing with --dry-run, and lists what it would write and import", async () => {
    for (let count = 0; count < 22; count += 1) room.chime.state.addMember(room.user());
    const { code, stdout, stderr } = await runRoom("--dry-run", "--with-room");
    assert.equal(code, 0);
    assert.equal(stdout, "");
    assert.match(
      stderr,
      /^Dry run: nothing was written\. Without --dry-run, this command writes the program to chime-members\.ts and the import file to chime-import\.json: /m,
    );
    assert.match(stderr, /^The import file would have:$/m);
    assert.match(stderr, /22 members in 23 resources \(1 Room, 22 RoomMembership\)\.$/m);
    assert.ok(
      stderr.includes(`\n  Room room-${room.roomId.slice(0, 8)}: ${room.accountId}/${room.roomId}\n`),
    );
    assert.equal(stderr.match(/^ {2}RoomMembership /gm)?.length, 19);
    assert.match(stderr, /^ {2}and 3 more\. --json lists all of them\.$/m);
    assert.deepEqual(await files.names(), []);
    assert.deepEqual([...new Set(room.operations())].sort(), ["GetRoom", "ListRoomMemberships"]);
  });

  it("lists everything with --dry-run --json, also for standard output, and names no command to run", async () => {
    for (let count = 0; count < 22; count += 1) room.chime.state.addMember(room.user());
    const { code, stdout } = await runRoom("--dry-run", "--json", "--out", "-");
    assert.equal(code, 0);
    const { dryRun, resources, next, files: reported } = JSON.parse(stdout) as Result;
    assert.deepEqual([dryRun, resources.length, next], [true, 22, []]);
    assert.deepEqual(
      reported.map(({ path }) => path),
      ["chime-members.ts", "-"],
    );
    assert.deepEqual(await files.names(), []);
  });

  it("says with --dry-run and --names which file would have the names, and shows none", async () => {
    addNamed("Ana");
    const { code, stderr } = await runRoom("--dry-run", "--names");
    assert.equal(code, 0);
    assert.match(
      stderr,
      /^Personal data: chime-members\.ts would contain the names of people in plain text\. It would get the mode 0600\. No name is listed here\.$/m,
    );
    assert.doesNotMatch(stderr, /Ana/);
    assert.deepEqual(await files.names(), []);
  });

  it("names --profile if that profile has no credentials", async () => {
    const { code, stderr } = await runRoom("--profile", "none");
    assert.equal(code, 1);
    assert.match(
      stderr,
      /the profile "none" \(--profile\) gave none: .* Check that --profile names a profile /,
    );
    assert.doesNotMatch(stderr, /AWS_PROFILE|chime:/);
  });

  it("refuses an invalid option by its name", async () => {
    for (const [option, value, reason] of [
      ["--profile", "", "must not be blank"],
      ["--endpoint", "ftp://x", "must be an http or https URL"],
    ] as const) {
      const { code, stderr } = await runRoom(option, value);
      assert.equal(code, 2);
      assert.match(stderr, new RegExp(`^error: ${option} ${reason}\\.$`, "m"));
    }
  });

  it("names --endpoint if nobody answers there, and gives up after 30 seconds", async () => {
    const { code, stderr } = await files.run(
      ["import", "--account", "a", "--room", "r", "--endpoint", "http://127.0.0.1:9"],
      { preload: TWENTY_TIMES_FASTER },
    );
    assert.equal(code, 1);
    assert.match(stderr, /Check --endpoint, the network and the proxy, then run the command again\. See /);
    assert.match(stderr, /^No connection for \d+ s, .* failed, the last with ECONNREFUSED$/m);
    const [, attempts] = /after (\d+) attempts/.exec(stderr) ?? [];
    // It would be 25 in the time of a deployment.
    assert.ok(Number(attempts) < 25, stderr);
  });

  it("names the options if the room does not exist", async () => {
    const { accountId } = room;
    const { stderr } = await files.run(["import", "--account", accountId, "--room", "nowhere"]);
    assert.match(
      stderr,
      /The room does not exist\. Check --account and --room, .* `aws chime list-accounts` /,
    );
    assert.doesNotMatch(stderr, /pulumi refresh/);
  });

  it("fails with --dry-run if the run would refuse to overwrite a file", async () => {
    addNamed("Ana");
    await files.write("chime-members.ts", "mine");
    const { code, stderr } = await runRoom("--dry-run");
    assert.equal(code, 1);
    assert.match(stderr, /chime-members\.ts would be overwritten\. .*--force/);
    assert.deepEqual(room.operations(), []);
    assert.equal((await runRoom("--dry-run", "--force")).code, 0);
    assert.deepEqual(await files.contents(), { "chime-members.ts": "mine" });
  });

  for (const roster of [[], ["--roster"]]) {
    it(`writes display names as comments with --names only (${["--names", ...roster].join(" ")})`, async () => {
      addNamed("Ana\n*/ process.exit(); //");
      const botId = room.chime.state.addBot({ accountId: room.accountId, name: "Standup" });
      room.chime.state.addMember({ accountId: room.accountId, roomId: room.roomId, memberId: botId });
      await runRoom(...roster);
      assert.doesNotMatch(await files.read("chime-members.ts"), /Ana|Standup|personal/);

      const { code, stderr } = await runRoom("--names", "--force", ...roster);
      assert.equal(code, 0);
      const program = await files.read("chime-members.ts");
      assert.match(program, / \/\/ User: Ana\\u\{a\}\*\/ process\.exit\(\); \/\/$/m);
      assert.match(program, / \/\/ Bot: Standup$/m);
      assert.match(stderr, /^Personal data: chime-members\.ts contains the names .* mode 0600\.$/m);
      assert.doesNotMatch(stderr, /Ana|Personal data: chime-import/);
      assert.doesNotMatch(await files.read("chime-import.json"), /Ana|Standup/);
      assert.equal((await stat(files.path("chime-members.ts"))).mode & 0o777, 0o600);
    });
  }

  it("imports the room with --with-room, also an empty one", async () => {
    const { accountId, roomId } = room;
    const { code } = await runRoom("--with-room", "--roster");
    assert.equal(code, 0);
    const [entry, ...others] = await entries();
    const { inputs, outputs, ...rest } = entry!;
    assert.deepEqual(others, []);
    assert.deepEqual(rest, {
      type: "pulumi-nodejs:dynamic/chime:Room",
      name: `room-${roomId.slice(0, 8)}`,
      id: `${accountId}/${roomId}`,
    });
    const __provider = 'exports.handler=()=>require("pulumi-chime/provider").room';
    assert.deepEqual(inputs, { accountId, name: roomId, __provider });
    const { createdBy, ...state } = outputs;
    assert.match(String(createdBy), /^arn:/);
    assert.deepEqual(state, { accountId, roomId, name: roomId, __provider });
    assert.match(await files.read("chime-members.ts"), /const room = new chime\.Room\(/);
  });

  it("writes a program that moves the room to a channel with --as-channel, and no import file", async () => {
    const ana = addNamed("Ana", "Administrator");
    const ben = addNamed("Ben");
    const { accountId, roomId, chime } = room;
    chime.state.addMember({ accountId, roomId, memberId: chime.state.addBot({ accountId }) });
    const { code, stderr } = await runRoom("--as-channel");
    assert.equal(code, 0, stderr);
    assert.deepEqual(await files.names(), ["chime-members.ts"]);
    assert.match(stderr, /^Wrote the program .*: a channel with 2 members, of whom 1 are moderators\.$/m);
    assert.match(stderr, /^1 bots and webhooks of the room are left out/m);
    const program = await files.read("chime-members.ts");
    assert.ok(program.includes(`{ id: "${ana}", name: "${ana}", isModerator: true },`), program);
    assert.ok(program.includes(`{ id: "${ben}", name: "${ben}", isModerator: false },`), program);
    assert.ok(program.includes(`name: "${roomId}", chimeBearer`), program);
    assert.deepEqual([...new Set(room.operations())].sort(), ["GetRoom", "ListRoomMemberships"]);
    const named = await runRoom("--as-channel", "--names", "--force");
    assert.match(named.stderr, /Personal data: chime-members\.ts contains the names/);
    assert.match(await files.read("chime-members.ts"), /name: "Ana", isModerator: true/);
    assert.equal((await stat(files.path("chime-members.ts"))).mode & 0o777, 0o600);
  });

  it("writes types and ids only with --native, and no program", async () => {
    const ana = addNamed("Ana", "Administrator");
    const { accountId, roomId } = room;
    const short = roomId.slice(0, 8);
    const entriesOf = [
      { type: "chime:index:Room", name: `room-${short}`, id: `${accountId}/${roomId}` },
      {
        type: "chime:index:RoomMembership",
        name: `room-${short}-${ana.slice(0, 8)}`,
        id: `${accountId}/${roomId}/${ana}`,
      },
    ];
    await files.write("chime-members.ts", "mine");
    const { code, stdout, stderr } = await runRoom("--native", "--with-room", "--json");
    assert.equal(code, 0, stderr);
    assert.deepEqual(await files.names(), FILES);
    assert.deepEqual(await entries(), entriesOf);
    const { files: written, resources, next } = JSON.parse(stdout) as Result;
    assert.deepEqual(written, [{ kind: "importFile", path: "chime-import.json", personalData: false }]);
    assert.deepEqual(resources, entriesOf);
    assert.deepEqual(next, [
      "pulumi import --file chime-import.json --yes --protect=false",
      "pulumi preview",
    ]);
    assert.equal(await files.read("chime-members.ts"), "mine");
  });

  it("says with --native what to protect, and imports a roster by the id of the room", async () => {
    addNamed("Ana");
    const { code, stderr } = await runRoom("--native", "--with-room", "--roster", "--prefix", "everybody");
    assert.equal(code, 0, stderr);
    const { accountId, roomId } = room;
    const id = `${accountId}/${roomId}`;
    assert.deepEqual((await entries())[1], { type: "chime:index:RoomRoster", name: "everybody", id });
    assert.match(stderr, /^Wrote the import file to chime-import\.json: 1 member in 2 resources/m);
    assert.match(stderr, /^ {2}1\. pulumi import --file chime-import\.json --yes --protect=false$/m);
    assert.match(stderr, /^ {2}2\. Add the program that it prints to yours\. Set the option protect on /m);
    assert.match(stderr, /^ {2}3\. pulumi preview {4}# expect no changes$/m);
  });

  it("refuses with --native what only a program can have, and a roster of some members, without a call", async () => {
    for (const [more, refused] of [
      [["--names"], "--names"],
      [["--program", "index.ts"], "--program"],
      [["--as-channel"], "--as-channel"],
      [["--names", "--program", "-"], "--names and --program"],
    ] as const) {
      const { code, stderr } = await runRoom("--native", ...more);
      assert.equal(code, 2);
      assert.match(
        stderr,
        new RegExp(`^error: ${refused} cannot be used with --native: .*writes the program`),
      );
    }
    const { code, stderr } = await runRoom("--native", "--roster", "--role", "Administrator");
    assert.equal(code, 2);
    assert.match(stderr, /^error: --role cannot be used with --native and --roster: .* with all members\.$/m);
    assert.deepEqual(room.operations(), []);
    assert.deepEqual(await files.names(), []);
  });

  it("names the room independently of the members that it imports", async () => {
    addNamed("Ana", "Administrator");
    addNamed("Ben");
    await runRoom("--with-room", "--prefix", "launch", "--role", "Administrator");
    const [first, ...others] = await entries();
    assert.equal(first!.name, `room-${room.roomId.slice(0, 8)}`);
    assert.equal(others.length, 1);
    assert.match(others[0]!.name, /^launch-/);
  });

  it("fails if the room cannot be read, and leaves existing files as they were, also with --force", async () => {
    addNamed("Ana");
    await files.write("chime-members.ts", "mine");
    await files.write("chime-import.json", "mine too");
    const before = await files.contents();
    const error = "ForbiddenException";
    room.chime.faults.inject({ operation: "GetRoom", kind: "error", error, times: "always" });
    const { code, stdout, stderr } = await runRoom("--with-room", "--force");
    assert.equal(code, 1);
    assert.equal(stdout, "");
    assert.match(stderr, /read room .*ForbiddenException/);
    assert.deepEqual(await files.contents(), before);
  });

  it("shows the progress of a large room in a few lines, and none for a small one", async () => {
    for (let count = 0; count < 1_000; count += 1) room.chime.state.addMember(room.user());
    const { stderr } = await runRoom();
    assert.deepEqual(stderr.match(/^Reading the members: up to \d+ so far …$/gm), [
      "Reading the members: up to 594 so far …",
      "Reading the members: up to 1089 so far …",
    ]);
    for (const { memberId } of room.members().slice(300)) {
      room.chime.state.removeMember({ accountId: room.accountId, roomId: room.roomId, memberId });
    }
    assert.doesNotMatch((await runRoom("--force")).stderr, /so far/);
  });

  for (const [signal, rename] of [
    ["SIGINT", 1],
    ["SIGINT", 2],
    ["SIGTERM", 2],
    ["SIGHUP", 2],
  ] as const) {
    it(`restores the files if ${signal} comes before rename ${rename} of 2, and ends with the signal`, async () => {
      addNamed("Ana");
      assert.equal((await runRoom()).code, 0);
      const before = await files.contents();
      addNamed("Ben");
      const preload = `
const fs = require("node:fs");
const { renameSync } = fs;
let count = 0;
fs.renameSync = (...names) => {
  if ((count += 1) === ${rename}) process.kill(process.pid, "${signal}");
  renameSync(...names);
};`;
      const args = ["import", "--account", room.accountId, "--room", room.roomId, "--force"];
      const result = await files.run(args, { preload });
      assert.equal(result.signal, signal);
      assert.deepEqual(await files.contents(), before);
    });
  }

  it("writes its files although nobody reads its messages any more", async () => {
    addNamed("Ana");
    const preload = `
process.stderr.write = (text) => {
  setImmediate(() => process.stderr.emit("error", Object.assign(new Error("write EPIPE"), { code: "EPIPE" })));
  return false;
};`;
    const args = ["import", "--account", room.accountId, "--room", room.roomId];
    assert.equal((await files.run(args, { preload })).code, 0);
    assert.deepEqual(await files.names(), FILES);
  });

  it("explains the exit codes and every option in --help", async () => {
    const { stdout } = await files.run(["import", "--help"]);
    const options: Record<keyof ImportOptions, true> = {
      account: true,
      room: true,
      role: true,
      withRoom: true,
      channel: true,
      bearer: true,
      type: true,
      withChannel: true,
      asChannel: true,
      native: true,
      appInstance: true,
      membersOnly: true,
      withAppInstance: true,
      withUsers: true,
      roster: true,
      prefix: true,
      names: true,
      out: true,
      program: true,
      force: true,
      dryRun: true,
      json: true,
      profile: true,
      endpoint: true,
    };
    for (const name of Object.keys(options)) {
      const flag = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
      assert.match(stdout, new RegExp(`^ {2}${flag}\\b`, "m"));
    }
    assert.match(stdout, /Exit codes:\n {2}0 .*\n {2}1 .*\n {2}2 .*\n {2}130, 143 /);
  });
});

describe("pulumi-chime import of a channel", function () {
  this.timeout(60_000);

  let scene: Channel;
  let files: CommandFolder;
  beforeEach(async () => {
    scene = await Channel.open();
    files = await CommandFolder.open(scene.chime);
  });
  afterEach(async () => {
    await files.close();
    await scene.chime.stop();
  });

  const runChannel = (...more: string[]): Promise<CommandResult> =>
    files.run(["import", "--channel", scene.channelArn, "--bearer", scene.chimeBearer, ...more]);

  async function entries(): Promise<Entry[]> {
    const { resources } = JSON.parse(await files.read("chime-import.json")) as { resources: Entry[] };
    return resources;
  }

  function addUser(userId: string, name: string, metadata?: string): string {
    const { chime, appInstanceArn, channelArn } = scene;
    const more = metadata === undefined ? {} : { metadata };
    const memberArn = chime.state.addAppInstanceUser({ appInstanceArn, userId, name, ...more });
    chime.state.addChannelMember({ channelArn, memberArn });
    return memberArn;
  }

  function addBot(botId: string, name: string): void {
    const { chime, appInstanceArn, channelArn } = scene;
    const memberArn = chime.state.addAppInstanceBot({ appInstanceArn, botId, name });
    chime.state.addChannelMember({ channelArn, memberArn });
  }

  const operations = (): string[] => [
    ...new Set(scene.chime.journal.calls().map(({ operation }) => operation)),
  ];

  it("calls nothing if the options contradict each other", async () => {
    for (const more of [["--with-room"], ["--with-app-instance"], ["--json", "--out", "-"]]) {
      const { code, stdout, stderr } = await runChannel(...more);
      assert.deepEqual([code, stdout], [2, ""]);
      assert.match(stderr, new RegExp(`^error: .*${more[0]!}`));
    }
    assert.deepEqual(operations(), []);
  });

  it("imports only members by default, without a name, and reads nothing else", async () => {
    addUser("u-1", "Ana Person");
    const { code, stderr } = await runChannel();
    assert.equal(code, 0);
    assert.doesNotMatch(stderr, /Personal data|pulumi up/);
    const texts = Object.values(await files.contents()).join("\n");
    assert.doesNotMatch(texts, /Ana Person/);
    assert.deepEqual(
      (await entries()).map(({ type }) => type),
      ["pulumi-nodejs:dynamic/chime:ChannelMembership"],
    );
    assert.deepEqual(operations(), [
      "ListChannelMemberships",
      "DescribeChannelMembership",
      "ListChannelModerators",
      "ListChannelBans",
    ]);
  });

  /** Makes users a moderator and a banned user. */
  function addAccess(moderatorId: string, bannedId: string): [moderator: string, banned: string] {
    const { chime, appInstanceArn, channelArn, chimeBearer } = scene;
    const [moderatorArn, memberArn] = [moderatorId, bannedId].map((userId) =>
      chime.state.addAppInstanceUser({ appInstanceArn, userId }),
    ) as [string, string];
    for (const arn of [moderatorArn, chimeBearer])
      chime.state.addChannelModerator({ channelArn, moderatorArn: arn });
    chime.state.addChannelBan({ channelArn, memberArn });
    return [moderatorArn, memberArn];
  }

  for (const roster of [[], ["--roster"]]) {
    it(`imports moderators and bans too, but not the bearer (${["--channel", ...roster].join(" ")})`, async () => {
      addUser("u-1", "Ana Person");
      const [moderator, banned] = addAccess("u-2", "u-3");
      const { code, stderr } = await runChannel("--prefix", "launch", ...roster);
      assert.equal(code, 0, stderr);
      const { channelArn } = scene;
      const all = (await entries()).map(({ type, name, id }) => [type.replace(/.*:/, ""), name, id]);
      assert.deepEqual(all.slice(1), [
        roster.length === 0
          ? ["ChannelModerator", "launch-moderator-u-2", `${channelArn},moderator,${moderator}`]
          : ["ChannelModeratorRoster", "launch-moderators", channelArn],
        ["ChannelBan", "launch-ban-u-3", `${channelArn},ban,${banned}`],
      ]);
      assert.match(stderr, /1 member, 1 moderator, 1 ban in 3 resources/);
      const [, access] = await entries();
      if (roster.length > 0)
        assert.deepEqual((access!.outputs as { members: object }).members, { [moderator]: "" });
      else
        assert.deepEqual(Object.keys(access!.outputs).sort(), [
          "__provider",
          "channelArn",
          "channelModeratorArn",
          "chimeBearer",
          "createdByArn",
        ]);
    });
  }

  it("imports neither moderators nor bans with --members-only, and makes no call about them", async () => {
    addUser("u-1", "Ana Person");
    addAccess("u-2", "u-3");
    await runChannel("--members-only");
    assert.deepEqual(operations(), ["ListChannelMemberships", "DescribeChannelMembership"]);
  });

  it("imports the rest if the moderators and bans may not be read, and says so", async () => {
    addUser("u-1", "Ana Person");
    addAccess("u-2", "u-3");
    const error = "ForbiddenException";
    for (const operation of ["DescribeChannelModerator", "ListChannelBans"] as const)
      scene.chime.faults.inject({ operation, kind: "error", error, times: "always" });
    const { code, stderr } = await runChannel();
    assert.equal(code, 0, stderr);
    assert.match(stderr, /^The moderators are not imported\. Could not read moderator .*ForbiddenException/m);
    assert.match(stderr, /^The bans are not imported\. .*Grant the IAM permission chime:ListChannelBans/m);
    assert.equal((await entries()).length, 1);
    const { stdout } = await runChannel("--force", "--json");
    const { members, warnings } = JSON.parse(stdout) as { members: number; warnings: string[] };
    assert.deepEqual([members, warnings.length], [1, 2]);
  });

  it("writes nothing if the moderators cannot be read for another reason than a refusal", async () => {
    addUser("u-1", "Ana Person");
    scene.chime.faults.inject({
      operation: "ListChannelModerators",
      kind: "error",
      error: "BadRequestException",
      times: "always",
    });
    assert.equal((await runChannel()).code, 1);
    assert.deepEqual(await files.names(), []);
  });

  it("writes display names as comments with --names", async () => {
    addUser("u-1", "Ana Person");
    addBot("b-1", "Standup");
    await runChannel("--names");
    const program = await files.read("chime-members.ts");
    assert.match(program, /user\/u-1" \}, \/\/ User: Ana Person$/m);
    assert.match(program, /bot\/b-1" \}, \/\/ Bot: Standup$/m);
    assert.doesNotMatch(await files.read("chime-import.json"), /Ana Person|Standup/);
  });

  it("imports the app instance, the users and the channel, each before what refers to it", async () => {
    const { appInstanceArn, channelArn, chimeBearer } = scene;
    const memberArn = addUser("u-1", "Ana Person", "Metadata of Ana");
    addBot("b-1", "Standup");
    const { code, stderr } = await runChannel("--with-channel", "--with-users", "--with-app-instance");
    assert.equal(code, 0);
    const all = await entries();
    assert.deepEqual(
      all.map(({ type, id }) => [type.replace(/.*:/, ""), id]),
      [
        ["AppInstance", appInstanceArn],
        ["AppInstanceUser", chimeBearer],
        ["AppInstanceUser", memberArn],
        ["Channel", channelArn],
        ["ChannelMembership", `${channelArn},${appInstanceArn}/bot/b-1`],
        ["ChannelMembership", `${channelArn},${memberArn}`],
      ],
    );
    assert.deepEqual(
      all.slice(1, 3).map(({ name }) => name),
      ["user-admin", "user-u-1"],
    );
    const __provider = 'exports.handler=()=>require("pulumi-chime/provider").appInstanceUser';
    const inputs = {
      appInstanceArn,
      appInstanceUserId: "u-1",
      name: { ...SECRET, plaintext: '"Ana Person"' },
      metadata: { ...SECRET, plaintext: '"Metadata of Ana"' },
      __provider,
    };
    assert.deepEqual(all[2]!.inputs, inputs);
    assert.deepEqual(all[2]!.outputs, { ...inputs, appInstanceUserArn: memberArn });
    for (const file of FILES) {
      assert.match(
        stderr,
        new RegExp(`^Personal data: ${file} contains the names .* It has the mode 0600\\.$`, "m"),
      );
      assert.equal((await stat(files.path(file))).mode & 0o777, 0o600);
    }
    assert.match(stderr, /^ {2}5\. Delete chime-import\.json: it contains the names of people\.$/m);
    assert.doesNotMatch(stderr, /Ana/);
    assert.match(await files.read("chime-members.ts"), /memberArn: users\["u-1"\]\.appInstanceUserArn/);
  });

  it("keeps the ARN of a user who has been deleted meanwhile", async () => {
    const memberArn = addUser("u-1", "Ana Person");
    const { chime } = scene;
    // The first of the two users that are read is gone.
    chime.faults.inject({ operation: "DescribeAppInstanceUser", kind: "error", error: "NotFoundException" });
    const { code } = await runChannel("--with-users");
    assert.equal(code, 0);
    const users = (await entries()).filter(({ type }) => type.endsWith(":AppInstanceUser"));
    assert.equal(users.length, 1);
    const program = await files.read("chime-members.ts");
    const gone = [scene.chimeBearer, memberArn].find((arn) => arn !== users[0]!.id);
    assert.ok(program.includes(`: "${gone}"`));
  });

  it("imports the users of the selected members only, and the bearer", async () => {
    addUser("u-1", "Ana");
    const { chime, appInstanceArn, channelArn } = scene;
    const memberArn = chime.state.addAppInstanceUser({ appInstanceArn, userId: "u-2" });
    chime.state.addChannelMember({ channelArn, memberArn, type: "HIDDEN" });
    await runChannel("--with-users", "--type", "HIDDEN", "--roster");
    assert.deepEqual(
      (await entries()).map(({ name }) => name),
      ["user-admin", "user-u-2", `channel-${channelArn.replace(/.*\//, "").slice(0, 8)}`],
    );
  });

  it("writes types and ids only with --native, and says how Pulumi gets the bearer", async () => {
    const memberArn = addUser("u-1", "Ana Person");
    const [moderator, banned] = addAccess("u-2", "u-3");
    const extras = ["--with-channel", "--with-users", "--with-app-instance"];
    const { code, stderr } = await runChannel("--native", "--prefix", "launch", ...extras);
    assert.equal(code, 0, stderr);
    const { appInstanceArn, channelArn, chimeBearer } = scene;
    const short = channelArn.replace(/.*\//, "").slice(0, 8);
    const entry = (kind: string, name: string, id: string) => ({ type: `chime:index:${kind}`, name, id });
    assert.deepEqual(await entries(), [
      entry("AppInstance", `app-instance-${appInstanceArn.replace(/.*\//, "").slice(0, 8)}`, appInstanceArn),
      entry("AppInstanceUser", "user-admin", chimeBearer),
      entry("AppInstanceUser", "user-u-1", memberArn),
      entry("AppInstanceUser", "user-u-2", moderator),
      entry("AppInstanceUser", "user-u-3", banned),
      entry("Channel", `channel-${short}`, channelArn),
      entry("ChannelMembership", "launch-u-1", `${channelArn},${memberArn}`),
      entry("ChannelModerator", "launch-moderator-u-2", `${channelArn},moderator,${moderator}`),
      entry("ChannelBan", "launch-ban-u-3", `${channelArn},ban,${banned}`),
    ]);
    assert.ok(stderr.includes(`\n  1. pulumi config set chime:appInstanceUserArn ${chimeBearer}\n`), stderr);
    assert.doesNotMatch(stderr, /Personal data|Delete chime-import/);
    assert.ok(
      !operations().some((operation) => /^DescribeChannel(Membership|Moderator|Ban)$/.test(operation)),
    );
  });

  it("imports moderators as one resource each with --native --roster: a roster by id would have the bearer", async () => {
    addUser("u-1", "Ana Person");
    const [moderator] = addAccess("u-2", "u-3");
    const { code, stderr } = await runChannel("--native", "--roster", "--members-only", "--prefix", "launch");
    assert.equal(code, 0, stderr);
    const { channelArn } = scene;
    const roster = { type: "chime:index:ChannelRoster", name: "launch", id: channelArn };
    assert.deepEqual(await entries(), [roster]);
    await runChannel("--native", "--roster", "--prefix", "launch", "--force");
    const id = `${channelArn},moderator,${moderator}`;
    const access = { type: "chime:index:ChannelModerator", name: "launch-moderator-u-2", id };
    assert.deepEqual((await entries()).slice(0, 2), [roster, access]);
  });

  it("writes nothing if the channel cannot be described", async () => {
    addUser("u-1", "Ana");
    const error = "ForbiddenException";
    scene.chime.faults.inject({ operation: "DescribeChannel", kind: "error", error, times: "always" });
    const { code, stderr } = await runChannel("--with-channel");
    assert.equal(code, 1);
    assert.match(stderr, /read channel .*ForbiddenException/);
    assert.deepEqual(await files.names(), []);
  });

  it("shows the progress of a large channel", async () => {
    for (let count = 0; count < 520; count += 1) addUser(`u-${count}`, "Name");
    const { stderr } = await runChannel("--roster");
    assert.deepEqual(stderr.match(/^Reading (?!the members of).*$/gm), [
      "Reading the members: up to 500 so far …",
    ]);
  });
});

describe("pulumi-chime import of an app instance", function () {
  this.timeout(60_000);

  it("imports its administrators, and on request the app instance and the users", async () => {
    const scene = await Channel.open();
    const files = await CommandFolder.open(scene.chime);
    try {
      const { chime, appInstanceArn, chimeBearer } = scene;
      const adminArn = chime.state.addAppInstanceUser({ appInstanceArn, userId: "u-1", name: "Ana Person" });
      chime.state.addAppInstanceAdmin({ adminArn });
      const { code, stderr } = await files.run(["import", "--app-instance", appInstanceArn]);
      assert.equal(code, 0, stderr);
      assert.match(stderr, /2 administrators in 2 resources \(2 AppInstanceAdmin\)/);
      const read = async (): Promise<Entry[]> =>
        (JSON.parse(await files.read("chime-import.json")) as { resources: Entry[] }).resources;
      const admins = await read();
      assert.deepEqual(
        admins.map(({ id }) => id),
        [chimeBearer, adminArn].map((arn) => `${appInstanceArn},admin,${arn}`),
      );
      assert.deepEqual(Object.keys(admins[0]!.outputs).sort(), [
        "__provider",
        "appInstanceAdminArn",
        "appInstanceArn",
        "createdTimestamp",
      ]);
      assert.ok(chime.journal.calls().every(({ bearer }) => bearer === undefined));
      const native = await files.run(["import", "--app-instance", appInstanceArn, "--native", "--force"]);
      assert.doesNotMatch(native.stderr, /pulumi config set/);
      assert.deepEqual(
        await read(),
        admins.map(({ name, id }) => ({ type: "chime:index:AppInstanceAdmin", name, id })),
      );
      const more = ["--with-app-instance", "--with-users", "--force"];
      await files.run(["import", "--app-instance", appInstanceArn, ...more]);
      assert.deepEqual(
        (await read()).map(({ type }) => type.replace(/.*:/, "")),
        ["AppInstance", "AppInstanceUser", "AppInstanceUser", "AppInstanceAdmin", "AppInstanceAdmin"],
      );
      assert.match(
        await files.read("chime-members.ts"),
        /appInstanceAdminArn: users\["u-1"\]\.appInstanceUserArn/,
      );
    } finally {
      await files.close();
      await scene.chime.stop();
    }
  });
});
