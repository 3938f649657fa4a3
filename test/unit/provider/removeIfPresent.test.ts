import assert from "node:assert/strict";

import { removeIfPresent } from "../../../provider/reconcile/removeIfPresent";
import { rejectionOf } from "../../support/failures";
import { failed } from "../../support/scriptedRoom";

describe("removeIfPresent", () => {
  const forbidden = failed("forbidden");
  const removeWith = (error: Error, find: () => Promise<unknown>): Promise<void> =>
    removeIfPresent({
      remove: () => Promise.reject(error),
      find,
      ambiguousRefusals: ["conflict", "forbidden"],
    });
  const nothing = (): Promise<unknown> => Promise.resolve();
  const something = (): Promise<unknown> => Promise.resolve({});
  const uncalled = (): Promise<unknown> => Promise.reject(new Error("called"));

  it("succeeds without a read if the service says that it does not exist", async () => {
    await removeWith(failed("notFound"), uncalled);
  });

  it("succeeds after an ambiguous refusal if a read finds nothing", async () => {
    await removeWith(forbidden, nothing);
  });

  for (const [what, find] of [
    ["finds it", something],
    ["fails too", uncalled],
  ] as const) {
    it(`throws an ambiguous refusal if a read ${what}`, async () => {
      assert.equal(await rejectionOf(removeWith(forbidden, find)), forbidden);
    });
  }

  it("throws any other error", async () => {
    const unavailable = failed("unreachable");
    assert.equal(await rejectionOf(removeWith(unavailable, nothing)), unavailable);
  });
});
