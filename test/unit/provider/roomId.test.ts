import assert from "node:assert/strict";

import fc from "fast-check";

import { formatRoomId, parseRoomId } from "../../../provider/schema/rooms/roomId";

const anId = fc.string({ minLength: 1, unit: "grapheme" }).filter((text) => text.trim() !== "");

describe("The id of a room", () => {
  it("is the two ids with a slash between", () => {
    assert.equal(formatRoomId({ accountId: "a-1", roomId: "r-2" }), "a-1/r-2");
  });

  it("comes back from parsing as it went into formatting, whatever the ids hold", () => {
    fc.assert(
      fc.property(fc.record({ accountId: anId, roomId: anId }, { noNullPrototype: true }), (key) => {
        assert.deepEqual(parseRoomId(formatRoomId(key)), key);
      }),
    );
  });

  for (const wrong of ["", "a", "a/", "/r", "a/r/m", "a//r", "a/%"]) {
    it(`is not "${wrong}", and parsing says which form it has`, () => {
      assert.throws(() => parseRoomId(wrong), { message: /accountId\/roomId/ });
    });
  }
});
