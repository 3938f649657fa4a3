import assert from "node:assert/strict";

import {
  CHANNEL_ADVICE,
  CHANNEL_ENTITY_ADVICE,
  ENTITY_ADVICE,
  USER_ADVICE,
} from "../../../provider/aws/channels/channelAdvice";
import { adviceFor } from "../../../provider/aws/errors/advice";
import { ChimeError, type CallDescription } from "../../../provider/aws/errors/chimeError";
import type { FailureKind } from "../../../provider/aws/errors/classify";
import { entityExists, membershipExists } from "../../../provider/reconcile/alreadyExists";

function adviceOn(kind: FailureKind, advice?: CallDescription["advice"]): string {
  const call = { operation: "AnyCall", purpose: "do it", ...(advice ? { advice } : {}) };
  return new ChimeError(call, { kind, reason: "it failed" }).advice;
}

describe("The advice of an error", () => {
  it("names where the endpoint is set, and lists where it can be if that is not known", () => {
    for (const kind of ["unreachable", "notChime"] as const)
      for (const advice of [undefined, CHANNEL_ADVICE, USER_ADVICE]) {
        assert.match(adviceFor(kind, "AnyCall", advice), /[ :]chime:\w*[eE]ndpoint.* AWS_ENDPOINT_URL/);
        const known = adviceFor(kind, "AnyCall", advice, "THE_SOURCE");
        assert.match(known, /THE_SOURCE/);
        assert.doesNotMatch(known, /chime:|AWS_|[<>]/);
      }
  });

  for (const [resources, advice] of [
    ["memberships of channels", CHANNEL_ADVICE],
    ["channels", CHANNEL_ENTITY_ADVICE],
  ] as const) {
    it(`about ${resources} says how to delete them if their bearer is gone`, () => {
      assert.match(
        adviceOn("forbidden", advice),
        /chime:AnyCall .* set another one \(chime:appInstanceUserArn, or .* and run `pulumi up`\./,
      );
    });
  }
});

describe("adviceFor", () => {
  const KINDS = [
    "notFound",
    "notVisible",
    "conflict",
    "badRequest",
    "limitExceeded",
    "unauthorized",
    "forbidden",
    "throttled",
    "serviceFailure",
    "credentials",
    "unreachable",
    "notChime",
    "unservedRegion",
    "internal",
    "unknown",
  ] as const;
  const SERVICES = { undefined, CHANNEL_ADVICE, CHANNEL_ENTITY_ADVICE, ENTITY_ADVICE };

  it("returns a short text without placeholders", () => {
    for (const [service, advice] of Object.entries({ ...SERVICES, USER_ADVICE }))
      for (const kind of KINDS) {
        const text = adviceFor(kind, "DeleteAppInstanceUser", advice);
        assert.ok(text.length <= 340, `${service} ${kind}: ${text.length}`);
        assert.doesNotMatch(text, /[[\]{}<>]/);
      }
  });

  it("suggests `pulumi refresh` if something may have been deleted, and never when an entity is created", () => {
    for (const advice of Object.values(SERVICES)) {
      for (const operation of ["DeleteRoomMembership", "BatchCreateRoomMembership"])
        assert.match(adviceFor("notFound", operation, advice), /`pulumi refresh`\./);
      for (const kind of KINDS)
        for (const operation of ["CreateRoom", "CreateAppInstanceUser"])
          assert.doesNotMatch(adviceFor(kind, operation, advice), /pulumi refresh/);
    }
  });

  it("names the command that lists the accounts if an Amazon Chime account may not exist", () => {
    for (const operation of ["ListUsers", "CreateRoom", "CreateRoomMembership"])
      assert.match(adviceFor("notFound", operation), /`aws chime list-accounts` /);
  });
});

describe("The error for an existing resource", () => {
  const id = "account/room/member";
  const conflict = new ChimeError(
    { operation: "AnyCall", purpose: "do it" },
    { kind: "conflict", reason: "it exists", outcomeUnknown: true },
  );
  const ERROR_OF = { "a member": membershipExists, "an entity": entityExists };
  for (const [what, errorOf] of Object.entries(ERROR_OF)) {
    it(`says for ${what} what may have created it, and what to do in each case`, () => {
      const { advice } = errorOf(conflict, id, "membership");
      assert.match(advice, /outside Pulumi, by another stack, or by another resource/);
      assert.match(advice, /renamed, give it an alias\./);
    });

    it(`contains for ${what} the command that adopts only this one`, () => {
      assert.ok(
        errorOf(conflict, id, "membership").advice.includes(
          'run `PULUMI_CHIME_RECOVER="account/room/member" pulumi up`',
        ),
      );
    });

    it(`keeps for ${what} the kind and the reason, and has a known outcome`, () => {
      const { kind, reason, outcomeUnknown } = errorOf(conflict, id, "membership");
      assert.deepEqual([kind, reason, outcomeUnknown], ["conflict", "it exists.", false]);
    });
  }

  it("says for a member how to adopt it", () => {
    assert.match(
      membershipExists(conflict, id, "membership").advice,
      /To adopt the membership, set adoptExisting\./,
    );
  });
});
