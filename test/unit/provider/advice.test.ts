import assert from "node:assert/strict";

import {
  CHANNEL_ADVICE,
  CHANNEL_ENTITY_ADVICE,
  ENTITY_ADVICE,
} from "../../../provider/aws/channels/channelAdvice";
import { adviceFor } from "../../../provider/aws/errors/advice";
import { ChimeError, type CallDescription } from "../../../provider/aws/errors/chimeError";
import type { FailureKind } from "../../../provider/aws/errors/classify";
import { entityExists, membershipExists } from "../../../provider/reconcile/alreadyExists";

function adviceOn(kind: FailureKind, advice?: CallDescription["advice"]): string {
  const call = { operation: "AnyCall", purpose: "do it", ...(advice ? { advice } : {}) };
  return new ChimeError(call, { kind, reason: "it was not to be" }).advice;
}

describe("The advice in an error", () => {
  const families = {
    rooms: undefined,
    "memberships of channels": CHANNEL_ADVICE,
    channels: CHANNEL_ENTITY_ADVICE,
    "app instances and users": ENTITY_ADVICE,
  };
  for (const [family, advice] of Object.entries(families)) {
    it(`says with ${family} when a changed setting takes effect, where a setting may be what is wrong`, () => {
      for (const kind of ["credentials", "unreachable", "notChime", "notVisible"] as const)
        assert.match(adviceOn(kind, advice), /destroy and refresh use a changed setting only after/, kind);
    });
  }

  for (const [family, advice] of [
    ["memberships of channels", CHANNEL_ADVICE],
    ["channels", CHANNEL_ENTITY_ADVICE],
  ] as const) {
    it(`names with ${family} what deletes that whose bearer is gone`, () => {
      assert.match(
        adviceOn("forbidden", advice),
        /chime:AnyCall .* set chime:appInstanceUserArn, .*to another bearer and run `pulumi up`\./,
      );
    });
  }
});

describe("The advice on a failed call", () => {
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
    "internal",
    "unknown",
  ] as const;
  const SERVICES = { undefined, CHANNEL_ADVICE, CHANNEL_ENTITY_ADVICE, ENTITY_ADVICE };

  it("is short, and leaves no placeholder", () => {
    for (const [service, advice] of Object.entries(SERVICES))
      for (const kind of KINDS) {
        const text = adviceFor(kind, "DeleteAppInstanceUser", advice);
        assert.ok(text.length <= 340, `${service} ${kind}: ${text.length}`);
        assert.doesNotMatch(text, /[[\]{}]/);
      }
  });

  it("names `pulumi refresh` where something may have been deleted, and never when an entity is created", () => {
    for (const advice of Object.values(SERVICES)) {
      for (const operation of ["DeleteRoomMembership", "BatchCreateRoomMembership"])
        assert.match(adviceFor("notFound", operation, advice), /`pulumi refresh`\.$/);
      for (const kind of KINDS)
        for (const operation of ["CreateRoom", "CreateAppInstanceUser"])
          assert.doesNotMatch(adviceFor(kind, operation, advice), /pulumi refresh/);
    }
  });
});

describe("The advice where something exists already", () => {
  const id = "account/room/member";
  const conflict = new ChimeError(
    { operation: "AnyCall", purpose: "do it" },
    { kind: "conflict", reason: "it exists", outcomeUnknown: true },
  );
  const EXISTING = { "a member": membershipExists, "an entity": entityExists };
  for (const [what, existing] of Object.entries(EXISTING)) {
    it(`names with ${what} every way in which the program itself may have come to it, and its way out`, () => {
      const { advice } = existing(conflict, id);
      assert.match(
        advice,
        /outside Pulumi, by another stack, by an interrupted deployment, or by another resource of this program/,
      );
      assert.match(advice, /renamed, give it an alias\./);
      assert.match(advice, /For --replace, set deleteBeforeReplace\.$/);
    });

    it(`has with ${what} the command that adopts just that one, and no other`, () => {
      assert.ok(
        existing(conflict, id).advice.includes('run `PULUMI_CHIME_RECOVER="account/room/member" pulumi up`'),
      );
    });

    it(`leaves with ${what} why it failed, and is settled: nothing may have been created`, () => {
      const { kind, reason, outcomeUnknown: mayHaveWritten } = existing(conflict, id);
      assert.deepEqual([kind, reason, mayHaveWritten], ["conflict", "it exists.", false]);
    });
  }

  it("names with a member what adopts it", () => {
    assert.match(membershipExists(conflict, id).advice, /set adoptExisting.*`npx pulumi-chime import`/);
  });
});
