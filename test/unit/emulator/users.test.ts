import assert from "node:assert/strict";
import {
  GetUserCommand,
  ListUsersCommand,
  paginateListUsers,
  type ListUsersRequest,
} from "@aws-sdk/client-chime";
import { refused, worldPerTest } from "./world";

describe("ListUsers", () => {
  const world = worldPerTest();

  function list(input: Partial<ListUsersRequest> = {}) {
    const { client, accountId } = world();
    return client.send(new ListUsersCommand({ AccountId: accountId, ...input }));
  }

  it("returns the users of the account, without its bots, in pages", async () => {
    const { client, accountId, users } = world();
    const seen: string[] = [];
    for await (const page of paginateListUsers({ client, pageSize: 2 }, { AccountId: accountId })) {
      seen.push(...page.Users!.map(({ UserId }) => UserId!));
    }
    assert.deepEqual(seen, users);
  });

  it("finds a user by email, ignoring case", async () => {
    const { Users } = await list({ UserEmail: "B@Example.com" });
    assert.deepEqual(
      Users!.map(({ UserId, PrimaryEmail, DisplayName }) => [UserId, PrimaryEmail, DisplayName]),
      [["user-b", "b@example.com", "User b"]],
    );
  });

  it("finds no user for an unknown email, and no shared devices", async () => {
    assert.deepEqual((await list({ UserEmail: "nobody@example.com" })).Users, []);
    assert.deepEqual((await list({ UserType: "SharedDevice" })).Users, []);
  });

  it("refuses parameters that the API model does not allow", async () => {
    await refused(list({ UserEmail: "nobody" }), "BadRequestException", 400);
    await refused(list({ UserType: "Robot" as "PrivateUser" }), "BadRequestException", 400);
    await refused(list({ MaxResults: 201 }), "BadRequestException", 400);
  });
});

describe("GetUser", () => {
  const world = worldPerTest();

  it("returns a user", async () => {
    const { client, accountId, users } = world();
    const { User, $metadata } = await client.send(
      new GetUserCommand({ AccountId: accountId, UserId: users[2] }),
    );
    assert.deepEqual(
      [$metadata.httpStatusCode, User!.UserId, User!.PrimaryEmail],
      [200, "user-c", "c@example.com"],
    );
  });

  it("returns 404 for a bot", async () => {
    const { client, accountId, bot } = world();
    await refused(
      client.send(new GetUserCommand({ AccountId: accountId, UserId: bot })),
      "NotFoundException",
      404,
    );
  });
});
