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

interface Response {
  status: number;
  headers?: Record<string, string>;
  body?: string;
  /** Whether it stops after the first byte. */
  stalls?: boolean;
}

const json = (value: unknown): string => JSON.stringify(value);

// A 404 counts as "gone" only in a visible account.
const ACCOUNT_PATH = "/accounts/account";
const ACCOUNT: Response = {
  status: 200,
  headers: REQUEST_ID,
  body: json({ Account: { AccountId: "account" } }),
};

const RESPONSES: Record<string, [string, Response][]> = {
  delete: [
    ["a 204 without a request id", { status: 204 }],
    ["a 200 instead of a 204", { status: 200, headers: REQUEST_ID }],
    ["a 404 of a gateway that answers in JSON", { status: 404, body: json({ code: "NotFoundException" }) }],
    [
      "a NotFoundException with the status 403",
      { status: 403, headers: { ...REQUEST_ID, ...NOT_FOUND }, body: "{}" },
    ],
    [
      "an error with the name of a property that every object has",
      { status: 400, headers: { ...REQUEST_ID, "x-amzn-errortype": "constructor" } },
    ],
  ],
  read: [
    ["no body", { status: 200 }],
    ["an empty object", { status: 200, headers: REQUEST_ID, body: "{}" }],
    ["an empty list without a request id", { status: 200, body: json({ RoomMemberships: [] }) }],
    ["a list that is a string", { status: 200, headers: REQUEST_ID, body: json({ RoomMemberships: "abc" }) }],
    [
      "a list that contains null",
      { status: 200, headers: REQUEST_ID, body: json({ RoomMemberships: [null] }) },
    ],
    ["a 404 of a gateway that answers in JSON", { status: 404, body: json({ code: "NotFoundException" }) }],
  ],
  update: [
    ["an empty object", { status: 200, headers: REQUEST_ID, body: "{}" }],
    [
      "another member",
      { status: 200, headers: REQUEST_ID, body: json({ RoomMembership: { Member: { MemberId: "other" } } }) },
    ],
    ["a role that is a number", { status: 200, headers: REQUEST_ID, body: json(member({ Role: 7 })) }],
  ],
  create: [
    ["an empty object", { status: 201, headers: REQUEST_ID, body: "{}" }],
    [
      "an inviter that is not a string",
      { status: 201, headers: REQUEST_ID, body: json(member({ InvitedBy: { a: 1 } })) },
    ],
    ["a 204 instead of a 201", { status: 204, headers: REQUEST_ID }],
  ],
};

describe("A response that Amazon Chime does not document", function () {
  this.timeout(60_000);

  let server: Server;
  let host: Host;
  let nextResponse: Response;
  before(async () => {
    server = createServer((request, response) => {
      const { status, headers, body, stalls } = request.url === ACCOUNT_PATH ? ACCOUNT : nextResponse;
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

  for (const [hook, responses] of Object.entries(RESPONSES)) {
    for (const [what, response] of responses) {
      it(`fails ${hook}: ${what}`, async () => {
        nextResponse = response;
        await assert.rejects(HOOKS[hook]!(), /Could not .* member/);
      });
    }
  }

  it("fails an update if it contains another role than requested, because the diff would never be empty", async () => {
    const body = { RoomMembership: { Member: { MemberId: "other" }, Role: "Administrator" } };
    nextResponse = { status: 200, headers: REQUEST_ID, body: json(body) };
    // The tests of delete may have removed the first member, so that an update would add that member again.
    const state = { ...STATE, memberId: "other" };
    await assert.rejects(
      host.update("account/room/other", state, state),
      /the role Member: .*HTTP 200, request id .*, but the role is Administrator\. .* Declare the role Administrator/s,
    );
  });

  it("fails after chime:requestTimeoutSeconds if it stops midway", async () => {
    nextResponse = { status: 200, headers: REQUEST_ID, stalls: true };
    await assert.rejects(host.read(ID, STATE), /no answer|could not be read|Could not read/);
  });

  it("becomes a short error if it has five megabytes", async () => {
    nextResponse = {
      status: 400,
      headers: { ...REQUEST_ID, "x-amzn-errortype": "BadRequestException" },
      body: json({ Message: "a".repeat(5_000_000) }),
    };
    // The tests of create may have recorded the first member as owned, so that a delete would make no call.
    const other = host.delete("account/room/other", { ...STATE, memberId: "other" });
    await assert.rejects(other, ({ message }: Error) => message.length < 2000);
  });
});
