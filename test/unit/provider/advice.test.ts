import assert from "node:assert/strict";

import {
  CHANNEL_ADVICE,
  CHANNEL_ENTITY_ADVICE,
  ENTITY_ADVICE,
} from "../../../provider/chime/channels/advice";
import { ChimeError, type CallDescription } from "../../../provider/chime/chimeError";
import type { FailureKind } from "../../../provider/chime/classify";

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
        assert.match(
          adviceOn(kind, advice),
          /A changed setting reaches destroy and refresh only after/,
          kind,
        );
    });

    it(`names with ${family} every way in which something may exist already by the program's own doing`, () => {
      assert.match(adviceOn("conflict", advice), /alias.*another provider or is replaced by --replace/);
    });
  }

  for (const [family, advice] of Object.entries(families).slice(0, 2)) {
    it(`says with members of ${family} that another resource of the program may have had the member`, () => {
      assert.match(
        adviceOn("conflict", advice),
        /another resource of this program had the member before.*set adoptExisting/,
      );
    });
  }

  for (const [family, advice] of [
    ["memberships of channels", CHANNEL_ADVICE],
    ["channels", CHANNEL_ENTITY_ADVICE],
  ] as const) {
    it(`names with ${family} what deletes that whose bearer is gone`, () => {
      assert.match(
        adviceOn("forbidden", advice),
        /chime:AnyCall .* set chime:appInstanceUserArn to it, .* `pulumi up`: what has left the program is deleted/,
      );
    });
  }
});
