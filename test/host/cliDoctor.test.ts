import assert from "node:assert/strict";

import { CommandFolder } from "../support/command";
import { Room } from "../support/room";

describe("pulumi-chime doctor as a command", function () {
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

  const CHECKS = /^(ok|failed|skipped|not tested) +\S.*: .*$/;

  it("prints each check as one line on standard output and counts them, and exits with 0 if none has failed", async () => {
    const { accountId, roomId } = room;
    const { code, stdout, stderr } = await files.run(["doctor", "--account", accountId, "--room", roomId]);
    assert.equal(code, 0, stdout + stderr);
    const lines = stdout.trimEnd().split("\n");
    assert.match(lines.pop() ?? "", /^\d+ checks passed, 0 failed, \d skipped, 1 not tested\.$/);
    for (const line of lines) assert.match(line, CHECKS);
    assert.match(stdout, /^ok +GetRoom: /m);
    assert.equal(stderr, "");
  });

  it("checks a channel with its bearer", async () => {
    const { state } = room.chime;
    const appInstanceArn = state.addAppInstance({});
    const bearer = state.addAppInstanceUser({ appInstanceArn });
    const channel = state.addChannel({ appInstanceArn });
    state.addChannelModerator({ channelArn: channel, moderatorArn: bearer });
    const { code, stdout } = await files.run(["doctor", "--bearer", bearer, "--channel", channel]);
    assert.equal(code, 0, stdout);
    assert.match(stdout, /^ok +rights of the bearer: It is a moderator/m);
  });

  it("exits with 1 and the number of failures on standard output if a check has failed", async () => {
    const { code, stdout, stderr } = await files.run(["doctor", "--account", "nowhere"]);
    assert.equal(code, 1);
    assert.match(stdout, /^failed +GetAccount: /m);
    assert.match(stdout, /^\d+ checks passed, 1 failed, \d skipped, 1 not tested\.\n$/m);
    assert.equal(stderr, "");
  });

  it("prints one object with --json", async () => {
    room.chime.faults.inject({ kind: "error", operation: "ListRooms", error: "ForbiddenException" });
    const { code, stdout } = await files.run(["doctor", "--account", room.accountId, "--json"]);
    assert.equal(code, 1);
    const { ok, counts, identity, checks } = JSON.parse(stdout) as Record<string, unknown> & {
      counts: Record<string, number>;
      checks: object[];
    };
    assert.equal(ok, false);
    assert.equal(counts["failed"], 1);
    assert.equal(
      Object.values(counts).reduce((sum, count) => sum + count),
      checks.length,
    );
    assert.deepEqual(identity, {
      account: "111122223333",
      arn: "arn:aws:iam::111122223333:user/emulator",
    });
    const [call] = room.chime.journal.calls({ operation: "ListRooms" });
    const failed = checks.find((check) => "result" in check && check.result === "failed");
    assert.deepEqual(Object.keys(failed ?? {}), ["group", "check", "result", "message", "advice", "answer"]);
    assert.deepEqual((failed as { answer: unknown }).answer, {
      name: "ForbiddenException",
      status: 403,
      requestId: call!.requestId,
    });
  });

  it("exits with 2 without a call if the arguments are wrong", async () => {
    for (const args of [
      ["--room", "r"],
      ["--channel", "c"],
      ["--acount", "a"],
    ]) {
      const { code, stdout, stderr } = await files.run(["doctor", ...args]);
      assert.equal(code, 2, args.join(" "));
      assert.equal(stdout, "");
      assert.match(stderr, /^error: /);
    }
    assert.deepEqual(room.operations(), []);
  });
});
