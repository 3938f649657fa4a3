import assert from "node:assert/strict";

import fc from "fast-check";

import {
  formatRoomMembershipId,
  parseRoomMembershipId,
} from "../../../provider/schema/rooms/roomMembershipId";

const anId = fc.string({ minLength: 1, unit: "grapheme" }).filter((text) => text.trim() !== "");

describe("The id of a membership", () => {
  it("is the three ids with slashes between", () => {
    assert.equal(formatRoomMembershipId({ accountId: "a-1", roomId: "r-2", memberId: "m-3" }), "a-1/r-2/m-3");
  });

  it("comes back from parsing as it went into formatting, whatever the ids hold", () => {
    fc.assert(
      fc.property(
        fc.record({ accountId: anId, roomId: anId, memberId: anId }, { noNullPrototype: true }),
        (key) => {
          assert.deepEqual(parseRoomMembershipId(formatRoomMembershipId(key)), key);
        },
      ),
    );
  });

  for (const wrong of ["", "a", "a/r", "a/r/", "/r/m", "a//m", "a/r/m/x", "a/r/%"]) {
    it(`is not "${wrong}", and parsing says which form it has`, () => {
      assert.throws(() => parseRoomMembershipId(wrong), { message: /accountId\/roomId\/memberId/ });
    });
  }
});
