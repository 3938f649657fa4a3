import assert from "node:assert/strict";

import { ChimeError, isChimeError } from "../../../provider/aws/errors/chimeError";
import type { FailureKind } from "../../../provider/aws/errors/classify";
import { VisibleAccounts } from "../../../provider/aws/visibleAccounts";

const REMOVAL = {
  operation: "DeleteRoomMembership",
  purpose: "remove member m from room r of account a",
  consequence: "The membership stays in the Pulumi state.",
};
const CHECK = { operation: "GetAccount", purpose: "read account a" };

const failed = (kind: FailureKind, reason = "it failed"): ChimeError =>
  new ChimeError(CHECK, { kind, reason });
const notFound = (): Promise<never> =>
  Promise.reject(new ChimeError(REMOVAL, { kind: "notFound", reason: "Amazon Chime answered 404" }));

describe("VisibleAccounts", () => {
  let checked: string[];
  let check: (id: string) => Promise<void>;
  let accounts: VisibleAccounts;
  beforeEach(() => {
    checked = [];
    check = () => Promise.resolve();
    accounts = new VisibleAccounts(
      "the account",
      (id) => {
        checked.push(id);
        return check(id);
      },
      (id) => id.split("/", 1)[0] ?? "",
    );
  });

  const kindOf = (call: Promise<unknown>): Promise<FailureKind | "success" | undefined> =>
    call.then(
      () => "success" as const,
      (error: unknown) => (error instanceof ChimeError ? error.kind : undefined),
    );
  const failCheck = (kind: FailureKind): void => {
    check = () => Promise.reject(failed(kind));
  };

  it("checks an account once, however many 404s need the check at the same time or later", async () => {
    const kinds = await Promise.all(
      Array.from({ length: 100 }, (_, index) => kindOf(accounts.confirming(`a/${index}`, notFound()))),
    );
    assert.deepEqual(new Set(kinds), new Set(["notFound"]));
    assert.equal(await kindOf(accounts.confirming("a/later", notFound())), "notFound");
    assert.deepEqual(checked, ["a/0"]);
  });

  it("checks each account separately", async () => {
    await kindOf(accounts.confirming("a/1", notFound()));
    await kindOf(accounts.confirming("b/1", notFound()));
    assert.deepEqual(checked, ["a/1", "b/1"]);
  });

  it("runs no check after a call that succeeded in the account", async () => {
    assert.equal(await accounts.confirming("a/1", Promise.resolve("reply")), "reply");
    assert.equal(await accounts.proving("b/1", Promise.resolve("reply")), "reply");
    assert.equal(await kindOf(accounts.confirming("a/2", notFound())), "notFound");
    assert.equal(await kindOf(accounts.confirming("b/2", notFound())), "notFound");
    assert.deepEqual(checked, []);
  });

  it("does not count a failed call as proof, and runs the check only for a 404", async () => {
    for (const kind of ["forbidden", "throttled", "notChime"] as const)
      assert.equal(await kindOf(accounts.confirming("a/1", Promise.reject(failed(kind)))), kind);
    assert.deepEqual([accounts.has("a/1"), checked], [false, []]);
  });

  for (const kind of ["notFound", "forbidden"] as const) {
    it(`does not repeat a check that answered ${kind}, but accepts a later success as proof`, async () => {
      failCheck(kind);
      for (const id of ["a/1", "a/2"])
        assert.equal(await kindOf(accounts.confirming(id, notFound())), "notVisible");
      assert.deepEqual(checked, ["a/1"]);
      accounts.seen("a/3");
      assert.equal(await kindOf(accounts.confirming("a/1", notFound())), "notFound");
      assert.deepEqual(checked, ["a/1"]);
    });
  }

  it("repeats a check that failed for another reason at the next 404", async () => {
    failCheck("throttled");
    const failures = await Promise.all(
      ["a/1", "a/2"].map((id) => kindOf(accounts.confirming(id, notFound()))),
    );
    assert.deepEqual([failures, checked], [["notVisible", "notVisible"], ["a/1"]]);
    check = () => Promise.resolve();
    assert.equal(await kindOf(accounts.confirming("a/3", notFound())), "notFound");
    assert.deepEqual(checked, ["a/1", "a/3"]);
  });

  it("accepts a call that succeeds while the check fails as proof", async () => {
    let fail: (error: Error) => void = () => undefined;
    check = () => new Promise((_, reject) => (fail = reject));
    const removal = kindOf(accounts.confirming("a/1", notFound()));
    await new Promise(setImmediate);
    accounts.seen("a/2");
    fail(failed("forbidden"));
    assert.equal(await removal, "notFound");
  });

  it("reports the operation, its answer, the answer to the check and what to do", async () => {
    check = () => Promise.reject(failed("notFound", "GetAccount says 404"));
    await assert.rejects(accounts.confirming("a/1", notFound()), {
      message:
        "Could not remove member m from room r of account a: Amazon Chime answered 404. This does not show that it is " +
        "gone, because the account is not visible to these credentials at this endpoint: GetAccount says 404. " +
        `Nothing was removed from the Pulumi state. ${failed("notVisible").advice} ` +
        "The membership stays in the Pulumi state. See node_modules/pulumi-chime/docs/guides/errors.md#the-account-is-not-visible.",
    });
  });

  it("names the missing permission if the check is refused", async () => {
    check = () => Promise.reject(failed("forbidden", "GetAccount says 403"));
    await assert.rejects(accounts.confirming("a/1", notFound()), {
      message:
        /could not be checked whether the account is visible .*GetAccount says 403\..* IAM permission chime:GetAccount/,
    });
  });

  it("shares its check with another endpoint, but not the proof by calls to that endpoint", async () => {
    const other = accounts.atAnotherEndpoint();
    accounts.seen("a/1");
    assert.equal(await kindOf(other.confirming("a/1", notFound())), "notFound");
    other.seen("b/1");
    assert.equal(accounts.has("b/1"), false);
    await kindOf(accounts.confirming("c/1", notFound()));
    await kindOf(other.confirming("c/2", notFound()));
    assert.deepEqual(checked, ["c/1"]);
  });

  it("does not count a check that throws an unexpected error as proof", async () => {
    check = () => Promise.reject(new Error("The list does not end"));
    await assert.rejects(accounts.confirming("a/1", notFound()), (error) => {
      assert.ok(isChimeError(error, "notVisible"));
      assert.match(error.message, /The list does not end/);
      return true;
    });
  });
});
