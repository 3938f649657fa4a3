import assert from "node:assert/strict";

import { selectionOf, type ImportOptions } from "../../../provider/cli/import/importOptions";
import { UsageError } from "../../../provider/cli/usageError";

const APP = "arn:aws:chime:us-east-1:111122223333:app-instance/a";
const OUTPUT = { out: "chime-import.json", program: "chime-members.ts" };
const ROOM = { account: "a", room: "r" };
const CHANNEL = { channel: `${APP}/channel/c`, bearer: `${APP}/user/u` };

/** Options that contradict each other, and the message about each. */
const REFUSED: [options: Partial<ImportOptions>, message: RegExp][] = [
  [
    {},
    /^Select a room with .*, a channel with --channel and --bearer, or an app instance with --app-instance\.$/,
  ],
  [{ account: "a" }, /^--account requires --room/],
  [{ room: "r" }, /^--room requires --account/],
  [{ bearer: CHANNEL.bearer }, /^--bearer requires --channel\.$/],
  [{ ...ROOM, bearer: CHANNEL.bearer }, /^--bearer requires --channel\.$/],
  [{ ...ROOM, type: "HIDDEN", withUsers: true }, /^--type and --with-users require --channel\.$/],
  [{ ...ROOM, withChannel: true }, /^--with-channel requires --channel\.$/],
  [{ ...ROOM, withAppInstance: true }, /^--with-app-instance requires --channel\.$/],
  [{ ...CHANNEL, ...ROOM }, /^--account and --room are for rooms and cannot be used with --channel\.$/],
  [{ ...CHANNEL, role: "Member" }, /^--role is for rooms and cannot be used with --channel\.$/],
  [{ ...CHANNEL, withRoom: true }, /^--with-room is for rooms/],
  [
    { ...CHANNEL, ...ROOM, role: "Member" },
    /^--account, --room and --role are for rooms and cannot be used with --channel\.$/,
  ],
  [{ channel: CHANNEL.channel }, /^--channel requires --bearer/],
  [{ ...CHANNEL, bearer: `${APP}2/user/u` }, /^--bearer belongs to .*app-instance\/a2/],
  [{ ...CHANNEL, withAppInstance: true }, /^--with-app-instance requires --with-channel or --with-users/],
  [{ ...ROOM, asChannel: true, roster: true }, /^--roster cannot be used with --as-channel\.$/],
  [{ ...CHANNEL, asChannel: true }, /^--as-channel is for rooms and cannot be used with --channel\.$/],
  [{ ...CHANNEL, appInstance: APP }, /^--app-instance cannot be used with --channel\.$/],
  [{ ...ROOM, appInstance: APP }, /^--account and --room cannot be used with --app-instance\.$/],
  [{ appInstance: APP, roster: true }, /^--roster cannot be used with --app-instance\.$/],
  [{ appInstance: APP, bearer: CHANNEL.bearer }, /^--bearer cannot be used with --app-instance\.$/],
  [{ ...ROOM, membersOnly: true }, /^--members-only requires --channel\.$/],
  [{ ...ROOM, out: "same", program: "./same" }, /^--out and --program are both same/],
  [{ ...ROOM, out: "" }, /^--out and --program must not be empty\.$/],
  [{ ...ROOM, json: true, out: "-" }, /^--json and --out - cannot be used together/],
  [{ ...ROOM, json: true, program: "-" }, /^--json and --program - cannot be used together/],
];

describe("The options of the import command", () => {
  for (const [options, message] of REFUSED) {
    it(`are refused if they contradict each other: ${JSON.stringify(options)}`, () => {
      assert.throws(
        () => selectionOf({ ...OUTPUT, ...options }),
        (error) => error instanceof UsageError && message.test(error.message),
      );
    });
  }

  it("select a room, a channel or an app instance", () => {
    assert.deepEqual(selectionOf({ ...OUTPUT, appInstance: APP, withAppInstance: true, withUsers: true }), {
      appInstance: { appInstanceArn: APP },
    });
    assert.deepEqual(selectionOf({ ...OUTPUT, ...ROOM, role: "Member", withRoom: true }), {
      room: { accountId: "a", roomId: "r" },
    });
    const extras = { withChannel: true, withAppInstance: true, withUsers: true, withRoom: false };
    assert.deepEqual(selectionOf({ ...OUTPUT, ...CHANNEL, ...extras }), {
      channel: { channelArn: CHANNEL.channel, chimeBearer: CHANNEL.bearer },
    });
  });

  it("allow a dry run with JSON for a run that would write to standard output", () => {
    assert.ok(selectionOf({ ...OUTPUT, ...ROOM, out: "-", json: true, dryRun: true }));
  });
});
