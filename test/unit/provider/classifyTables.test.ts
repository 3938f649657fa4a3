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

// Written down a second time: what a name means to a deployment changes on purpose only.
const NAMES: Record<Exclude<FailureKind, "notVisible" | "notChime" | "internal" | "unknown">, string[]> = {
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

describe("The name of an error", () => {
  for (const [kind, names] of Object.entries(NAMES))
    for (const name of names)
      it(`${name} is of the kind ${kind}, whatever its status`, () => {
        // Nothing is gone but by a 404 of AWS.
        const status = kind === "notFound" ? 404 : 418;
        assert.equal(kindOf({ name, status, requestId: "id" }), kind);
      });

  it("that says not found is believed with the status 404 and an id of AWS, and not with one of the two", () => {
    const name = "NotFoundException";
    assert.equal(kindOf({ name, status: 404, requestId: "id" }), "notFound");
    assert.equal(kindOf({ name, status: 404 }), "notChime");
    assert.equal(kindOf({ name, status: 403, requestId: "id" }), "notChime");
    assert.equal(kindOf({ name, requestId: "id" }), "notChime");
  });

  it("is all that there is where no answer came, and says whether the connection was the reason", () => {
    for (const name of ["Error", "AbortError"]) assert.equal(kindOf({ name }), "unreachable");
    for (const name of ["TypeError", "Unknown", "SyntaxError"]) assert.equal(kindOf({ name }), "unknown");
  });
});

describe("The status of an answer whose error has a name that nobody knows", () => {
  const kindAt = (status: number, code?: string, name = "SomethingNew"): FailureKind =>
    kindOf({ name, status, ...(code === undefined ? {} : { code }) });

  it("is one of a success whose connection broke only below 300, and only with the code of a connection", () => {
    assert.equal(kindAt(200, "ECONNRESET"), "unreachable");
    assert.equal(kindAt(299, "ECONNRESET"), "unreachable");
    assert.equal(kindAt(300, "ECONNRESET"), "unknown");
    assert.equal(kindAt(299), "unknown");
  });

  it("says that a call is throttled with 429, and that the service failed from 500 on", () => {
    assert.equal(kindAt(429), "throttled");
    assert.equal(kindAt(430), "unknown");
    assert.equal(kindAt(499), "unknown");
    assert.equal(kindAt(500), "serviceFailure");
    assert.equal(kindAt(599), "serviceFailure");
  });

  it("is not Amazon Chime's where the SDK found no error of AWS in the answer", () => {
    for (const name of ["Unknown", "SyntaxError"]) assert.equal(kindAt(403, undefined, name), "notChime");
  });
});

describe("The code of one item of a batch", () => {
  for (const [code, kind] of Object.entries(CODES))
    it(`${code} is of the kind ${kind}`, () => {
      assert.equal(kindOfItem(code), kind);
    });

  it("passes where the service is throttled or failing, and for no other reason", () => {
    const passing = Object.keys(CODES).filter(isTransientItem);
    assert.deepEqual(passing, ["ServiceFailure", "ServiceUnavailable", "Throttled", "Throttling"]);
  });
});

describe("A call that failed", () => {
  for (const code of ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"])
    it(`with ${code} was never sent, so that nothing was written`, () => {
      assert.ok(!leavesOutcomeUnknown({ name: "TimeoutError", code }));
    });

  it("with another code of a connection, or none, may have written", () => {
    assert.ok(leavesOutcomeUnknown({ name: "TimeoutError", code: "ECONNRESET" }));
    assert.ok(leavesOutcomeUnknown({ name: "TimeoutError" }));
  });

  it("may have written where the status is that of a success, whatever the error's name", () => {
    assert.ok(leavesOutcomeUnknown({ name: "SomethingNew", status: 200, requestId: "id" }));
    assert.ok(leavesOutcomeUnknown({ name: "SomethingNew", status: 299, requestId: "id" }));
    assert.ok(!leavesOutcomeUnknown({ name: "SomethingNew", status: 300, requestId: "id" }));
    assert.ok(!leavesOutcomeUnknown({ name: "SomethingNew" }));
  });

  it("may have written where somebody else answered", () => {
    assert.ok(leavesOutcomeUnknown({ name: "Unknown", status: 403 }));
  });
});

describe("A reply", () => {
  const reply = (name: string, metadata: object): boolean =>
    isUnreadableReply(Object.assign(new Error("x"), { name, $metadata: metadata }));

  it("is a cut success of Amazon Chime only below 300, with an id of AWS, and where it could not be parsed", () => {
    assert.ok(reply("SyntaxError", { httpStatusCode: 299, requestId: "id" }));
    assert.ok(!reply("SyntaxError", { httpStatusCode: 300, requestId: "id" }));
    assert.ok(!reply("SyntaxError", { httpStatusCode: 299 }));
    assert.ok(!reply("SyntaxError", { requestId: "id" }));
    assert.ok(!reply("TypeError", { httpStatusCode: 299, requestId: "id" }));
  });
});

describe("The facts of a failure", () => {
  const thrown = (name: unknown, metadata: unknown, more: object = {}): unknown => ({
    name,
    $metadata: metadata,
    ...more,
  });

  it("are what the SDK says, and nothing else", () => {
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

  it("lack what has another type than it should, and an id that is empty", () => {
    const metadata = { httpStatusCode: "403", requestId: "", attempts: "2" };
    assert.deepEqual(metadataOf(thrown("", metadata, { code: 7 })), { name: "Error" });
    assert.deepEqual(metadataOf(thrown(7, { requestId: 7 })), { name: "Error" });
    for (const facts of [null, undefined, "text", 7])
      assert.deepEqual(metadataOf(thrown("Some", facts)), { name: "Some" });
  });

  it("are of the error alone where it is a function with such properties", () => {
    assert.deepEqual(metadataOf(Object.assign(() => undefined, { code: "ECONNRESET" })), { name: "Error" });
  });

  it("are cut where a stranger answered at length: at 128 characters", () => {
    const long = "n".repeat(129);
    const { name, requestId } = metadataOf(thrown(long, { requestId: long }));
    assert.deepEqual([name, requestId], [`${"n".repeat(128)}…`, `${"n".repeat(128)}…`]);
    const fits = "n".repeat(128);
    assert.deepEqual(metadataOf(thrown(fits, { requestId: fits })), { name: fits, requestId: fits });
  });
});
