import assert from "node:assert/strict";
import { ListRoomMembershipsCommand, paginateListRoomMemberships } from "@aws-sdk/client-chime";
import fc from "fast-check";
import { sendSigned } from "./raw";
import { inWorld, refused, worldPerTest, type World } from "./world";

describe("ListRoomMemberships", () => {
  const world = worldPerTest();

  function list({ client, room }: World, page: { MaxResults?: number; NextToken?: string | undefined } = {}) {
    return client.send(new ListRoomMembershipsCommand({ ...room, ...page }));
  }

  function fill({ chime, accountId, roomId, users }: World): void {
    for (const memberId of users) chime.state.addMember({ accountId, roomId, memberId });
  }

  it("returns an empty list for an empty room", async () => {
    const { RoomMemberships, NextToken } = await list(world());
    assert.deepEqual([RoomMemberships, NextToken], [[], undefined]);
  });

  it("returns every member once, with any page size", async () => {
    const sizes = { members: fc.integer({ min: 0, max: 12 }), page: fc.integer({ min: 1, max: 99 }) };
    await fc.assert(
      fc.asyncProperty(fc.record(sizes), ({ members, page }) =>
        inWorld({}, async ({ chime, client, room, accountId, roomId }) => {
          const ids = Array.from({ length: members }, () => chime.state.addUser({ accountId }));
          for (const memberId of ids) chime.state.addMember({ accountId, roomId, memberId });
          const seen: string[] = [];
          let pages = 0;
          for await (const reply of paginateListRoomMemberships({ client, pageSize: page }, room)) {
            seen.push(...reply.RoomMemberships!.map(({ Member }) => Member!.MemberId!));
            pages += 1;
          }
          assert.deepEqual(seen, [...ids].sort());
          assert.equal(pages, Math.max(1, Math.ceil(members / page)));
        }),
      ),
      { numRuns: 20 },
    );
  });

  it("skips no member if a member of an earlier page is removed", async () => {
    const { chime, accountId, roomId, users } = world();
    fill(world());
    const { NextToken } = await list(world(), { MaxResults: 2 });
    chime.state.removeMember({ accountId, roomId, memberId: users[1] });
    const { RoomMemberships } = await list(world(), { NextToken });
    assert.deepEqual(
      RoomMemberships!.map(({ Member }) => Member!.MemberId),
      users.slice(2),
    );
  });

  for (const value of ["0", "100", "-1", "1.5", "ten", "", "1e1", "0x10"]) {
    it(`refuses max-results=${value}`, async () => {
      const { chime, accountId, roomId } = world();
      const path = `/accounts/${accountId}/rooms/${roomId}/memberships?max-results=${value}`;
      const { status, headers } = await sendSigned(chime, { path });
      assert.deepEqual([status, headers["x-amzn-errortype"]], [400, "BadRequestException"]);
    });
  }

  it("refuses a forged token", async () => {
    fill(world());
    const { NextToken } = await list(world(), { MaxResults: 1 });
    const flipped = NextToken!.replace(/^./, (first) => (first === "A" ? "B" : "A"));
    for (const wrong of ["x", "", flipped, `${NextToken!}AAAA`, NextToken!.slice(0, 43)]) {
      await refused(list(world(), { NextToken: wrong }), "BadRequestException", 400);
    }
  });

  it("refuses the token of another room", async () => {
    const open = world();
    fill(open);
    const { NextToken } = await list(open, { MaxResults: 1 });
    const RoomId = open.chime.state.addRoom({ accountId: open.accountId });
    await refused(
      list({ ...open, room: { ...open.room, RoomId } }, { NextToken }),
      "BadRequestException",
      400,
    );
  });

  it("refuses the token of another emulator", async () => {
    const open = world();
    fill(open);
    const { NextToken } = await list(open, { MaxResults: 1 });
    await inWorld({}, (other) =>
      refused(list(other, { NextToken }), "BadRequestException", 400).then(() => undefined),
    );
  });

  it("does not return a write in the first lists, as many as the lag", async () => {
    const { chime, accountId, roomId, users } = world();
    const shown = async (): Promise<string[]> =>
      (await list(world())).RoomMemberships!.map(({ Member, Role }) => `${Member!.MemberId!} ${Role!}`);
    chime.state.addMember({ accountId, roomId, memberId: users[0] });
    chime.state.addMember({ accountId, roomId, memberId: users[1] });
    assert.deepEqual(await shown(), ["user-a Member", "user-b Member"]);

    chime.faults.setReadLag({ reads: 2 });
    chime.state.setRole({ accountId, roomId, memberId: users[0], role: "Administrator" });
    assert.deepEqual(await shown(), ["user-a Member", "user-b Member"]);
    chime.state.removeMember({ accountId, roomId, memberId: users[1] });
    assert.deepEqual(await shown(), ["user-a Member", "user-b Member"]);
    assert.deepEqual(await shown(), ["user-a Administrator", "user-b Member"]);
    assert.deepEqual(await shown(), ["user-a Administrator"]);
  });

  it("returns the later pages of a list as old as the first page", async () => {
    const { chime, accountId, roomId, users } = world();
    chime.faults.setReadLag({ reads: 1 });
    fill(world());
    await list(world());
    const first = await list(world(), { MaxResults: 2 });
    chime.state.removeMember({ accountId, roomId, memberId: users[4] });
    const second = await list(world(), { MaxResults: 3, NextToken: first.NextToken });
    assert.equal(first.RoomMemberships!.length + second.RoomMemberships!.length, 5);
  });

  it("is consistent again after the faults are cleared", async () => {
    const { chime } = world();
    chime.faults.setReadLag({ reads: 9 });
    fill(world());
    assert.equal((await list(world())).RoomMemberships!.length, 0);
    chime.faults.clear();
    assert.equal((await list(world())).RoomMemberships!.length, 5);
  });
});
