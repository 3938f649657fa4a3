import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import {
  ACCESS_ADVICE,
  ADMIN_ADVICE,
  BANNED_ADVICE,
  CHANNEL_ADVICE,
  CHANNEL_ENTITY_ADVICE,
  ENTITY_ADVICE,
  FLOW_ADVICE,
  RETENTION_ADVICE,
  STREAMING_ADVICE,
} from "../../provider/aws/channels/channelAdvice";
import { adviceFor } from "../../provider/aws/errors/advice";
import { ChimeError } from "../../provider/aws/errors/chimeError";
import type { FailureKind } from "../../provider/aws/errors/classify";
import { bearerIsMember, entityExists, membershipExists } from "../../provider/reconcile/alreadyExists";
import { incomplete, newLedgerName } from "../../provider/ownership/ledgerFolder";
import { contentsKept, programRuns } from "../../provider/ownership/ownershipErrors";
import { applyingTo, notReplacedYet, removingFrom } from "../../provider/reconcile/roster/rosterError";
import { Ownership } from "../../provider/ownership/ownership";
import { rejectionOf } from "../support/failures";
import { REPOSITORY } from "./snippets";

const ENGINE = "127.0.0.1:50000";

/** The section of the page about each kind of failure. */
const SECTION: Record<FailureKind, string> = {
  notFound: "Not found",
  notVisible: "The account is not visible",
  conflict: "It exists already",
  badRequest: "Bad request",
  limitExceeded: "A limit is reached",
  unauthorized: "Unauthorized",
  forbidden: "Forbidden",
  throttled: "Throttled",
  serviceFailure: "A failure of the service",
  credentials: "Credentials",
  unreachable: "No answer",
  notChime: "Somebody else answers",
  unservedRegion: "A wrong region",
  internal: "An internal error",
  unknown: "Anything else",
};

describe("The page about errors", () => {
  const sections = new Map(
    readFileSync(join(REPOSITORY, "docs/guides/errors.md"), "utf8")
      .split(/^## /m)
      .map((section) => [section.split("\n", 1)[0] ?? "", withoutFormatting(section)]),
  );

  for (const [kind, title] of Object.entries(SECTION)) {
    it(`quotes the advice for the failure ${kind} under "${title}"`, () => {
      const call = { operation: "DeleteRoomMembership", purpose: "remove a member" };
      const { advice } = new ChimeError(call, { kind: kind as FailureKind, reason: "the reason" });
      assert.ok(sections.get(title)?.includes(withoutFormatting(advice)), advice);
    });

    it(`is linked by the failure ${kind} at "${title}"`, () => {
      const anchor = title.toLowerCase().replaceAll(" ", "-");
      const call = { operation: "DeleteRoomMembership", purpose: "remove a member" };
      const { message } = new ChimeError(call, { kind: kind as FailureKind, reason: "the reason" });
      assert.ok(message.endsWith(` See node_modules/pulumi-chime/docs/guides/errors.md#${anchor}.`), message);
    });
  }

  it("has the long explanations: no advice in an error has more than 300 characters", () => {
    for (const advice of [
      {},
      CHANNEL_ADVICE,
      ENTITY_ADVICE,
      CHANNEL_ENTITY_ADVICE,
      ADMIN_ADVICE,
      ACCESS_ADVICE,
      RETENTION_ADVICE,
      STREAMING_ADVICE,
      FLOW_ADVICE,
    ]) {
      for (const kind of Object.keys(SECTION) as FailureKind[]) {
        const text = adviceFor(kind, "DeleteAppInstanceUser", advice);
        assert.ok(text.length <= 300, `${text.length} characters: ${text}`);
      }
    }
    for (const { advice } of whatExists("channel flow association")) {
      assert.ok(advice.length <= 300, `${advice.length} characters: ${advice}`);
    }
  });

  it(`quotes the advice on what exists under "${SECTION.conflict}"`, () => {
    for (const { advice } of [...whatExists("membership").slice(0, 3), ...whatExists("moderator").slice(3)])
      assert.ok(sections.get(SECTION.conflict)?.includes(withoutFormatting(advice)), advice);
  });

  for (const [what, prepare] of [
    [
      "a member that another resource declares",
      (ownership: Ownership) => {
        ownership.desire(["ID"]);
      },
    ],
    [
      "a member after a process failed to write its ledger",
      (_: Ownership, folder: string) => {
        writeFileSync(incomplete(join(folder, newLedgerName(ENGINE, "plugin").file)), "");
      },
    ],
  ] as const) {
    it(`quotes the error of removing ${what}`, async () => {
      const folder = mkdtempSync(join(tmpdir(), "ledgers-"));
      try {
        const ownership = new Ownership(ENGINE, folder);
        prepare(ownership, folder);
        const removal = {
          kind: "membership" as const,
          what: "remove member … from room …",
          remove: () => Promise.resolve(),
          find: () => Promise.resolve({}),
        };
        const { message } = await rejectionOf(ownership.remove("ID", removal));
        assert.ok(
          sections.get("Another resource declares it")?.includes(withoutFormatting(message)),
          message,
        );
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
  }

  it("quotes the error of a removal while the program still declares resources", () => {
    const { message } = programRuns("remove member … from room …", 30_000);
    assert.ok(sections.get("An id is not known")?.includes(withoutFormatting(message)), message);
  });

  it("quotes what the error of a roster says of members who are not removed yet", () => {
    const { waiting = "" } = applyingTo({ parent: "room …", noun: "member" }, ["…"]);
    assert.ok(sections.get("Members who are not removed yet")?.includes(withoutFormatting(waiting)), waiting);
  });

  it("quotes what the error of a roster says if the one that replaces it was not created", () => {
    const { message } = notReplacedYet({ parent: "room …", noun: "member" }, ["…"]);
    assert.ok(sections.get("Members who are not removed yet")?.includes(withoutFormatting(message)), message);
  });

  it("quotes what the error of a roster's delete says about the next update", () => {
    const { next } = removingFrom({ parent: "room …", noun: "member" });
    assert.ok(sections.get("A removal failed in part")?.includes(withoutFormatting(next)), next);
  });

  it("quotes the error of a create that would lose what the state has in it", () => {
    const { message } = contentsKept("create the channel …");
    assert.ok(sections.get("The program still needs it")?.includes(withoutFormatting(message)), message);
  });

  it("quotes the advice for channels if the account is not visible", () => {
    const call = { operation: "DeleteChannelMembership", purpose: "remove it", advice: CHANNEL_ADVICE };
    const { advice } = new ChimeError(call, { kind: "notVisible", reason: "the reason" });
    assert.ok(sections.get(SECTION.notVisible)?.includes(withoutFormatting(advice)), advice);
  });

  it('quotes the advice for a banned member under "About channels"', () => {
    assert.ok(BANNED_ADVICE.length <= 300);
    assert.ok(sections.get("About channels")?.includes(withoutFormatting(BANNED_ADVICE)));
  });

  for (const kind of ["forbidden", "conflict"] as const) {
    it(`quotes the advice for channels and the failure ${kind} under "About channels"`, () => {
      for (const [operation, advice] of [
        ["DeleteChannelMembership", CHANNEL_ADVICE],
        ["DeleteAppInstanceUser", ENTITY_ADVICE],
        ...(kind === "conflict"
          ? ([
              ["DeleteChannelBan", ACCESS_ADVICE],
              ["AssociateChannelFlow", FLOW_ADVICE],
            ] as const)
          : []),
      ] as const) {
        const call = { operation, purpose: "remove it", advice };
        const error = new ChimeError(call, { kind, reason: "the reason" });
        assert.ok(sections.get("About channels")?.includes(withoutFormatting(error.advice)), error.advice);
      }
    });
  }
});

/** The errors of a create that finds what it would create. */
function whatExists(kind: string): ChimeError[] {
  return [
    membershipExists(conflict(), "ID", kind),
    entityExists(conflict(), "ID"),
    bearerIsMember(conflict(), { member: "member", kind }),
    bearerIsMember(conflict(), { member: "moderator", kind: "moderator" }),
  ];
}

function conflict(): ChimeError {
  const call = { operation: "CreateRoomMembership", purpose: "add a member" };
  return new ChimeError(call, { kind: "conflict", reason: "the reason" });
}

/** Removes quote marks, backslashes and line breaks. */
function withoutFormatting(text: string): string {
  return text.replaceAll(/^> /gm, "").replaceAll("\\", "").replaceAll(/\s+/g, " ");
}
