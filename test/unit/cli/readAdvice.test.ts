import assert from "node:assert/strict";

import { ChimeError } from "../../../provider/aws/errors/chimeError";
import { ConfigurationError } from "../../../provider/aws/errors/configurationError";
import type { FailureKind } from "../../../provider/aws/errors/classify";
import { readAdvice, withReadAdvice, type Service } from "../../../provider/cli/readAdvice";
import { setEnvironment } from "../../support/processEnvironment";

describe("The advice of the commands", () => {
  let restore: () => void;
  beforeEach(() => {
    restore = setEnvironment({
      AWS_ENDPOINT_URL: "",
      AWS_ENDPOINT_URL_CHIME: "",
      AWS_ENDPOINT_URL_CHIME_SDK_MESSAGING: "",
      AWS_ENDPOINT_URL_CHIME_SDK_IDENTITY: "",
    });
  });
  afterEach(() => {
    restore();
  });

  const adviceOf = (
    service: Service,
    kind: FailureKind,
    keys: Record<string, string> = {},
    cause?: unknown,
  ): string => {
    const call = { operation: "DescribeChannel", purpose: "read it", advice: {} };
    const error = new ChimeError(call, { kind, reason: "the reason", cause });
    const told = withReadAdvice(error, readAdvice(service, { get: (key) => keys[key] }));
    assert.ok(told instanceof ChimeError);
    return told.advice;
  };

  for (const service of ["rooms", "messaging", "identity", "channels"] as const) {
    it(`for ${service} is about options, and neither about a program nor about a state`, () => {
      for (const kind of [
        "notFound",
        "badRequest",
        "forbidden",
        "credentials",
        "throttled",
        "serviceFailure",
        "unreachable",
        "notChime",
      ] as const) {
        const advice = adviceOf(service, kind);
        assert.doesNotMatch(advice, /pulumi|chime:(?!DescribeChannel)|program|resource\b|destroy/, kind);
        assert.ok(advice.length <= 300, `${advice.length} characters: ${advice}`);
      }
    });
  }

  for (const [service, endpoints] of [
    ["rooms", "chime:endpoint"],
    ["messaging", "chime:messagingEndpoint"],
    ["identity", "chime:identityEndpoint"],
    ["channels", "chime:messagingEndpoint, chime:identityEndpoint"],
  ] as const) {
    it(`names the endpoints of ${service} that are set, if nobody answers`, () => {
      const all = {
        "chime:endpoint": "https://a",
        "chime:messagingEndpoint": "https://b",
        "chime:identityEndpoint": "https://c",
      };
      assert.equal(
        adviceOf(service, "unreachable", all),
        `Check ${endpoints}, the network and the proxy, then run the command again.`,
      );
      assert.equal(
        adviceOf(service, "unreachable"),
        "Check the network and the proxy, then run the command again.",
      );
    });
  }

  it("leaves the advice that names the rejected credentials alone", () => {
    const call = { operation: "GetRoom", purpose: "read it" };
    const error = new ChimeError(call, { kind: "credentials", reason: "it", advice: "Renew the keys." });
    assert.equal(withReadAdvice(error, readAdvice("rooms", { get: () => undefined })), error);
  });

  it("leaves the advice of settings and of other errors alone", () => {
    const cause = new ConfigurationError("the reason", "credentials", "Run `aws sso login`.");
    const call = { operation: "GetRoom", purpose: "read it" };
    const error = new ChimeError(call, { kind: "credentials", reason: "it", advice: cause.advice, cause });
    const other = new Error("another");
    for (const one of [error, other])
      assert.equal(withReadAdvice(one, readAdvice("rooms", { get: () => undefined })), one);
  });
});
