import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readSeed, startEmulator } from "../../../emulator";
import { seedCheck } from "../../../emulator/seed";

const TEAM = join(__dirname, "../../../emulator/seeds/team.json");

describe("a seed", () => {
  it("that comes with the emulator has a team and an empty room", async () => {
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

  const user = { userId: "u", email: "u@example.com" };
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
      "an e-mail that is none",
      { accounts: [{ accountId: "a", users: [user, { userId: "v", email: "v" }] }] },
      /accounts\[0\]\.users\[1\]\.email: expected an e-mail address, got "v"/,
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
  ];
  for (const [what, value, message] of wrong) {
    it(`with ${what} is refused, and the message names the place`, () => {
      assert.throws(() => seedCheck(value, ""), message);
    });
  }

  it("that cannot be read is refused with the name of its file", () => {
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
