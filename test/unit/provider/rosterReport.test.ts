import assert from "node:assert/strict";

import { ChimeError } from "../../../provider/aws/errors/chimeError";
import type { MemberFailures } from "../../../provider/reconcile/roster/rosterOperations";
import { applyingTo, rosterError, removingFrom } from "../../../provider/reconcile/roster/rosterMessages";

describe("What is said of a roster that failed", () => {
  const failuresOf = (...memberIds: string[]): MemberFailures => {
    const call = { operation: "DeleteRoomMembership", purpose: "remove a member" };
    const error = new ChimeError(call, { kind: "forbidden", reason: "Refused.", advice: "Ask." });
    return new Map(memberIds.map((memberId) => [memberId, { action: "remove", error }]));
  };
  const firstLine = ({ message }: Error): string => message.split("\n", 1)[0]!;

  it("is what became of the others, and nothing where there are none", () => {
    const work = applyingTo("room r");
    assert.equal(
      firstLine(rosterError(work, failuresOf("a"), 3)),
      "Could not bring room r to its roster: of 3 members to be seen to, 1 failed. All others are done, and are kept in the state.",
    );
    assert.equal(
      firstLine(rosterError(work, failuresOf("a"), 1)),
      "Could not bring room r to its roster: of 1 member to be seen to, 1 failed.",
    );
  });

  it("is another thing where the roster was to be deleted", () => {
    assert.equal(
      firstLine(rosterError(removingFrom("room r"), failuresOf("a", "b"), 3)),
      "Could not take the members of a roster out of room r: of 3 members to be seen to, 2 failed. " +
        "All others are out; the roster stays in the state until nobody of it is left.",
    );
  });

  it("has a headline that counts them", () => {
    const headline = (...memberIds: string[]): string =>
      String(rosterError(applyingTo("room r"), failuresOf(...memberIds), 9));
    assert.deepEqual(
      [headline("a"), headline("a", "b")],
      ["1 member of a roster failed", "2 members of a roster failed"],
    );
  });
});
