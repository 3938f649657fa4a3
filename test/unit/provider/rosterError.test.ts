import assert from "node:assert/strict";

import { ChimeError } from "../../../provider/aws/errors/chimeError";
import type { MemberFailures } from "../../../provider/reconcile/roster/rosterOperations";
import { applyingTo, rosterError, removingFrom } from "../../../provider/reconcile/roster/rosterError";

const ROOM = { parent: "room r", noun: "member" };

describe("rosterError", () => {
  const failuresOf = (...memberIds: string[]): MemberFailures => {
    const call = { operation: "DeleteRoomMembership", purpose: "remove a member" };
    const error = new ChimeError(call, { kind: "forbidden", reason: "Refused.", advice: "Ask." });
    return new Map(memberIds.map((memberId) => [memberId, { action: "remove", error }]));
  };
  const firstLine = ({ message }: Error): string => message.split("\n", 1)[0]!;

  it("says what happened to the other changes, if there are any", () => {
    const task = applyingTo(ROOM);
    assert.equal(
      firstLine(rosterError(task, failuresOf("a"), 3)),
      "Could not apply the roster to room r: 1 of 3 changes failed. The other changes are done, and are in the state.",
    );
    assert.equal(
      firstLine(rosterError(task, failuresOf("a"), 1)),
      "Could not apply the roster to room r: 1 of 1 change failed.",
    );
  });

  it("says for a delete which members are removed and what stays in the state", () => {
    assert.equal(
      firstLine(rosterError(removingFrom(ROOM), failuresOf("a", "b"), 3)),
      "Could not remove the members of a roster from room r: 2 of 3 changes failed. " +
        "The others are removed, except those that another resource has. The roster stays in the state until all its members are removed.",
    );
  });

  it("says how to continue: after a failed delete, a program that declares the roster again needs a refresh", () => {
    const lastLine = ({ message }: Error): string => message.split("\n").at(-1)!;
    assert.equal(
      lastLine(rosterError(applyingTo(ROOM), failuresOf("a"), 3)),
      "The next `pulumi up` or `pulumi destroy` continues where this one stopped.",
    );
    assert.match(
      lastLine(rosterError(removingFrom(ROOM), failuresOf("a"), 3)),
      /run `pulumi up --refresh`\.$/,
    );
  });

  it("has a headline with the number of failed members", () => {
    const headline = (...memberIds: string[]): string =>
      String(rosterError(applyingTo(ROOM), failuresOf(...memberIds), 9));
    assert.deepEqual(
      [headline("a"), headline("a", "b")],
      ["1 member of a roster failed", "2 members of a roster failed"],
    );
  });
});
