import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

import { Host } from "../support/host";

const ID = "account/room/member";
const STATE = {
  accountId: "account",
  roomId: "room",
  memberId: "member",
  role: "Member",
  memberType: "User",
};
const REQUEST_ID = { "x-amzn-requestid": "b25a7d32-5a53-4a0f-9d5a-0a6f5d2c1e01" };
const NOT_FOUND = { "x-amzn-errortype": "NotFoundException" };
const member = (fields: object): object => ({
  RoomMembership: { Member: { MemberId: "member" }, ...fields },
});

interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: string;
  /** Whether it stops after its first byte. */
  stalls?: boolean;
}

const json = (value: unknown): string => JSON.stringify(value);

// The account is visible. Otherwise no 404 would count as gone.
const ACCOUNT_PATH = "/accounts/account";
const ACCOUNT: Answer = {
  status: 200,
  headers: REQUEST_ID,
  body: json({ Account: { AccountId: "account" } }),
};

const ANSWERS: Record<string, [string, Answer][]> = {
  delete: [
    ["a 204 that AWS gave no request id", { status: 204 }],
    ["a 200 in the place of 204", { status: 200, headers: REQUEST_ID }],
    ["a 404 of a gateway that speaks JSON", { status: 404, body: json({ code: "NotFoundException" }) }],
    [
      "a NotFoundException with the status 403",
      { status: 403, headers: { ...REQUEST_ID, ...NOT_FOUND }, body: "{}" },
    ],
    [
      "an error named like a part of every object",
      { status: 400, headers: { ...REQUEST_ID, "x-amzn-errortype": "constructor" } },
    ],
  ],
  read: [
    ["nothing at all", { status: 200 }],
    ["nothing, with a request id", { status: 200, headers: REQUEST_ID, body: "{}" }],
    ["an empty list that AWS gave no request id", { status: 200, body: json({ RoomMemberships: [] }) }],
    ["no list", { status: 200, headers: REQUEST_ID, body: json({ RoomMemberships: "abc" }) }],
    ["a list of nothing", { status: 200, headers: REQUEST_ID, body: json({ RoomMemberships: [null] }) }],
    ["a 404 of a gateway that speaks JSON", { status: 404, body: json({ code: "NotFoundException" }) }],
  ],
  update: [
    ["nothing", { status: 200, headers: REQUEST_ID, body: "{}" }],
    [
      "somebody else",
      { status: 200, headers: REQUEST_ID, body: json({ RoomMembership: { Member: { MemberId: "other" } } }) },
    ],
    ["a role that there is not", { status: 200, headers: REQUEST_ID, body: json(member({ Role: 7 })) }],
  ],
  create: [
    ["nothing", { status: 201, headers: REQUEST_ID, body: "{}" }],
    [
      "an inviter that is no text",
      { status: 201, headers: REQUEST_ID, body: json(member({ InvitedBy: { a: 1 } })) },
    ],
    ["a 204 of something else", { status: 204, headers: REQUEST_ID }],
  ],
};

describe("An answer that Amazon Chime does not give", function () {
  this.timeout(60_000);

  let server: Server;
  let host: Host;
  let answer: Answer;
  before(async () => {
    server = createServer((request, response) => {
      const { status, headers, body, stalls } = request.url === ACCOUNT_PATH ? ACCOUNT : answer;
      response.writeHead(status, headers);
      if (stalls === true) response.write("{");
      else response.end(body);
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const env = {
      AWS_ENDPOINT_URL_CHIME: `http://127.0.0.1:${port}`,
      AWS_ACCESS_KEY_ID: "AKIAEMULATEDCHIME001",
      AWS_SECRET_ACCESS_KEY: "secret",
    };
    host = await Host.start({
      chime: { env },
      process: true,
      config: {
        "chime:maxRetries": "0",
        "chime:readConsistencySeconds": "0",
        "chime:requestTimeoutSeconds": "1",
      },
    });
  });
  after(async () => {
    await host.stop();
    server.closeAllConnections();
    server.close();
  });

  const HOOKS: Record<string, () => Promise<unknown>> = {
    delete: () => host.delete(ID, STATE),
    read: () => host.read(ID, STATE),
    update: () => host.update(ID, STATE, STATE),
    create: () => host.create(STATE),
  };

  for (const [hook, answers] of Object.entries(ANSWERS)) {
    for (const [what, given] of answers) {
      it(`fails ${hook}: ${what}`, async () => {
        answer = given;
        await assert.rejects(HOOKS[hook]!(), /Could not .* member/);
      });
    }
  }

  it("of success, with a role that the service forces, fails an update: it would be a difference for ever", async () => {
    const body = { RoomMembership: { Member: { MemberId: "other" }, Role: "Administrator" } };
    answer = { status: 200, headers: REQUEST_ID, body: json(body) };
    // A removal of the first member may have done its work: an update of that member would add them again.
    const state = { ...STATE, memberId: "other" };
    await assert.rejects(
      host.update("account/room/other", state, state),
      /the role Member: .*HTTP 200, request id .*, but the role is Administrator\. .* Declare the role Administrator/s,
    );
  });

  it("that stops half-way is given up after chime:requestTimeoutSeconds", async () => {
    answer = { status: 200, headers: REQUEST_ID, stalls: true };
    await assert.rejects(host.read(ID, STATE), /no answer|could not be read|Could not read/);
  });

  it("of five megabytes becomes an error that can be read, and at once", async () => {
    answer = {
      status: 400,
      headers: { ...REQUEST_ID, "x-amzn-errortype": "BadRequestException" },
      body: json({ Message: "a".repeat(5_000_000) }),
    };
    // Not the one whom the creates above may have made: that one an entry has, so it is let go without a call.
    const other = host.delete("account/room/other", { ...STATE, memberId: "other" });
    await assert.rejects(other, ({ message }: Error) => message.length < 2000);
  });
});
