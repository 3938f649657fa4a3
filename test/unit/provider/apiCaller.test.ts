import assert from "node:assert/strict";

import { ApiCaller } from "../../../provider/aws/call/apiCaller";
import { isChimeError } from "../../../provider/aws/errors/chimeError";
import { UNOBSERVED } from "../../../provider/aws/call/callObserver";
import { ChimeSession } from "../../../provider/aws/session";

const CALL = { operation: "DeleteRoomMembership", purpose: "remove member m from room r" };

describe("ApiCaller", () => {
  it("aborts a call at its time limit, and reports an ambiguous outcome", async () => {
    const caller = new ApiCaller(0.05, UNOBSERVED);
    let signal: AbortSignal | undefined;
    const endless = caller.call(CALL, 204, ({ abortSignal }) => {
      signal = abortSignal;
      return new Promise<never>(() => undefined);
    });
    await assert.rejects(endless, (error: Error) => {
      assert.ok(isChimeError(error, "unreachable"));
      assert.ok(error.outcomeUnknown);
      assert.match(
        error.message,
        /did not end within 0.05 s and was given up; it may still have taken effect/,
      );
      return true;
    });
    assert.equal(signal?.aborted, true);
  });

  it("accepts only the success status of the operation with an AWS request id", async () => {
    const caller = new ApiCaller(5, UNOBSERVED);
    const callAnsweredWith = (httpStatusCode: number, requestId?: string): Promise<unknown> =>
      caller.call(CALL, 204, () =>
        Promise.resolve({ $metadata: { httpStatusCode, ...(requestId === undefined ? {} : { requestId }) } }),
      );
    await callAnsweredWith(204, "id");
    for (const [status, id] of [
      [200, "id"],
      [201, "id"],
      [204, undefined],
    ] as const) {
      await assert.rejects(callAnsweredWith(status, id), (error) => isChimeError(error, "notChime"));
    }
  });
});

describe("ChimeSession", () => {
  it("creates its API once, so that all calls share the clients", () => {
    const session = new ChimeSession();
    session.configure({ get: () => undefined });
    assert.equal(session.api, session.api);
  });
});
