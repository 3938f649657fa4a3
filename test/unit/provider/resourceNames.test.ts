import assert from "node:assert/strict";

import fc from "fast-check";

import { resourceNames, shortForm } from "../../../provider/cli/import/resourceNames";

const ADA = "6a1d8c52-0f3b-4e7a-8f21-9b5c4d3e2a10";
const BEN = "c2e94b17-7d6a-4f58-b3c0-1a2b3c4d5e61";
const LIKE_ADA = "6a1d8c52-1111-4e7a-8f21-9b5c4d3e2a10";

// Ids that often share a prefix, some with characters that names cannot contain.
const arbitraryId = fc.oneof(
  fc.uuid(),
  fc.constantFrom(ADA, BEN, LIKE_ADA, "6a1d8c52", "c2e94b17"),
  fc.string({ unit: fc.constantFrom("a", "b", "-", "/", ":", " ", "é"), minLength: 1, maxLength: 4 }),
);

describe("The resource names of imported memberships", () => {
  it("consist of the prefix and the beginning of the member id", () => {
    assert.deepEqual(
      [...resourceNames("launch", [ADA, BEN]).values()],
      ["launch-6a1d8c52", "launch-c2e94b17"],
    );
  });

  it("contain the whole member id only where short names would be equal", () => {
    assert.deepEqual(Object.fromEntries(resourceNames("launch", [ADA, BEN, LIKE_ADA])), {
      [ADA]: `launch-${ADA}`,
      [BEN]: "launch-c2e94b17",
      [LIKE_ADA]: `launch-${LIKE_ADA}`,
    });
  });

  it("differ for ids that differ only in characters that names cannot contain", () => {
    const [one, other] = [...resourceNames("launch", ["a/b", "a:b"]).values()];
    assert.match(one!, /^launch-a-b-[0-9a-f]{16}$/);
    assert.match(other!, /^launch-a-b-[0-9a-f]{16}$/);
    assert.notEqual(one, other);
  });

  it("are unique, valid and independent of the order of the ids", () => {
    fc.assert(
      fc.property(fc.uniqueArray(arbitraryId, { maxLength: 20 }), (ids) => {
        const names = resourceNames("room-1", ids);
        assert.equal(new Set(names.values()).size, ids.length);
        for (const name of names.values()) assert.match(name, /^room-1-[A-Za-z0-9_.-]+$/);
        const reversed = resourceNames("room-1", [...ids].reverse());
        for (const id of ids) assert.equal(reversed.get(id), names.get(id));
      }),
    );
  });

  it("contain a shortened room id only if it is a UUID", () => {
    assert.deepEqual([shortForm(ADA), shortForm("room/one")], ["6a1d8c52", "room-one"]);
  });
});
