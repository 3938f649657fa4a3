import assert from "node:assert/strict";

import { startEmulator, type Emulator } from "../../emulator";
import { Project } from "../support/project";
import { writes } from "./ownership/fixture";

/** Declares every kind of resource. Those that depend on a room, app instance or channel are protected. */
const PROGRAM = `"use strict";
const chime = require("pulumi-chime");
const declared = require("./declared.json");
const accountId = "account";
const protect = true;
const room = new chime.Room("room", { accountId, name: declared.room });
const { roomId } = room;
new chime.RoomMembership("room-single", { accountId, roomId, memberId: "ana" }, { protect });
new chime.RoomRoster("room-roster", { accountId, roomId, members: [{ memberId: "ben" }] }, { protect });

const app = new chime.AppInstance("app", { name: declared.app });
const { appInstanceArn } = app;
const user = (id, name) =>
  new chime.AppInstanceUser(id, { appInstanceArn, appInstanceUserId: id, name }, { protect }).appInstanceUserArn;
const chimeBearer = user("admin", declared.user);
const channel = new chime.Channel(
  "channel",
  { appInstanceArn, name: declared.channel, privacy: declared.privacy, chimeBearer },
  { additionalSecretOutputs: declared.secret },
);
const { channelArn } = channel;
const isProtected = { protect: declared.privacy === "PUBLIC" };
new chime.ChannelMembership("channel-single", { channelArn, chimeBearer, memberArn: user("ana", "Ana Secret") }, isProtected);
const members = [{ memberArn: user("ben", "Ben Secret") }];
new chime.ChannelRoster("channel-roster", { channelArn, chimeBearer, members }, isProtected);
exports.roomId = roomId;
exports.found = chime.Room.get("found", room.id).roomId;
exports.channelArn = channelArn;
require("@pulumi/pulumi").isSecret(channelArn).then((isSecret) => console.log("secret: " + isSecret));
`;

/** The resources of the program without the look-up, and the stack. */
const RESOURCES = 11;

const FIRST = {
  room: "Launch",
  app: "Support",
  user: "Admin Secret",
  channel: "Launch",
  privacy: "PUBLIC",
  secret: [] as string[],
};

describe("An in-place update of a room, app instance, user or channel", function () {
  this.timeout(300_000);

  let chime: Emulator;
  let project: Project;
  beforeEach(async () => {
    chime = await startEmulator();
    chime.state.addAccount({ accountId: "account" });
    for (const userId of ["ana", "ben"]) chime.state.addUser({ accountId: "account", userId });
    const files = { "index.js": PROGRAM, "declared.json": JSON.stringify(FIRST) };
    project = await Project.open({ chime, files });
  });
  afterEach(async () => {
    await project.close();
    await chime.stop();
  });
  const declare = (changes: Partial<typeof FIRST>): Promise<void> =>
    project.write("declared.json", JSON.stringify({ ...FIRST, ...changes }));

  it("is one update in the preview and in up, even if all that depends on it is protected", async () => {
    await project.stack.preview();
    const { outputs } = await project.stack.up();
    const { roomId, found, channelArn } = outputs;
    assert.equal(found?.value, roomId?.value);

    for (const [what, operation] of [
      ["room", "UpdateRoom"],
      ["app", "UpdateAppInstance"],
      ["user", "UpdateAppInstanceUser"],
      ["channel", "UpdateChannel"],
    ] as const) {
      await declare({ [what]: "Another Secret" });
      const { changeSummary } = await project.stack.preview();
      assert.deepEqual(changeSummary, { same: RESOURCES - 1, update: 1 }, `preview of another ${what}`);
      chime.journal.clear();
      // Includes the preview, unlike `project.stack.up()`.
      await project.pulumi("up", "--yes");
      assert.deepEqual(writes(chime.journal.calls()), [operation]);
      await declare({});
      await project.stack.up();
    }
    const after = await project.stack.outputs();
    assert.deepEqual([after["roomId"], after["channelArn"]], [roomId, channelArn]);
  });

  it("keeps a secret output secret", async () => {
    await declare({ secret: ["channelArn"] });
    const { outputs } = await project.stack.up();
    assert.equal(outputs["channelArn"]?.secret, true);
    await declare({ secret: ["channelArn"], channel: "Landing" });
    const { changeSummary, stdout } = await project.stack.preview();
    assert.deepEqual(changeSummary, { same: RESOURCES - 1, update: 1 });
    assert.match(stdout, /secret: true/);
    await declare({ channel: "Landing" });
    assert.match((await project.stack.preview()).stdout, /secret: false/);
  });

  it("is not possible if the channel changes its privacy, which replaces the channel and its members", async () => {
    await declare({ privacy: "PRIVATE" });
    await project.stack.up();
    const before = (await project.stack.outputs())["channelArn"]?.value;
    const program = PROGRAM.replace(/isProtected = .*/, "isProtected = {};");
    await project.write("index.js", program);
    await declare({ privacy: "PUBLIC" });
    const { changeSummary } = await project.stack.preview();
    assert.equal(changeSummary.replace, 3);
    const { outputs, summary } = await project.stack.up();
    assert.equal(summary.resourceChanges?.replace, 3);
    const after = outputs["channelArn"]?.value as string;
    assert.notEqual(after, before);
    assert.equal(chime.state.channelMembers(after).length, 3);
  });
});
