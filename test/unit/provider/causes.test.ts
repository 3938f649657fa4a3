import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { ApiCaller } from "../../../provider/aws/call/apiCaller";
import { UNOBSERVED } from "../../../provider/aws/call/callObserver";
import { FallbackBearer } from "../../../provider/aws/channels/fallbackBearer";
import {
  asChimeError,
  chimeErrorOf,
  isOutcomeUnknown,
  readBackFailed,
} from "../../../provider/aws/errors/chimeError";
import { ConfigurationError } from "../../../provider/aws/errors/configurationError";
import { VisibleAccounts } from "../../../provider/aws/visibleAccounts";
import { Ownership } from "../../../provider/ownership/ownership";
import { resourceProviders } from "../../../provider/plugin/resourceProviders";
import { withReadableErrors } from "../../../provider/plugin/readableErrors";
import { ROOM_MEMBERSHIPS } from "../../../provider/reconcile/definitions/roomDefinitions";
import { EntityProvider } from "../../../provider/reconcile/entity/entityProvider";
import { MembershipProvider } from "../../../provider/reconcile/membership/membershipProvider";
import { RosterProvider } from "../../../provider/reconcile/roster/rosterProvider";
import { rosterError, applyingTo } from "../../../provider/reconcile/roster/rosterError";
import type { Log } from "../../../provider/reporting/log";
import { reportTrace } from "../../../provider/reporting/trace";
import { UserError } from "../../../provider/schema/userError";
import { rejectionOf } from "../../support/failures";
import { failed, ScriptedRoom, sessionOf } from "../../support/scriptedRoom";
import { ScriptedThings, thingsIn } from "../../support/scriptedThings";

const CALL = { operation: "AnyCall", purpose: "do it" };
const ROOM = { accountId: "account", roomId: "room" };
const MEMBERSHIP = { ...ROOM, memberId: "ana", role: "Member" };
const THING = { account: "a", shape: "round", name: "Thing", caller: "c", thingId: "x" };
const PROGRESS = { say: () => undefined, warn: () => undefined, show: () => undefined };

/** An error and all its causes. */
function chainOf(error: unknown): unknown[] {
  if (!(error instanceof Error)) return [];
  const causes: unknown[] = error instanceof AggregateError ? error.errors : [];
  return [error, ...[error.cause, ...causes].flatMap(chainOf)];
}

function assertCausedBy(error: unknown, ...causes: Error[]): void {
  const chain = chainOf(error);
  assert.notEqual(chain[0], causes[0]);
  for (const cause of causes) assert.ok(chain.includes(cause), `${cause.message} is lost`);
}

describe("The cause of an error", () => {
  let folder: string;
  let room: ScriptedRoom;
  let ownership: Ownership;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "chime-ledgers-"));
    ownership = new Ownership("engine", folder);
    room = new ScriptedRoom();
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  const memberships = (): MembershipProvider<typeof ROOM> =>
    new MembershipProvider(ROOM_MEMBERSHIPS, sessionOf(room), ownership, PROGRESS);
  const rosters = (): RosterProvider<typeof ROOM> =>
    new RosterProvider(ROOM_MEMBERSHIPS, sessionOf(room), ownership, PROGRESS);

  it("is kept by the error of a failed call, also if the credentials failed", async () => {
    const cause = new Error("reset");
    const caller = new ApiCaller(5, UNOBSERVED);
    assertCausedBy(await rejectionOf(caller.call(CALL, 200, () => Promise.reject(cause))), cause);
    const unsent = new ConfigurationError("the role gave none", "credentials", "Check it.", cause);
    assertCausedBy(chimeErrorOf(CALL, unsent, 0), unsent, cause);
    assertCausedBy(asChimeError(cause, CALL), cause);
    assertCausedBy(readBackFailed(CALL, cause), cause);
    const error = failed("conflict");
    assertCausedBy(error.with({ kind: "unknown" }), error);
  });

  it("includes both answers if a 404 comes from an account that is not visible", async () => {
    const [notFound, check] = [failed("notFound"), failed("forbidden")];
    const accounts = new VisibleAccounts("the account", () => Promise.reject(check));
    assertCausedBy(await rejectionOf(accounts.confirming("a", Promise.reject(notFound))), notFound, check);
  });

  it("includes both refusals if the bearer and the fallback bearer are refused", async () => {
    const arn = "arn:aws:chime:us-east-1:111122223333:app-instance/i";
    const fallback = new FallbackBearer(`${arn}/user/other`);
    const channel = {
      channelArn: `${arn}/channel/c`,
      chimeBearer: `${arn}/user/own`,
      fromState: true,
    } as const;
    const refusals = [failed("forbidden"), failed("forbidden")];
    const answers = [...refusals];
    const call = (): Promise<never> => Promise.reject(answers.shift()!);
    assertCausedBy(await rejectionOf(fallback.call(channel, call)), ...refusals);
  });

  it("is kept by the errors of a membership that exists, is declared twice, or may have been created", async () => {
    const conflict = failed("conflict");
    room.next("create", conflict);
    assertCausedBy(await rejectionOf(memberships().create(MEMBERSHIP)), conflict);
    const ambiguousConflict = failed("conflict", { outcomeUnknown: true });
    room.next("create", ambiguousConflict);
    assertCausedBy(await rejectionOf(memberships().create(MEMBERSHIP)), ambiguousConflict);
    const hooks = memberships();
    ownership.recordCreated(["account/room/ana"]);
    await hooks.check(MEMBERSHIP, MEMBERSHIP);
    await hooks.diff("account/room/ana", { ...MEMBERSHIP, memberType: "User" }, MEMBERSHIP);
    room.next("create", conflict);
    assertCausedBy(await rejectionOf(hooks.create(MEMBERSHIP)), conflict);
    const unknown = failed("unreachable", { outcomeUnknown: true });
    room.next("change", unknown);
    assertCausedBy(
      await rejectionOf(hooks.update("account/room/ana", { ...MEMBERSHIP, memberType: "User" }, MEMBERSHIP)),
      unknown,
    );
    const again = failed("throttled");
    room.next("change", failed("notFound"));
    room.next("create", again);
    assertCausedBy(
      await rejectionOf(hooks.update("account/room/ana", { ...MEMBERSHIP, memberType: "User" }, MEMBERSHIP)),
      again,
    );
  });

  it("is kept by the errors of an entity that exists, may have been created, or is gone", async () => {
    const things = new ScriptedThings();
    const [definition, session] = thingsIn(things);
    const hooks = new EntityProvider(definition, session, ownership, PROGRESS);
    const errors = [failed("conflict"), failed("unreachable", { outcomeUnknown: true })];
    for (const error of errors) {
      things.next("create", error);
      assertCausedBy(await rejectionOf(hooks.create(THING)), error);
    }
    const gone = failed("notFound");
    things.next("update", gone);
    const state = { ...THING, id: "a/x", token: "t" };
    assertCausedBy(await rejectionOf(hooks.update("a/x", state, { ...state, name: "New" })), gone);
  });

  it("includes one error of each kind if changes of a roster fail", async () => {
    const [ana, ben] = [failed("forbidden"), failed("throttled")];
    const failures = new Map([
      ["ana", { action: "add", error: ana } as const],
      ["ben", { action: "add", error: ben } as const],
    ]);
    assertCausedBy(rosterError(applyingTo({ parent: "room r", noun: "member" }), failures, 2), ana, ben);
    room.refusals.set("ana", ana);
    assertCausedBy(await rejectionOf(rosters().create({ ...ROOM, members: { ana: "Member" } })), ana);
  });

  describe("that is a bug of this package", () => {
    const bug = new TypeError("x is undefined");

    it("is reported as a bug by a hook", async () => {
      const log = { info: () => undefined, status: () => undefined, warn: () => undefined };
      const hooks = withReadableErrors(memberships(), log, () => false);
      room.next("remove", bug);
      const error = await rejectionOf(hooks.delete("account/room/ana", { ...MEMBERSHIP }));
      assert.ok(error instanceof UserError);
      assertCausedBy(error, bug);
      assert.equal(
        error.message,
        "Could not delete the resource: internal error in pulumi-chime (TypeError: x is undefined). This is a bug. " +
          "Please report it with the stack shown with PULUMI_CHIME_DEBUG=true.",
      );
      assert.equal(String(error), "Internal error in pulumi-chime");
    });

    it("is reported as a bug by a roster, whose member may have been added", async () => {
      room.next("createAll", bug);
      const error = await rejectionOf(rosters().create({ ...ROOM, members: { ana: "Member" } }));
      assertCausedBy(error, bug);
      assert.match(
        error.message,
        /add member ana: internal error in pulumi-chime \(TypeError: x is undefined\)\.\nThis is a bug\./,
      );
      assert.doesNotMatch(error.message, /request id/);
      assert.deepEqual((error as Error & { properties: object }).properties, {
        ...ROOM,
        members: { ana: "Unconfirmed" },
      });
    });

    it("is reported as a bug by a call, which may have taken effect", async () => {
      const caller = new ApiCaller(5, UNOBSERVED);
      const reply = { $metadata: { httpStatusCode: 200, requestId: "id" } };
      const error = await rejectionOf(
        caller.call(
          CALL,
          200,
          () => Promise.resolve(reply),
          () => {
            throw bug;
          },
        ),
      );
      assert.match(error.message, /^Could not do it: internal error in pulumi-chime/);
      assert.ok(isOutcomeUnknown(error));
      assertCausedBy(error, bug);
    });

    it("is distinguished from errors of AWS and of the settings", () => {
      const parsing = Object.assign(new TypeError("Expected a string"), {
        $metadata: { httpStatusCode: 200 },
      });
      const header = Object.assign(new TypeError("Invalid character"), { code: "ERR_INVALID_CHAR" });
      for (const error of [parsing, header, new Error("reset")])
        assert.notEqual(chimeErrorOf(CALL, error, 0).kind, "internal");
    });
  });

  describe("with PULUMI_CHIME_DEBUG", () => {
    let infos: string[];
    let log: Log;
    beforeEach(() => {
      infos = [];
      log = { info: (text) => infos.push(text), status: () => undefined, warn: () => undefined };
    });
    afterEach(() => {
      delete process.env["PULUMI_CHIME_DEBUG"];
    });

    it("is shown after the error, each with its stack, even for a create, for which the host prints no stack", async () => {
      process.env["PULUMI_CHIME_DEBUG"] = "true";
      const cause = new Error("it was reset\nThe whole answer: secret");
      room.next("create", chimeErrorOf(CALL, cause, 0));
      const hooks = withReadableErrors(memberships(), log, () => false);
      await rejectionOf(hooks.create(MEMBERSHIP));
      assert.equal(infos.length, 1);
      assert.match(
        infos[0]!,
        /^ChimeError: Could not do it: .*\n +at .*\n(.*\n)*Caused by: Error: it was reset\n +at /,
      );
      assert.doesNotMatch(infos[0]!, /secret/);
    });

    it("is shown without email addresses, and with every branch of an AggregateError", () => {
      process.env["PULUMI_CHIME_DEBUG"] = "true";
      const causes = [new Error("of ana@example.com"), "no error at all"];
      reportTrace(log, new UserError("Both failed.", "Failed", { cause: new AggregateError(causes, "Two") }));
      const lines = infos[0]!.split("\n").filter((line) => !/^\s+at /.test(line));
      assert.deepEqual(lines, [
        "Error: Both failed.",
        "Caused by: AggregateError: Two",
        "Caused by: Error: of (email address)",
        "Caused by: no error at all",
      ]);
    });

    it("is shown by the hooks of every resource, and not without the variable", async () => {
      const hooks = Object.values(resourceProviders(log, ownership));
      const fail = (): Promise<unknown[]> =>
        Promise.all(hooks.map((provider) => rejectionOf(provider.read("no id", { __provider: "another" }))));
      await fail();
      assert.deepEqual(infos, []);
      process.env["PULUMI_CHIME_DEBUG"] = "true";
      await fail();
      assert.equal(infos.length, hooks.length);
    });
  });
});
