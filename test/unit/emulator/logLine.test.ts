import assert from "node:assert/strict";
import { logLine } from "../../../emulator/command/logLine";
import type { Call } from "../../../emulator";

const INSTANCE = "arn:aws:chime:us-east-1:111122223333:app-instance/instance-1";

function lineOf(call: Partial<Call>): string {
  return logLine({
    ...{ sequence: 1, time: "T", operation: "Op", requestId: "r", faults: [], written: false, ended: true },
    ...{ status: 200, durationMs: 3 },
    ...call,
  });
}

describe("the line about a call", () => {
  const lines: [string, Partial<Call>, string][] = [
    ["without resources", {}, "T Op: 200, 3 ms"],
    [
      "for a member of a room",
      { accountId: "a", roomId: "r", memberId: "m", role: "Administrator" },
      "T Op a/r m (Administrator): 200, 3 ms",
    ],
    [
      "for a member of a channel",
      {
        ...{ appInstanceArn: INSTANCE, channelArn: `${INSTANCE}/channel/c`, memberArn: `${INSTANCE}/user/u` },
        ...{ type: "HIDDEN", bearer: `${INSTANCE}/user/b` },
      },
      "T Op instance-1/channel/c instance-1/user/u (HIDDEN) as instance-1/user/b: 200, 3 ms",
    ],
    [
      "for a small batch",
      { roomId: "r", members: [{ memberId: "1" }, { memberId: "2" }] },
      "T Op r 1 2: 200, 3 ms",
    ],
    ["for a large batch", { memberArns: ["1", "2", "3", "4"] }, "T Op 4 members: 200, 3 ms"],
    ["with an error", { status: 409, error: "ConflictException" }, "T Op: 409 ConflictException, 3 ms"],
    [
      "with faults",
      { faults: ["delay 5 ms", "garbled"] },
      "T Op: 200, 3 ms, injected delay 5 ms and garbled",
    ],
    ["of an unknown operation", { request: "GET /x" }, "T Op GET /x: 200, 3 ms"],
  ];
  for (const [what, call, line] of lines) {
    it(`${what} has all of it`, () => {
      assert.equal(lineOf(call), line);
    });
  }

  it("says that there was no reply", () => {
    const call = { sequence: 1, time: "T", operation: "Op", requestId: "r", faults: ["hang afterWrite"] };
    const line = logLine({ ...call, written: true, ended: true, durationMs: 3 });
    assert.equal(line, "T Op: no reply, 3 ms, injected hang afterWrite");
  });

  it("stays one line, whatever ids a client chooses", () => {
    assert.equal(
      lineOf({ roomId: "a\nb\u001b[2Jc\u202ed\u2028e" }),
      "T Op a\\u{a}b\\u{1b}[2Jc\\u{202e}d\\u{2028}e: 200, 3 ms",
    );
  });
});
