import assert from "node:assert/strict";

import { BatchCreate, type BatchReply } from "../../../provider/chime/batchCreate";
import { ChimeCaller } from "../../../provider/chime/call";
import type { FailureFacts } from "../../../provider/chime/classify";
import { callInProgress, UNOBSERVED } from "../../../provider/chime/observer";
import { BoundedRetryStrategy } from "../../../provider/chime/retry";

describe("A batch of members", () => {
  /** What is left of a member who is refused in a batch of which an attempt before the answer went like this. */
  const refusedAfter = async (attempt: FailureFacts | undefined) => {
    const batch = new BatchCreate<string>(
      {
        ...{ call: { operation: "BatchCreate", advice: {} }, size: 10, oneStanding: false, success: 200 },
        inWords: (place) => place,
        send: (): Promise<BatchReply> => {
          if (attempt)
            callInProgress.getStore()?.failed({ ...attempt, attempt: 1, mostAttempts: 3, seconds: 0 });
          return Promise.resolve({
            $metadata: { httpStatusCode: 200, requestId: "id" },
            refusals: [{ memberId: "ana", code: "Forbidden", message: undefined }],
          });
        },
      },
      new ChimeCaller(5, UNOBSERVED),
      new BoundedRetryStrategy({ maxAttempts: 3, maxSeconds: 5 }),
    );
    const failures = await batch.createAll(
      "room r",
      [{ memberId: "ana", standing: "Member" }],
      () => undefined,
    );
    return failures.get("ana");
  };

  it("leaves in doubt who is refused after an attempt whose answer was lost", async () => {
    const error = await refusedAfter({ name: "TimeoutError" });
    assert.equal(error?.kind, "forbidden");
    assert.equal(error.mayHaveWritten, true);
  });

  it("leaves nobody in doubt who is refused at once, or after an attempt that was refused too", async () => {
    assert.equal((await refusedAfter(undefined))?.mayHaveWritten, false);
    const throttled = { name: "ThrottlingException", status: 429, requestId: "id" };
    assert.equal((await refusedAfter(throttled))?.mayHaveWritten, false);
  });
});
