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

const failed = (kind: FailureKind, reason = "it was not to be"): ChimeError =>
  new ChimeError(CHECK, { kind, reason });
const notFound = (): Promise<never> =>
  Promise.reject(new ChimeError(REMOVAL, { kind: "notFound", reason: "Amazon Chime answered 404" }));

describe("The accounts that these credentials can see", () => {
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
  const refuse = (kind: FailureKind): void => {
    check = () => Promise.reject(failed(kind));
  };

  it("are checked once, however many 404s ask for it at the same time or later", async () => {
    const kinds = await Promise.all(
      Array.from({ length: 100 }, (_, index) => kindOf(accounts.confirming(`a/${index}`, notFound()))),
    );
    assert.deepEqual(new Set(kinds), new Set(["notFound"]));
    assert.equal(await kindOf(accounts.confirming("a/later", notFound())), "notFound");
    assert.deepEqual(checked, ["a/0"]);
  });

  it("are each checked by itself", async () => {
    await kindOf(accounts.confirming("a/1", notFound()));
    await kindOf(accounts.confirming("b/1", notFound()));
    assert.deepEqual(checked, ["a/1", "b/1"]);
  });

  it("need no check after a call that succeeded there", async () => {
    assert.equal(await accounts.confirming("a/1", Promise.resolve("reply")), "reply");
    assert.equal(await accounts.proving("b/1", Promise.resolve("reply")), "reply");
    assert.equal(await kindOf(accounts.confirming("a/2", notFound())), "notFound");
    assert.equal(await kindOf(accounts.confirming("b/2", notFound())), "notFound");
    assert.deepEqual(checked, []);
  });

  it("are not proved by a call that failed, and only a 404 asks for the check", async () => {
    for (const kind of ["forbidden", "throttled", "notChime"] as const)
      assert.equal(await kindOf(accounts.confirming("a/1", Promise.reject(failed(kind)))), kind);
    assert.deepEqual([accounts.has("a/1"), checked], [false, []]);
  });

  for (const kind of ["notFound", "forbidden"] as const) {
    it(`are asked for once where the answer is ${kind}, until a call succeeds`, async () => {
      refuse(kind);
      for (const id of ["a/1", "a/2"])
        assert.equal(await kindOf(accounts.confirming(id, notFound())), "notVisible");
      assert.deepEqual(checked, ["a/1"]);
      accounts.seen("a/3");
      assert.equal(await kindOf(accounts.confirming("a/1", notFound())), "notFound");
      assert.deepEqual(checked, ["a/1"]);
    });
  }

  it("are asked for again by the next 404 where the check failed for another reason", async () => {
    refuse("throttled");
    const failures = await Promise.all(
      ["a/1", "a/2"].map((id) => kindOf(accounts.confirming(id, notFound()))),
    );
    assert.deepEqual([failures, checked], [["notVisible", "notVisible"], ["a/1"]]);
    check = () => Promise.resolve();
    assert.equal(await kindOf(accounts.confirming("a/3", notFound())), "notFound");
    assert.deepEqual(checked, ["a/1", "a/3"]);
  });

  it("are visible where a call succeeds while the check fails", async () => {
    let fail: (error: Error) => void = () => undefined;
    check = () => new Promise((_, reject) => (fail = reject));
    const removal = kindOf(accounts.confirming("a/1", notFound()));
    await new Promise(setImmediate);
    accounts.seen("a/2");
    fail(failed("forbidden"));
    assert.equal(await removal, "notFound");
  });

  it("say what was done, what was answered to it and to the check, and what to do", async () => {
    check = () => Promise.reject(failed("notFound", "GetAccount says 404"));
    await assert.rejects(accounts.confirming("a/1", notFound()), {
      message:
        "Could not remove member m from room r of account a: Amazon Chime answered 404. This does not show that it is " +
        "gone, because the account is not visible to these credentials at this endpoint: GetAccount says 404. " +
        `Nothing was removed from the Pulumi state. ${failed("notVisible").advice} ` +
        "The membership stays in the Pulumi state.",
    });
  });

  it("say which permission is missing where the check is refused", async () => {
    check = () => Promise.reject(failed("forbidden", "GetAccount says 403"));
    await assert.rejects(accounts.confirming("a/1", notFound()), {
      message:
        /could not be checked whether the account is visible .*GetAccount says 403\..* IAM permission chime:GetAccount/,
    });
  });

  it("are no less unknown at another endpoint, where one check is good for both", async () => {
    const other = accounts.atAnotherEndpoint();
    accounts.seen("a/1");
    assert.equal(await kindOf(other.confirming("a/1", notFound())), "notFound");
    other.seen("b/1");
    assert.equal(accounts.has("b/1"), false);
    await kindOf(accounts.confirming("c/1", notFound()));
    await kindOf(other.confirming("c/2", notFound()));
    assert.deepEqual(checked, ["c/1"]);
  });

  it("keep an error that is not Amazon Chime's from counting as proof", async () => {
    check = () => Promise.reject(new Error("The list does not end"));
    await assert.rejects(accounts.confirming("a/1", notFound()), (error) => {
      assert.ok(isChimeError(error, "notVisible"));
      assert.match(error.message, /The list does not end/);
      return true;
    });
  });
});
