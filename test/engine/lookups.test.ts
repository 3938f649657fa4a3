import assert from "node:assert/strict";

import { DEFAULT_CREDENTIALS, startEmulator, type Emulator } from "../../emulator";
import { PERSONAL_NAME } from "../support/leaks";
import { failureOf, Project } from "../support/project";

const OTHER = { accessKeyId: "AKIAEMULATEDCHIMEOTHR", secretAccessKey: "the-secret-of-other" };

/** Uses every look-up, and exports the results. */
const PROGRAM = `"use strict";
const chime = require("pulumi-chime");
module.exports = async () => {
  const accountId = "account";
  const room = await chime.getRoom({ accountId, name: "Launch" });
  const { rooms } = await chime.getRooms({ accountId });
  const { memberships, people } = await chime.getRoomMemberships({ accountId, roomId: room.roomId });
  const ana = await chime.getUser({ accountId, email: "ANA@example.com" });
  const later = chime.getRoomMembershipsOutput({ accountId, roomId: room.roomId });
  return { roomId: room.roomId, count: rooms.length, memberships, people, userId: ana.userId, later: later.memberships };
};
`;

/** Declares a member found by email address. No personal data reaches the engine. */
const MEMBER_BY_EMAIL = `"use strict";
const chime = require("pulumi-chime");
module.exports = async () => {
  const accountId = "account";
  const { userId } = await chime.getUser({ accountId, email: "ben@example.com" });
  new chime.RoomMembership("ben", { accountId, roomId: "launch", memberId: userId });
};
`;

/** Declares a member of a new room, found by an address that no user has, or that is none. */
const UNKNOWN_MEMBER_OF_NEW_ROOM = (email: string): string => `"use strict";
const chime = require("pulumi-chime");
const accountId = "account";
const room = new chime.Room("launch", { accountId, name: "New" });
const { userId } = chime.getUserOutput({ accountId, email: "${email}" });
new chime.RoomMembership("ben", { accountId, roomId: room.roomId, memberId: userId });
`;

describe("Look-ups in a program", function () {
  this.timeout(300_000);

  let chime: Emulator;
  let project: Project;
  beforeEach(async () => {
    chime = await startEmulator({ credentials: [DEFAULT_CREDENTIALS, OTHER] });
    chime.state.addAccount({ accountId: "account" });
    for (const name of ["Launch", "Landing"])
      chime.state.addRoom({ accountId: "account", roomId: name.toLowerCase(), name });
    chime.state.addUser({
      accountId: "account",
      userId: "ana",
      email: "ana@example.com",
      name: PERSONAL_NAME,
    });
    chime.state.addMember({ accountId: "account", roomId: "launch", memberId: "ana", role: "Administrator" });
    project = await Project.open({ chime, files: { "index.js": PROGRAM } });
  });
  afterEach(async () => {
    await project.close();
    await chime.stop();
  });

  it("find rooms by name, users by email address and members of a room, and mark personal data as secret", async () => {
    const { outputs } = await project.stack.up();
    const plain = Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
    const memberships = plain["memberships"] as { memberId: string; role: string }[];
    assert.deepEqual(
      memberships.map(({ memberId, role }) => ({ memberId, role })),
      [{ memberId: "ana", role: "Administrator" }],
    );
    assert.deepEqual(plain["later"], memberships);
    assert.deepEqual([plain["roomId"], plain["count"], plain["userId"]], ["launch", 2, "ana"]);
    assert.deepEqual(
      ["memberships", "later", "userId", "people"].map((name) => outputs[name]?.secret),
      [false, false, false, true],
    );
    const state = await project.stateText();
    for (const personal of ["ana@example.com", PERSONAL_NAME]) assert.ok(!state.includes(personal));
  });

  it("report every call with PULUMI_CHIME_DEBUG=true, but no personal data or secrets", async () => {
    await project.close();
    chime.state.addUser({
      accountId: "account",
      userId: "ben",
      email: "ben@example.com",
      name: "Ben Secret",
    });
    const env = { PULUMI_CHIME_DEBUG: "true" };
    project = await Project.open({ chime, files: { "index.js": MEMBER_BY_EMAIL }, env });
    chime.faults.inject({ operation: "ListUsers", kind: "error", error: "ServiceUnavailableException" });
    // This includes the logs of the engine and its plugins.
    const logging = ["--logtostderr", "--logflow", "-v=9"];
    const { stdout, stderr } = await project.stack.run([
      ...logging,
      "up",
      "--debug",
      "--yes",
      "--skip-preview",
    ]);
    const calls = chime.journal.calls();
    assert.deepEqual(
      calls.map(({ operation }) => operation),
      ["ListUsers", "ListUsers", "CreateRoomMembership"],
    );
    for (const { operation, requestId } of calls) {
      assert.match(stdout, new RegExp(`${operation}, .*request id ${requestId}`));
    }
    assert.match(stdout, /ListUsers, .*ServiceUnavailableException, .*attempt 1 of at most 25, \d+ ms/);
    const { accessKeyId, secretAccessKey } = DEFAULT_CREDENTIALS;
    for (const secret of [accessKeyId, secretAccessKey, "ben@example.com", "Ben Secret", "Signature="]) {
      const matches = `${stdout}\n${stderr}`.split("\n").filter((line) => line.includes(secret));
      assert.deepEqual(matches, []);
    }
  });

  it("fail if no user has the address, and the error does not contain it", async () => {
    await project.write(
      "index.js",
      'module.exports = () => require("pulumi-chime").getUser({ accountId: "account", email: "ben@example.com" });',
    );
    const printed = await failureOf(project.stack.preview());
    assert.match(printed, /account/);
    assert.ok(!printed.includes("ben@example.com"));
  });

  for (const [email, reason] of [
    ["ben@example.com", /There is no user with this email address/],
    ["ben", /email must be an email address/],
  ] as const) {
    it(`fail at once, also while ids are unknown that are used with the result: ${email}`, async () => {
      await project.write("index.js", UNKNOWN_MEMBER_OF_NEW_ROOM(email));
      // On Node.js 20, this took minutes and gigabytes: see provider/lookups/rejectHandler.ts.
      assert.match(await failureOf(project.stack.preview()), reason);
    });
  }

  it("use the settings of the given provider", async () => {
    await project.write(
      "index.js",
      `const chime = require("pulumi-chime");
       const keys = { accessKey: "${OTHER.accessKeyId}", secretKey: "${OTHER.secretAccessKey}" };
       const provider = new chime.Provider("other", keys);
       module.exports = async () => ({ room: (await chime.getRoom({ accountId: "account", name: "Launch" }, { provider })).roomId });`,
    );
    await project.stack.up();
    const signers = new Set(chime.journal.calls().map(({ accessKeyId }) => accessKeyId));
    assert.deepEqual([...signers], [OTHER.accessKeyId]);
  });
});
