import assert from "node:assert/strict";

import fc from "fast-check";

import {
  formatRoomMembershipId,
  parseRoomMembershipId,
} from "../../../provider/schema/rooms/roomMembershipId";

const arbitraryId = fc.string({ minLength: 1, unit: "grapheme" }).filter((text) => text.trim() !== "");

describe("A room membership id", () => {
  it("is the account id, the room id and the member id with slashes between them", () => {
    assert.equal(formatRoomMembershipId({ accountId: "a-1", roomId: "r-2", memberId: "m-3" }), "a-1/r-2/m-3");
  });

  it("is parsed into the ids that it was formatted from, whatever they contain", () => {
    fc.assert(
      fc.property(
        fc.record(
          { accountId: arbitraryId, roomId: arbitraryId, memberId: arbitraryId },
          { noNullPrototype: true },
        ),
        (key) => {
          assert.deepEqual(parseRoomMembershipId(formatRoomMembershipId(key)), key);
        },
      ),
    );
  });

  for (const malformed of ["", "a", "a/r", "a/r/", "/r/m", "a//m", "a/r/m/x", "a/r/%"]) {
    it(`cannot be "${malformed}", and the error shows the format`, () => {
      assert.throws(() => parseRoomMembershipId(malformed), { message: /accountId\/roomId\/memberId/ });
    });
  }
});
