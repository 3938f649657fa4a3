import assert from "node:assert/strict";

import {
  metadataOf,
  isTransientItem,
  isUnreadableReply,
  kindOf,
  kindOfItem,
  leavesOutcomeUnknown,
  type FailureKind,
} from "../../../provider/aws/errors/classify";

// A copy of the tables in the code: the kind of an error must not change by accident.
const NAMES: Record<
  Exclude<FailureKind, "notVisible" | "notChime" | "unservedRegion" | "internal" | "unknown">,
  string[]
> = {
  notFound: ["NotFoundException"],
  conflict: ["ConflictException"],
  badRequest: ["BadRequestException", "ValidationError", "ValidationException"],
  limitExceeded: ["ResourceLimitExceededException"],
  unauthorized: ["UnauthorizedClientException"],
  forbidden: ["ForbiddenException", "AccessDeniedException", "NotAuthorized", "OptInRequired"],
  throttled: ["ThrottledClientException", "Throttling", "ThrottlingException"],
  serviceFailure: [
    "ServiceFailureException",
    "ServiceUnavailableException",
    "ServiceUnavailable",
    "InternalFailure",
  ],
  credentials: [
    "ExpiredToken",
    "ExpiredTokenException",
    "IncompleteSignature",
    "IncompleteSignatureException",
    "InvalidClientTokenId",
    "InvalidSignatureException",
    "MissingAuthenticationToken",
    "MissingAuthenticationTokenException",
    "RequestExpired",
    "SignatureDoesNotMatch",
    "UnrecognizedClientException",
    "CredentialsProviderError",
    "TokenProviderError",
  ],
  unreachable: ["TimeoutError"],
};

const CODES: Record<string, FailureKind> = {
  AccessDenied: "forbidden",
  BadRequest: "badRequest",
  Conflict: "conflict",
  Forbidden: "forbidden",
  NotFound: "notFound",
  PreconditionFailed: "badRequest",
  ResourceLimitExceeded: "limitExceeded",
  ServiceFailure: "serviceFailure",
  ServiceUnavailable: "serviceFailure",
  Throttled: "throttled",
  Throttling: "throttled",
  Unauthorized: "unauthorized",
  Unprocessable: "badRequest",
  SomethingNew: "unknown",
};

describe("The error name", () => {
  for (const [kind, names] of Object.entries(NAMES))
    for (const name of names)
      it(`${name} has the kind ${kind}`, () => {
        // notFound needs the status 404, all others ignore the status.
        const status = kind === "notFound" ? 404 : 418;
        assert.equal(kindOf({ name, status, requestId: "id" }), kind);
      });

  it("NotFoundException counts only with the status 404 and an AWS request id", () => {
    const name = "NotFoundException";
    assert.equal(kindOf({ name, status: 404, requestId: "id" }), "notFound");
    assert.equal(kindOf({ name, status: 404 }), "notChime");
    assert.equal(kindOf({ name, status: 403, requestId: "id" }), "notChime");
    assert.equal(kindOf({ name, requestId: "id" }), "notChime");
  });

  it("shows whether the connection failed if there is no answer", () => {
    for (const name of ["Error", "AbortError"]) assert.equal(kindOf({ name }), "unreachable");
    for (const name of ["TypeError", "Unknown", "SyntaxError"]) assert.equal(kindOf({ name }), "unknown");
  });
});

describe("The status of an answer with an unknown error name", () => {
  const kindAt = (status: number, code?: string, name = "SomethingNew"): FailureKind =>
    kindOf({ name, status, ...(code === undefined ? {} : { code }) });

  it("shows a broken connection only below 300, and only with the code of a connection error", () => {
    assert.equal(kindAt(200, "ECONNRESET"), "unreachable");
    assert.equal(kindAt(299, "ECONNRESET"), "unreachable");
    assert.equal(kindAt(300, "ECONNRESET"), "unknown");
    assert.equal(kindAt(299), "unknown");
  });

  it("shows throttling with 429, and a service failure from 500 on", () => {
    assert.equal(kindAt(429), "throttled");
    assert.equal(kindAt(430), "unknown");
    assert.equal(kindAt(499), "unknown");
    assert.equal(kindAt(500), "serviceFailure");
    assert.equal(kindAt(599), "serviceFailure");
  });

  it("does not count as Amazon Chime's if the SDK found no AWS error in the answer", () => {
    for (const name of ["Unknown", "SyntaxError"]) assert.equal(kindAt(403, undefined, name), "notChime");
  });
});

describe("The error code of a batch item", () => {
  for (const [code, kind] of Object.entries(CODES))
    it(`${code} has the kind ${kind}`, () => {
      assert.equal(kindOfItem(code), kind);
    });

  it("is transient only if the service throttles or fails", () => {
    const transient = Object.keys(CODES).filter(isTransientItem);
    assert.deepEqual(transient, ["ServiceFailure", "ServiceUnavailable", "Throttled", "Throttling"]);
  });
});

describe("A failed call", () => {
  for (const code of ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"])
    it(`with ${code} has a known outcome, because it was never sent`, () => {
      assert.ok(!leavesOutcomeUnknown({ name: "TimeoutError", code }));
    });

  it("with another connection error has an ambiguous outcome", () => {
    assert.ok(leavesOutcomeUnknown({ name: "TimeoutError", code: "ECONNRESET" }));
    assert.ok(leavesOutcomeUnknown({ name: "TimeoutError" }));
  });

  it("with the status of a success has an ambiguous outcome, whatever the error name", () => {
    assert.ok(leavesOutcomeUnknown({ name: "SomethingNew", status: 200, requestId: "id" }));
    assert.ok(leavesOutcomeUnknown({ name: "SomethingNew", status: 299, requestId: "id" }));
    assert.ok(!leavesOutcomeUnknown({ name: "SomethingNew", status: 300, requestId: "id" }));
    assert.ok(!leavesOutcomeUnknown({ name: "SomethingNew" }));
  });

  it("has an ambiguous outcome if another server answered", () => {
    assert.ok(leavesOutcomeUnknown({ name: "Unknown", status: 403 }));
  });
});

describe("isUnreadableReply", () => {
  const isUnreadable = (name: string, metadata: object): boolean =>
    isUnreadableReply(Object.assign(new Error("x"), { name, $metadata: metadata }));

  it("is true only for a reply below 300 with an AWS request id that could not be parsed", () => {
    assert.ok(isUnreadable("SyntaxError", { httpStatusCode: 299, requestId: "id" }));
    assert.ok(!isUnreadable("SyntaxError", { httpStatusCode: 300, requestId: "id" }));
    assert.ok(!isUnreadable("SyntaxError", { httpStatusCode: 299 }));
    assert.ok(!isUnreadable("SyntaxError", { requestId: "id" }));
    assert.ok(!isUnreadable("TypeError", { httpStatusCode: 299, requestId: "id" }));
  });
});

describe("metadataOf", () => {
  const thrown = (name: unknown, metadata: unknown, more: object = {}): unknown => ({
    name,
    $metadata: metadata,
    ...more,
  });

  it("returns what the SDK reports, and nothing else", () => {
    const metadata = { httpStatusCode: 403, requestId: "id", attempts: 2, cfId: "x" };
    assert.deepEqual(
      metadataOf(thrown("ForbiddenException", metadata, { code: "ECONNRESET", message: "m" })),
      {
        name: "ForbiddenException",
        status: 403,
        requestId: "id",
        attempts: 2,
        code: "ECONNRESET",
      },
    );
  });

  it("omits values of the wrong type and empty request ids", () => {
    const metadata = { httpStatusCode: "403", requestId: "", attempts: "2" };
    assert.deepEqual(metadataOf(thrown("", metadata, { code: 7 })), { name: "Error" });
    assert.deepEqual(metadataOf(thrown(7, { requestId: 7 })), { name: "Error" });
    for (const invalid of [null, undefined, "text", 7])
      assert.deepEqual(metadataOf(thrown("Some", invalid)), { name: "Some" });
  });

  it("ignores the properties of a thrown function", () => {
    assert.deepEqual(metadataOf(Object.assign(() => undefined, { code: "ECONNRESET" })), { name: "Error" });
  });

  it("truncates names and request ids to 128 characters", () => {
    const long = "n".repeat(129);
    const { name, requestId } = metadataOf(thrown(long, { requestId: long }));
    assert.deepEqual([name, requestId], [`${"n".repeat(128)}…`, `${"n".repeat(128)}…`]);
    const fits = "n".repeat(128);
    assert.deepEqual(metadataOf(thrown(fits, { requestId: fits })), { name: fits, requestId: fits });
  });
});
