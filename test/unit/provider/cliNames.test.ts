import assert from "node:assert/strict";

import fc from "fast-check";

import { resourceNames, shortForm } from "../../../provider/cli/resourceNames";

const ADA = "6a1d8c52-0f3b-4e7a-8f21-9b5c4d3e2a10";
const BEN = "c2e94b17-7d6a-4f58-b3c0-1a2b3c4d5e61";
const LIKE_ADA = "6a1d8c52-1111-4e7a-8f21-9b5c4d3e2a10";

// Ids that are likely to look alike, with characters that no name may have.
const anId = fc.oneof(
  fc.uuid(),
  fc.constantFrom(ADA, BEN, LIKE_ADA, "6a1d8c52", "c2e94b17"),
  fc.string({ unit: fc.constantFrom("a", "b", "-", "/", ":", " ", "é"), minLength: 1, maxLength: 4 }),
);

describe("The names that an import gives to memberships", () => {
  it("are the prefix and the beginning of the member's id", () => {
    assert.deepEqual(
      [...resourceNames("launch", [ADA, BEN]).values()],
      ["launch-6a1d8c52", "launch-c2e94b17"],
    );
  });

  it("are longer for those, and for those only, that would have the same", () => {
    assert.deepEqual(Object.fromEntries(resourceNames("launch", [ADA, BEN, LIKE_ADA])), {
      [ADA]: `launch-${ADA}`,
      [BEN]: "launch-c2e94b17",
      [LIKE_ADA]: `launch-${LIKE_ADA}`,
    });
  });

  it("are different for ids that differ only in what no name may have", () => {
    const [one, other] = [...resourceNames("launch", ["a/b", "a:b"]).values()];
    assert.match(one!, /^launch-a-b-[0-9a-f]{16}$/);
    assert.match(other!, /^launch-a-b-[0-9a-f]{16}$/);
    assert.notEqual(one, other);
  });

  it("are unique, valid and the same in any order, whatever the ids are", () => {
    fc.assert(
      fc.property(fc.uniqueArray(anId, { maxLength: 20 }), (ids) => {
        const names = resourceNames("room-1", ids);
        assert.equal(new Set(names.values()).size, ids.length);
        for (const name of names.values()) assert.match(name, /^room-1-[A-Za-z0-9_.-]+$/);
        const backwards = resourceNames("room-1", [...ids].reverse());
        for (const id of ids) assert.equal(backwards.get(id), names.get(id));
      }),
    );
  });

  it("shorten the id of a room only where it is a UUID", () => {
    assert.deepEqual([shortForm(ADA), shortForm("room/one")], ["6a1d8c52", "room-one"]);
  });
});
