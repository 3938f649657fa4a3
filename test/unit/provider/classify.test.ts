import assert from "node:assert/strict";

import { chimeErrorOf } from "../../../provider/aws/errors/chimeError";
import {
  metadataOf,
  isRefusedHere,
  isUnreadableReply,
  kindOf,
  leavesOutcomeUnknown,
  type FailureKind,
} from "../../../provider/aws/errors/classify";

type Failure = Error & { $metadata: { httpStatusCode?: number } };

function failure(name: string, status?: number, requestId?: string, message = "said"): Failure {
  const $metadata = {
    attempts: 3,
    ...(status && { httpStatusCode: status }),
    ...(requestId && { requestId }),
  };
  return Object.assign(new Error(message), { name, $metadata });
}

const KINDS: [FailureKind, Failure][] = [
  ["badRequest", failure("BadRequestException", 400, "id")],
  ["unauthorized", failure("UnauthorizedClientException", 401, "id")],
  ["forbidden", failure("ForbiddenException", 403, "id")],
  ["forbidden", failure("AccessDeniedException", 403, "id")],
  ["notFound", failure("NotFoundException", 404, "id")],
  ["conflict", failure("ConflictException", 409, "id")],
  ["limitExceeded", failure("ResourceLimitExceededException", 400, "id")],
  ["throttled", failure("ThrottledClientException", 429, "id")],
  ["throttled", failure("Unknown", 429)],
  ["serviceFailure", failure("ServiceFailureException", 500, "id")],
  ["serviceFailure", failure("ServiceUnavailableException", 503, "id")],
  ["serviceFailure", failure("SyntaxError", 502)],
  ["credentials", failure("InvalidSignatureException", 403, "id")],
  ["credentials", failure("UnrecognizedClientException", 403, "id")],
  ["credentials", failure("ExpiredTokenException", 403, "id")],
  ["credentials", failure("CredentialsProviderError")],
  ["unreachable", failure("TimeoutError")],
  ["notChime", failure("Unknown", 404)],
  ["notChime", failure("SyntaxError", 404)],
  ["notChime", failure("SyntaxError", 403)],
  ["notChime", failure("Unknown", 302)],
  ["notChime", failure("Unknown", 200)],
  ["unknown", failure("SomethingNewException", 418, "id")],
];

describe("A failed call", () => {
  for (const [kind, error] of KINDS) {
    const { name, $metadata } = error;
    const status = $metadata.httpStatusCode;
    it(`with ${name} and ${status === undefined ? "no answer" : `HTTP ${status}`} has the kind ${kind}`, () => {
      assert.equal(kindOf(metadataOf(error)), kind);
    });
  }

  it("has an ambiguous outcome without a complete answer, but not if it was never sent or was refused", () => {
    const reset = (error: Error): object => Object.assign(error, { code: "ECONNRESET" });
    assert.ok(leavesOutcomeUnknown(metadataOf(reset(failure("Error", 201, "id")))));
    assert.equal(kindOf(metadataOf(reset(failure("Error", 201, "id")))), "unreachable");
    assert.ok(leavesOutcomeUnknown(metadataOf(failure("TimeoutError"))));
    assert.ok(leavesOutcomeUnknown(metadataOf(failure("ServiceFailureException", 500, "id"))));
    assert.ok(
      !leavesOutcomeUnknown(metadataOf(Object.assign(failure("TimeoutError"), { code: "ECONNREFUSED" }))),
    );
    assert.ok(!leavesOutcomeUnknown(metadataOf(failure("ThrottledClientException", 429, "id"))));
    assert.ok(!leavesOutcomeUnknown(metadataOf(failure("ForbiddenException", 403, "id"))));
  });

  it("does not have the kind notFound because of its message", () => {
    assert.notEqual(
      kindOf(metadataOf(failure("Unknown", 404, undefined, "NotFoundException: not found"))),
      "notFound",
    );
  });

  it("has an unreadable reply only if a success of Amazon Chime cannot be parsed", () => {
    assert.ok(isUnreadableReply(failure("SyntaxError", 201, "id")));
    assert.ok(!isUnreadableReply(failure("SyntaxError", 200)));
    assert.ok(!isUnreadableReply(failure("SyntaxError", 404, "id")));
    assert.ok(!isUnreadableReply(undefined));
  });

  it("that reaches none of the addresses of a host is a broken connection with the reason of the first", () => {
    const refused = (address: string): Error =>
      Object.assign(new Error(`connect ECONNREFUSED ${address}:9`), { code: "ECONNREFUSED", address });
    const error = Object.assign(new AggregateError([refused("::1"), refused("127.0.0.1")], ""), {
      code: "ECONNREFUSED",
    });
    assert.equal(kindOf(metadataOf(error)), "unreachable");
    assert.ok(isRefusedHere(error));
    assert.ok(!isRefusedHere(new AggregateError([refused("::1"), refused("10.0.0.1")])));
    const call = { operation: "ListRooms", purpose: "list the rooms" };
    assert.match(
      chimeErrorOf(call, error, 1).message,
      /no answer to ListRooms \(ECONNREFUSED\) after .*: connect ECONNREFUSED ::1:9\./,
    );
  });

  it("has metadata whatever was thrown", () => {
    for (const thrown of [undefined, null, "text", 7, {}, { name: 1, $metadata: "x" }, new Error("x")]) {
      assert.equal(metadataOf(thrown).name, "Error");
    }
  });
});

describe("The error of a failed call", () => {
  const call = {
    operation: "DeleteRoomMembership",
    purpose: "remove member m from room r",
    consequence: "It stays.",
  };

  it("says what was being done, what the service answered, the number of attempts and what to do", () => {
    const error = chimeErrorOf(call, failure("ForbiddenException", 403, "req-1", "not allowed"), 1.25);
    assert.equal(
      error.message,
      "Could not remove member m from room r: Amazon Chime answered ForbiddenException (HTTP 403, request id req-1) " +
        "to DeleteRoomMembership after 3 attempts in 1.3 s: not allowed. Check whose credentials the deployment uses, and grant them the IAM permission " +
        'chime:DeleteRoomMembership on Resource "*", then run the command again. It stays. ' +
        "See node_modules/pulumi-chime/docs/guides/errors.md#forbidden.",
    );
  });

  it("contains no email address, and only the first line of the service's message", () => {
    const serviceMessage = "ana@example.com may not\n  Deserialization error: hidden field";
    const { message } = chimeErrorOf(call, failure("ForbiddenException", 403, "req-1", serviceMessage), 1);
    assert.match(message, /: \(email address\) may not\. Check whose/);
  });

  it("does not repeat the page of a proxy", () => {
    const { message } = chimeErrorOf(call, failure("SyntaxError", 404, undefined, "Unexpected token '<'"), 1);
    assert.match(message, /not Amazon Chime's \(HTTP 404, request id none\)/);
    assert.doesNotMatch(message, /token/);
  });

  it("prints as one short line next to the message that the engine shows", () => {
    const error = chimeErrorOf(call, failure("ForbiddenException", 403, "req-1"), 1);
    assert.equal(
      `${String(error)}: ${error.stack}`,
      "DeleteRoomMembership failed: its resource's own message says why, and what to do.",
    );
  });
});
