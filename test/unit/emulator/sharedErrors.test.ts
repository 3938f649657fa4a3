import assert from "node:assert/strict";
import {
  BatchCreateRoomMembershipCommand,
  CreateRoomCommand,
  CreateRoomMembershipCommand,
  DeleteRoomCommand,
  DeleteRoomMembershipCommand,
  GetAccountCommand,
  GetRoomCommand,
  GetUserCommand,
  ListRoomMembershipsCommand,
  ListRoomsCommand,
  ListUsersCommand,
  UpdateRoomCommand,
  UpdateRoomMembershipCommand,
  type ChimeClient,
} from "@aws-sdk/client-chime";
import type { ErrorName, OperationName } from "../../../emulator";
import { SERVICE_ERRORS } from "../../../emulator/http/errors";
import { CHIME_OPERATIONS } from "../../../emulator/model/operationNames";
import { sendSigned, type RawRequest } from "./raw";
import { clientOf, refused, UUID, worldPerTest } from "./world";

interface Ids {
  readonly AccountId: string;
  readonly RoomId: string;
  readonly MemberId: string;
}

interface Case {
  readonly call: (client: ChimeClient, ids: Ids) => Promise<unknown>;
  /** Which ids the operation takes. */
  readonly takes: readonly (keyof Ids)[];
}

const account = ["AccountId"] as const;
const room = ["AccountId", "RoomId"] as const;
const membership = ["AccountId", "RoomId", "MemberId"] as const;

/** Every operation of Chime, called rightly. */
const CASES: Record<(typeof CHIME_OPERATIONS)[number], Case> = {
  BatchCreateRoomMembership: {
    takes: room,
    call: (client, { MemberId, ...ids }) =>
      client.send(new BatchCreateRoomMembershipCommand({ ...ids, MembershipItemList: [{ MemberId }] })),
  },
  CreateRoom: {
    takes: account,
    call: (client, { AccountId }) => client.send(new CreateRoomCommand({ AccountId, Name: "Room" })),
  },
  CreateRoomMembership: {
    takes: membership,
    call: (client, ids) => client.send(new CreateRoomMembershipCommand(ids)),
  },
  DeleteRoom: { takes: room, call: (client, ids) => client.send(new DeleteRoomCommand(ids)) },
  DeleteRoomMembership: {
    takes: membership,
    call: (client, ids) => client.send(new DeleteRoomMembershipCommand(ids)),
  },
  GetAccount: { takes: account, call: (client, ids) => client.send(new GetAccountCommand(ids)) },
  GetRoom: { takes: room, call: (client, ids) => client.send(new GetRoomCommand(ids)) },
  GetUser: {
    takes: ["AccountId", "MemberId"],
    call: (client, { AccountId, MemberId }) =>
      client.send(new GetUserCommand({ AccountId, UserId: MemberId })),
  },
  ListRoomMemberships: {
    takes: room,
    call: (client, ids) => client.send(new ListRoomMembershipsCommand(ids)),
  },
  ListRooms: {
    takes: account,
    call: (client, { AccountId }) => client.send(new ListRoomsCommand({ AccountId })),
  },
  ListUsers: { takes: account, call: (client, ids) => client.send(new ListUsersCommand(ids)) },
  UpdateRoom: { takes: room, call: (client, ids) => client.send(new UpdateRoomCommand(ids)) },
  UpdateRoomMembership: {
    takes: membership,
    call: (client, ids) => client.send(new UpdateRoomMembershipCommand({ ...ids, Role: "Member" })),
  },
};

const KEYS = [
  { accessKeyId: "AKIAEVERYTHING000001", secretAccessKey: "everything" },
  { accessKeyId: "AKIAELSEWHERE0000002", secretAccessKey: "elsewhere", accounts: ["another"] },
];

// The form of what an operation is called with is in test/conformance, by table.
describe("every operation", () => {
  const world = worldPerTest({ credentials: KEYS });

  function ids(): Ids {
    const { accountId, roomId, users } = world();
    return { AccountId: accountId, RoomId: roomId, MemberId: users[0] };
  }

  it("is in the table below", () => {
    assert.deepEqual(Object.keys(CASES).sort(), [...CHIME_OPERATIONS].sort());
  });

  for (const [name, { call, takes }] of Object.entries(CASES)) {
    for (const id of takes) {
      it(`${name} returns NotFoundException for an unknown ${id}`, async () => {
        await refused(call(world().client, { ...ids(), [id]: "unknown" }), "NotFoundException", 404);
      });
    }

    it(`${name} returns ForbiddenException to a key without access to the account`, async () => {
      const { chime } = world();
      const credentials = { accessKeyId: "AKIAELSEWHERE0000002", secretAccessKey: "elsewhere" };
      const client = clientOf(chime, { credentials });
      await refused(call(client, ids()), "ForbiddenException", 403);
      await refused(call(client, { ...ids(), AccountId: "unknown" }), "ForbiddenException", 403);
      client.destroy();
    });

    it(`${name} checks the signature first`, async () => {
      const { chime } = world();
      const credentials = { accessKeyId: "AKIANOBODY0000000003", secretAccessKey: "x" };
      const client = clientOf(chime, { credentials });
      await refused(call(client, { ...ids(), AccountId: " " }), "UnrecognizedClientException", 403);
      client.destroy();
    });

    for (const [error, { status, code }] of Object.entries(SERVICE_ERRORS)) {
      it(`${name} returns an injected ${error}, and changes nothing`, async () => {
        const { chime, client } = world();
        chime.faults.inject({ operation: name as OperationName, kind: "error", error: error as ErrorName });
        const caught = (await refused(call(client, ids()), error, status)) as Error & {
          Code: string;
        };
        assert.deepEqual([caught.Code, caught.message], [code, "Injected by the emulator."]);
        const { written, faults, status: noted } = chime.journal.calls()[0]!;
        assert.deepEqual([written, faults, noted], [false, [`error ${error}`], status]);
      });
    }
  }
});

describe("every operation, if the rule foreignAccount is notFound,", () => {
  const world = worldPerTest({ credentials: KEYS, foreignAccount: "notFound" });

  for (const [name, { call }] of Object.entries(CASES)) {
    it(`${name} returns NotFoundException to a key without access to the account, and changes nothing`, async () => {
      const { chime, accountId, roomId, users } = world();
      const credentials = { accessKeyId: "AKIAELSEWHERE0000002", secretAccessKey: "elsewhere" };
      const client = clientOf(chime, { credentials });
      const ids = { AccountId: accountId, RoomId: roomId, MemberId: users[0] };
      await refused(call(client, ids), "NotFoundException", 404);
      assert.deepEqual(chime.journal.calls({ written: true }), []);
      client.destroy();
    });
  }

  it("a key has access to its own account", async () => {
    const { chime } = world();
    chime.state.addAccount({ accountId: "another" });
    const credentials = { accessKeyId: "AKIAELSEWHERE0000002", secretAccessKey: "elsewhere" };
    const client = clientOf(chime, { credentials });
    const { Account } = await client.send(new GetAccountCommand({ AccountId: "another" }));
    assert.equal(Account?.AccountId, "another");
    client.destroy();
  });
});

describe("a body", () => {
  const world = worldPerTest();
  const path = "/accounts/account-1/rooms/room-1/memberships";

  const wrong: [string, RawRequest][] = [
    ["no JSON", { path, body: "{" }],
    ["no object", { path, body: '["user-a"]' }],
    ["null", { path, body: "null" }],
    ["nothing at all", { path, body: "" }],
  ];
  for (const [what, raw] of wrong) {
    it(`with ${what} is a BadRequestException`, async () => {
      const { chime } = world();
      const { status, headers, body } = await sendSigned(chime, { method: "POST", ...raw });
      assert.deepEqual([status, headers["x-amzn-errortype"]], [400, "BadRequestException"]);
      assert.match(headers["x-amzn-requestid"] as string, UUID);
      const { Code, Message, ...rest } = JSON.parse(body) as Record<string, string>;
      assert.deepEqual([Code, typeof Message, rest], ["BadRequest", "string", {}]);
      assert.deepEqual(chime.state.members("account-1", "room-1"), []);
    });
  }

  it("can have unknown fields", async () => {
    const { chime } = world();
    const body = JSON.stringify({
      MemberId: "user-a",
      Role: null,
      Colour: "green",
      __proto__: { Role: "Owner" },
    });
    assert.equal((await sendSigned(chime, { method: "POST", path, body })).status, 201);
  });
});
