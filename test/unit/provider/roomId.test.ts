import assert from "node:assert/strict";

import fc from "fast-check";

import { formatRoomId, parseRoomId } from "../../../provider/schema/rooms/roomId";

const arbitraryId = fc.string({ minLength: 1, unit: "grapheme" }).filter((text) => text.trim() !== "");

describe("A room id", () => {
  it("is the account id and the room id with a slash between them", () => {
    assert.equal(formatRoomId({ accountId: "a-1", roomId: "r-2" }), "a-1/r-2");
  });

  it("is parsed into the ids that it was formatted from, whatever they contain", () => {
    fc.assert(
      fc.property(
        fc.record({ accountId: arbitraryId, roomId: arbitraryId }, { noNullPrototype: true }),
        (key) => {
          assert.deepEqual(parseRoomId(formatRoomId(key)), key);
        },
      ),
    );
  });

  for (const malformed of ["", "a", "a/", "/r", "a/r/m", "a//r", "a/%"]) {
    it(`cannot be "${malformed}", and the error shows the format`, () => {
      assert.throws(() => parseRoomId(malformed), { message: /accountId\/roomId/ });
    });
  }
});
