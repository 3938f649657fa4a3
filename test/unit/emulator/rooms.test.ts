import assert from "node:assert/strict";
import {
  CreateRoomCommand,
  DeleteRoomCommand,
  GetAccountCommand,
  GetRoomCommand,
  ListRoomMembershipsCommand,
  ListRoomsCommand,
  paginateListRooms,
  UpdateRoomCommand,
} from "@aws-sdk/client-chime";
import { inWorld, refused, worldPerTest } from "./world";

describe("CreateRoom", () => {
  const world = worldPerTest();

  it("returns 201 with a room that can be read", async () => {
    const { client, accountId } = world();
    const made = await client.send(new CreateRoomCommand({ AccountId: accountId, Name: "Launch" }));
    const { RoomId, Name, AccountId, CreatedBy, CreatedTimestamp } = made.Room!;
    assert.deepEqual(
      [made.$metadata.httpStatusCode, Name, AccountId, CreatedBy],
      [201, "Launch", accountId, "arn:aws:iam::111122223333:user/emulator"],
    );
    assert.ok(CreatedTimestamp instanceof Date);
    const read = await client.send(new GetRoomCommand({ AccountId: accountId, RoomId }));
    assert.deepEqual([read.$metadata.httpStatusCode, read.Room], [200, made.Room]);
  });

  it("creates one room for two calls with the same token", async () => {
    const { chime, client, accountId } = world();
    const input = { AccountId: accountId, Name: "Once", ClientRequestToken: "token-1" };
    const [one, two] = [
      await client.send(new CreateRoomCommand(input)),
      await client.send(new CreateRoomCommand(input)),
    ];
    assert.equal(one.Room!.RoomId, two.Room!.RoomId);
    assert.deepEqual(
      chime.journal.calls().map(({ status, written }) => [status, written]),
      [
        [201, true],
        [201, false],
      ],
    );
  });

  it("compares a repeated call with the first one, not with the room as it is now", async () => {
    const { client, accountId } = world();
    const input = { AccountId: accountId, Name: "First", ClientRequestToken: "token-1" };
    const { Room } = await client.send(new CreateRoomCommand(input));
    const RoomId = Room!.RoomId;
    await client.send(new UpdateRoomCommand({ AccountId: accountId, RoomId, Name: "Later" }));
    const repeated = await client.send(new CreateRoomCommand(input));
    assert.deepEqual([repeated.Room!.RoomId, repeated.Room!.Name], [RoomId, "Later"]);
    const later = new CreateRoomCommand({ ...input, Name: "Later" });
    await refused(client.send(later), "BadRequestException", 400);
  });

  it("refuses a token that was used for another name, and one of the wrong form", async () => {
    const { client, accountId } = world();
    const create = (Name: string, ClientRequestToken: string) =>
      client.send(new CreateRoomCommand({ AccountId: accountId, Name, ClientRequestToken }));
    await create("One", "token-1");
    await refused(create("Two", "token-1"), "BadRequestException", 400);
    await refused(create("Two", "t"), "BadRequestException", 400);
    await refused(create("Two", "not a token"), "BadRequestException", 400);
  });

  it("creates no rooms above the quota of the account", async () => {
    await inWorld({ quotas: { roomsPerAccount: 1 } }, async ({ client, accountId }) => {
      const call = client.send(new CreateRoomCommand({ AccountId: accountId, Name: "Second" }));
      await refused(call, "ResourceLimitExceededException", 400);
    });
  });
});

describe("UpdateRoom", () => {
  const world = worldPerTest();

  it("renames a room, and without a name only reads it", async () => {
    const { client, room } = world();
    const { Room, $metadata } = await client.send(new UpdateRoomCommand({ ...room, Name: "New" }));
    assert.deepEqual([$metadata.httpStatusCode, Room!.Name], [200, "New"]);
    assert.equal((await client.send(new UpdateRoomCommand(room))).Room!.Name, "New");
  });
});

describe("DeleteRoom", () => {
  const world = worldPerTest();

  it("returns 204 and removes the memberships", async () => {
    const { chime, client, room, accountId, roomId, users } = world();
    chime.state.addMember({ accountId, roomId, memberId: users[0] });
    assert.equal((await client.send(new DeleteRoomCommand(room))).$metadata.httpStatusCode, 204);
    await refused(client.send(new GetRoomCommand(room)), "NotFoundException", 404);
    await refused(client.send(new ListRoomMembershipsCommand(room)), "NotFoundException", 404);
  });
});

describe("ListRooms", () => {
  const world = worldPerTest();

  it("returns every room in pages", async () => {
    const { chime, client, accountId, roomId } = world();
    const ids = [roomId, ...Array.from({ length: 4 }, () => chime.state.addRoom({ accountId }))];
    const seen: string[] = [];
    for await (const page of paginateListRooms({ client, pageSize: 2 }, { AccountId: accountId })) {
      seen.push(...page.Rooms!.map(({ RoomId }) => RoomId!));
    }
    assert.deepEqual(seen, ids.sort());
  });

  it("returns the rooms of one member, and its token is valid only for that member", async () => {
    const { chime, client, accountId, roomId, users } = world();
    const [other] = [chime.state.addRoom({ accountId }), chime.state.addRoom({ accountId })];
    for (const id of [roomId, other]) chime.state.addMember({ accountId, roomId: id, memberId: users[0] });
    const list = (MemberId: string, NextToken?: string) =>
      client.send(new ListRoomsCommand({ AccountId: accountId, MemberId, MaxResults: 1, NextToken }));
    const first = await list(users[0]);
    const second = await list(users[0], first.NextToken);
    assert.deepEqual([first, second].map(({ Rooms }) => Rooms![0]!.RoomId).sort(), [other, roomId].sort());
    assert.equal(second.NextToken, undefined);
    assert.deepEqual((await list(users[1])).Rooms, []);
    await refused(list(users[1], first.NextToken), "BadRequestException", 400);
  });
});

describe("GetAccount", () => {
  const world = worldPerTest();

  it("returns the account", async () => {
    const { client, accountId } = world();
    const { Account } = await client.send(new GetAccountCommand({ AccountId: accountId }));
    assert.deepEqual(
      [Account!.AccountId, Account!.Name, Account!.AwsAccountId],
      [accountId, "Example", "111122223333"],
    );
  });
});
