import assert from "node:assert/strict";

import { ApiCaller } from "../../../provider/aws/call/apiCaller";
import { isChimeError } from "../../../provider/aws/errors/chimeError";
import { UNOBSERVED } from "../../../provider/aws/call/callObserver";
import { ChimeSession } from "../../../provider/aws/session";

const CALL = { operation: "DeleteRoomMembership", purpose: "remove member m from room r" };

describe("A call to Amazon Chime", () => {
  it("that goes on and on is given up and told to end, and the error says that nobody knows what it did", async () => {
    const caller = new ApiCaller(0.05, UNOBSERVED);
    let told: AbortSignal | undefined;
    const endless = caller.call(CALL, 204, ({ abortSignal }) => {
      told = abortSignal;
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
    assert.equal(told?.aborted, true);
  });

  it("succeeds with the one status that the operation has, and a request id of AWS", async () => {
    const caller = new ApiCaller(5, UNOBSERVED);
    const answered = (httpStatusCode: number, requestId?: string): Promise<unknown> =>
      caller.call(CALL, 204, () =>
        Promise.resolve({ $metadata: { httpStatusCode, ...(requestId === undefined ? {} : { requestId }) } }),
      );
    await answered(204, "id");
    for (const [status, id] of [
      [200, "id"],
      [201, "id"],
      [204, undefined],
    ] as const) {
      await assert.rejects(answered(status, id), (error) => isChimeError(error, "notChime"));
    }
  });
});

describe("The session of a process", () => {
  it("opens the service once, so that all calls share one client", () => {
    const session = new ChimeSession();
    session.configure({ get: () => undefined });
    assert.equal(session.api, session.api);
  });
});
