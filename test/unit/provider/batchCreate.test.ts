import assert from "node:assert/strict";

import { BatchCreate, type BatchReply } from "../../../provider/aws/memberships/batchCreate";
import { ApiCaller } from "../../../provider/aws/call/apiCaller";
import type { FailureMetadata } from "../../../provider/aws/errors/classify";
import { callInProgress, UNOBSERVED } from "../../../provider/aws/call/callObserver";
import { BoundedRetryStrategy } from "../../../provider/aws/call/retryStrategy";

describe("BatchCreate", () => {
  /** The failure of a member that the service refuses, after an earlier attempt that failed like this. */
  const refusedAfter = async (attempt: FailureMetadata | undefined) => {
    const batch = new BatchCreate<string>(
      {
        ...{ call: { operation: "BatchCreate", advice: {} }, size: 10, singleRole: false, success: 200 },
        describe: (parent) => parent,
        send: (): Promise<BatchReply> => {
          if (attempt)
            callInProgress.getStore()?.failed({ ...attempt, attempt: 1, maxAttempts: 3, seconds: 0 });
          return Promise.resolve({
            $metadata: { httpStatusCode: 200, requestId: "id" },
            refusals: [{ memberId: "ana", code: "Forbidden", message: undefined }],
          });
        },
      },
      new ApiCaller(5, UNOBSERVED),
      new BoundedRetryStrategy({ maxAttempts: 3, maxSeconds: 5 }),
    );
    const failures = await batch.createBatch(
      "room r",
      [{ memberId: "ana", role: "Member" }],
      () => undefined,
    );
    return failures.get("ana");
  };

  it("reports an ambiguous outcome for a member that is refused after an attempt whose answer was lost", async () => {
    const error = await refusedAfter({ name: "TimeoutError" });
    assert.equal(error?.kind, "forbidden");
    assert.equal(error.outcomeUnknown, true);
  });

  it("reports a known outcome for a member that is refused in the first attempt, or after a refused attempt", async () => {
    assert.equal((await refusedAfter(undefined))?.outcomeUnknown, false);
    const throttled = { name: "ThrottlingException", status: 429, requestId: "id" };
    assert.equal((await refusedAfter(throttled))?.outcomeUnknown, false);
  });
});
