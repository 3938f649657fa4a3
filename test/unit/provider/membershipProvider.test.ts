import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { ChimeSession } from "../../../provider/aws/session";
import type { Properties } from "../../../provider/schema/properties";
import { PROVIDER_TEXT } from "../../../provider/schema/providerText";
import { UNKNOWN_VALUE } from "../../../provider/schema/unknownValue";
import { CHANNEL_MEMBERSHIPS } from "../../../provider/reconcile/definitions/channelDefinitions";
import { ROOM_MEMBERSHIPS } from "../../../provider/reconcile/definitions/roomDefinitions";
import { MembershipProvider } from "../../../provider/reconcile/membership/membershipProvider";
import { PartialFailure } from "../../../provider/reconcile/partialFailure";
import { Ledger, type DeploymentKind } from "../../../provider/ownership/ledger";
import { Ownership } from "../../../provider/ownership/ownership";
import { rejectionOf } from "../../support/failures";
import { failed, ScriptedRoom, sessionOf } from "../../support/scriptedRoom";

const ROOM = { accountId: "account", roomId: "room" };
const idOf = (memberId: string): string => `account/room/${memberId}`;
const inputsOf = (memberId: string, overrides: Properties = {}): Properties => ({
  ...ROOM,
  memberId,
  role: "Member",
  ...overrides,
});
const stateOf = (memberId: string, overrides: Properties = {}): Properties =>
  inputsOf(memberId, { memberType: "User", ...overrides });

describe("MembershipProvider of channels", () => {
  const APP = "arn:aws:chime:us-east-1:111122223333:app-instance/app";
  const [chimeBearer, ana] = [`${APP}/user/deployer`, `${APP}/user/ana`];
  const inputs = (memberArn: string, more: Properties = {}): Properties => ({
    channelArn: `${APP}/channel/launch`,
    memberArn,
    chimeBearer,
    ...more,
  });
  /** The messages of checks in a deployment of this kind. */
  const messagesOf = async (
    kind: DeploymentKind,
    ...checked: [news: Properties, olds?: Properties][]
  ): Promise<string[]> => {
    const folder = mkdtempSync(join(tmpdir(), "chime-ledgers-"));
    const messages: string[] = [];
    const say = (text: string): void => void messages.push(text);
    const progress = { say, warn: say };
    const session = sessionOf(new ScriptedRoom());
    const hooks = new MembershipProvider(
      CHANNEL_MEMBERSHIPS,
      session,
      new Ownership("engine", folder),
      progress,
    );
    new Ledger("engine", "program", folder).addDeployment(kind);
    for (const [news, olds = {}] of checked) assert.deepEqual((await hooks.check(olds, news)).failures, []);
    rmSync(folder, { recursive: true });
    return messages;
  };

  it("says in the preview that a new member who is the bearer may need adoptExisting", async () => {
    for (const channelArn of [`${APP}/channel/launch`, UNKNOWN_VALUE])
      assert.match(
        (await messagesOf("preview", [inputs(chimeBearer, { channelArn })])).join(),
        /user\/deployer is the chimeBearer\. .* it is a member already: this resource then needs adoptExisting\.$/,
      );
  });

  it("does not say so of others, of a membership in the state, with adoptExisting, or in an update", async () => {
    const [news, unknown] = [inputs(chimeBearer), inputs(UNKNOWN_VALUE, { chimeBearer: UNKNOWN_VALUE })];
    const adopting = inputs(chimeBearer, { adoptExisting: true });
    const silent = await messagesOf("preview", [inputs(ana)], [news, news], [adopting], [unknown]);
    assert.deepEqual([...silent, ...(await messagesOf("update", [news]))], []);
  });
});

describe("MembershipProvider", () => {
  let folder: string;
  let room: ScriptedRoom;
  let hooks: MembershipProvider<typeof ROOM>;
  let messages: string[];
  let ownership: Ownership;
  const startDeployment = (settings: Partial<ChimeSession["settings"]> = {}): void => {
    ownership = new Ownership("engine", folder);
    const say = (text: string): void => void messages.push(text);
    const progress = { say, warn: say };
    hooks = new MembershipProvider(ROOM_MEMBERSHIPS, sessionOf(room, settings), ownership, progress);
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "chime-ledgers-"));
    room = new ScriptedRoom();
    messages = [];
    startDeployment();
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const check = async (inputs: Properties, olds: Properties = {}): Promise<Properties> =>
    (await hooks.check(olds, inputs)).inputs!;

  describe("check", () => {
    it("declares only the new id if the state is that of another provider", async () => {
      await check(inputsOf("ana"), { name: "Launch" });
      const texts = readdirSync(folder).map((file) => readFileSync(join(folder, file), "utf8"));
      assert.match(texts.join(""), /^checked\ncontentsDeclared \S+\ndesired \S+\n$/);
    });
  });

  describe("diff", () => {
    it("returns an update if only adoptExisting differs", async () => {
      const difference = await hooks.diff(
        idOf("ana"),
        stateOf("ana"),
        inputsOf("ana", { adoptExisting: true }),
      );
      assert.deepEqual(difference, { changes: true, replaces: [], deleteBeforeReplace: false });
    });

    it("replaces the membership of another member by creating first, even if the role of a bot differs too", async () => {
      const bot = stateOf("bot", { memberType: "Bot" });
      const difference = await hooks.diff(idOf("bot"), bot, inputsOf("other", { role: "Administrator" }));
      assert.deepEqual(difference.replaces, ["memberId", "role"]);
      assert.equal(difference.deleteBeforeReplace, false);
    });

    it("accepts a state without properties", async () => {
      const difference = await hooks.diff(idOf("ana"), {}, inputsOf("ana"));
      assert.equal(difference.changes, true);
    });

    it("leaves the id, so that delete does not mistake a new resource with that id for its own replacement", async () => {
      room.add("ana");
      await check(inputsOf("ana"));
      await hooks.diff(idOf("ana"), stateOf("ana"), inputsOf("ben"));
      const { message } = await rejectionOf(hooks.delete(idOf("ana"), stateOf("ana")));
      assert.match(
        message,
        /^Did not remove member ana from room room \(account account\): another resource/,
      );
      assert.ok(room.members.has("ana"));
    });
  });

  describe("diff of a membership that is declared again", () => {
    const removal = {
      kind: "membership" as const,
      what: "remove it",
      remove: () => Promise.resolve(),
      find: () => Promise.resolve({}),
    };
    /** The outcome of its delete by another provider, which asks the ledger of this one. */
    const outcomeElsewhere = async (id: string): Promise<string> =>
      new Ownership("engine", folder).remove(id, removal).catch((error: unknown) => String(error));

    it("retains a membership that is not replaced", async () => {
      await check(inputsOf("ana"), inputsOf("ana"));
      await hooks.diff(idOf("ana"), stateOf("ana"), inputsOf("ana", { role: "Administrator" }));
      assert.equal(ownership.isOwned(idOf("ana")), true);
      assert.equal(await outcomeElsewhere(idOf("ana")), "owned");
    });

    it("lets another provider delete a bot first whose role changes", async () => {
      await check(inputsOf("bot", { role: "Administrator" }), inputsOf("bot"));
      const bot = stateOf("bot", { memberType: "Bot" });
      await hooks.diff(idOf("bot"), bot, inputsOf("bot", { role: "Administrator" }));
      assert.equal(ownership.isOwned(idOf("bot")), false);
      assert.equal(await outcomeElsewhere(idOf("bot")), "removed");
    });

    it("does not retain a membership whose create had an ambiguous outcome", async () => {
      await check(inputsOf("ana"), inputsOf("ana"));
      const pending = inputsOf("ana", { createStarted: "2026-01-01T00:00:01.000Z" });
      await hooks.diff(idOf("ana"), pending, inputsOf("ana"));
      assert.equal(ownership.isOwned(idOf("ana")), false);
      assert.match(await outcomeElsewhere(idOf("ana")), /^Declared by another resource$/);
    });
  });

  it("says which membership is declared twice", async () => {
    await hooks.create(inputsOf("ana"));
    const { message } = await rejectionOf(hooks.create(inputsOf("ana")));
    assert.match(
      message,
      /^The membership account\/room\/ana \(account\/room\/member\) is declared twice in .* the same accountId, roomId and memberId\..* If a replacement was interrupted/,
    );
  });

  describe("delete", () => {
    it("waits for a concurrent create, and removes nothing because the new resource owns the member", async () => {
      let end!: () => void;
      room.next("create", () => new Promise<void>((resolve) => (end = resolve)));
      const created = hooks.create(await check(inputsOf("ana")));
      const deleted = hooks.delete(idOf("ana"), stateOf("ana"));
      await new Promise(setImmediate);
      assert.deepEqual(room.calls, ["create ana"]);
      end();
      await Promise.all([created, deleted]);
      assert.deepEqual([...room.members.keys()], ["ana"]);
    });

    it("waits for a concurrent update", async () => {
      room.add("ana");
      let end!: () => void;
      room.next("change", () => new Promise<void>((resolve) => (end = resolve)));
      const updated = hooks.update(idOf("ana"), stateOf("ana"), inputsOf("ana", { role: "Administrator" }));
      const deleted = hooks.delete(idOf("ana"), stateOf("ana"));
      await new Promise(setImmediate);
      assert.deepEqual(room.calls, ["change ana"]);
      end();
      await Promise.all([updated, deleted]);
      assert.equal(room.members.get("ana")?.role, "Administrator");
    });
  });

  describe("create with an ambiguous outcome", () => {
    const unknown = failed("unreachable", { outcomeUnknown: true });

    it("records the time by the service's clock, and reads once if no answer has shown the clock", async () => {
      room.timeIsKnown = false;
      room.clockOffset = Date.UTC(2026, 0, 1) - performance.now();
      room.next("create", unknown);
      room.next("look", () => {
        room.timeIsKnown = true;
      });
      const failure = await rejectionOf(hooks.create(inputsOf("ana")));
      assert.ok(failure instanceof PartialFailure);
      assert.deepEqual(room.calls, ["create ana", "look ana"]);
      const { createStarted, ...rest } = failure.properties;
      assert.deepEqual(rest, inputsOf("ana"));
      assert.match(String(createStarted), /^2026-01-01T00:00:0\d\.\d{3}Z$/);
    });

    it("records the resource even if that read fails, and does not read if the clock is known", async () => {
      room.timeIsKnown = false;
      room.next("create", unknown);
      room.next("look", failed("forbidden"));
      const failure = await rejectionOf(hooks.create(inputsOf("ana")));
      assert.ok(failure instanceof PartialFailure);
      assert.equal(failure.id, idOf("ana"));
      room.timeIsKnown = true;
      room.next("create", unknown);
      await rejectionOf(hooks.create(inputsOf("ben")));
      assert.deepEqual(room.calls, ["create ana", "look ana", "create ben"]);
    });

    it("records no time with adoptExisting, because it may adopt any existing member", async () => {
      room.next("create", unknown);
      const inputs = inputsOf("ana", { adoptExisting: true });
      const failure = await rejectionOf(hooks.create(inputs));
      assert.ok(failure instanceof PartialFailure);
      assert.deepEqual(failure.properties, inputs);
    });

    it("does not own the member, so the delete of another entry fails and leaves the member", async () => {
      await hooks.check({}, inputsOf("ana"));
      room.next("create", unknown);
      await rejectionOf(hooks.create(inputsOf("ana")));
      room.add("ana");
      const failure = await rejectionOf(hooks.delete(idOf("ana"), stateOf("ana")));
      assert.match(failure.message, /another resource of this program declares it/);
      assert.ok(!room.calls.some((call) => call.startsWith("remove")));
    });

    it("owns the member with adoptExisting, so the delete of another entry succeeds and leaves the member", async () => {
      room.next("create", unknown);
      await rejectionOf(hooks.create(inputsOf("ana", { adoptExisting: true })));
      room.add("ana");
      await hooks.delete(idOf("ana"), stateOf("ana"));
      assert.deepEqual(room.calls, ["create ana"]);
    });

    it("reports its reason and its cause to the engine", async () => {
      room.next("create", unknown);
      const failure = await rejectionOf(hooks.create(inputsOf("ana")));
      assert.ok(failure instanceof PartialFailure);
      assert.deepEqual([failure.reasons, failure.message], [[unknown.message], unknown.message]);
      assert.equal(failure.cause, unknown);
    });

    it("makes read and delete drop a member that existed before from the state, with a message", async () => {
      room.add("ana", "Member", { updatedAt: new Date("2026-01-01T00:00:00Z") });
      const pending = inputsOf("ana", { createStarted: "2026-01-01T00:00:01.000Z" });
      assert.deepEqual(await hooks.read(idOf("ana"), pending), {});
      await hooks.delete(idOf("ana"), pending);
      assert.ok(room.members.has("ana"));
      const message = "The membership account/room/ana existed before this stack tried to create it.";
      assert.deepEqual(
        messages.map((text) => text.slice(0, message.length)),
        [message, message],
      );
    });

    it("makes update fail for a member that existed before, unless it may adopt the member", async () => {
      room.add("ana", "Member", { updatedAt: new Date("2026-01-01T00:00:00Z") });
      const pending = inputsOf("ana", { createStarted: "2026-01-01T00:00:01.000Z" });
      const { message } = await rejectionOf(hooks.update(idOf("ana"), pending, inputsOf("ana")));
      assert.match(message, /It was added outside Pulumi/);
      await hooks.update(idOf("ana"), pending, inputsOf("ana", { adoptExisting: true }));
      assert.equal(ownership.isOwned(idOf("ana")), true);
    });

    it("makes update throw the conflict if it may adopt the member, but cannot find the member", async () => {
      const pending = inputsOf("ana", { createStarted: "2026-01-01T00:00:01.000Z" });
      const conflict = failed("conflict");
      room.next("create", conflict);
      const update = hooks.update(idOf("ana"), pending, inputsOf("ana", { adoptExisting: true }));
      assert.equal(await rejectionOf(update), conflict);
    });

    it("makes delete remove a member that was added later, or at an unknown time", async () => {
      const pending = inputsOf("ana", { createStarted: "2026-01-01T00:00:01.000Z" });
      for (const updatedAt of [new Date("2026-01-01T00:00:01.000Z"), undefined]) {
        room.add("ana", "Member", { updatedAt });
        await hooks.delete(idOf("ana"), pending);
        assert.ok(!room.members.has("ana"));
      }
      assert.deepEqual(messages, []);
    });
  });

  describe("read, with the provider text of this package and an id of another format,", () => {
    const foreign = stateOf("ana", { __provider: PROVIDER_TEXT.RoomMembership });

    it("fails, because another provider created the resource", async () => {
      const { message } = await rejectionOf(hooks.read("foreign", foreign));
      assert.match(message, /another provider created it/);
      assert.deepEqual(room.calls, []);
    });

    it("does not report another provider for a look-up, which has only the id", async () => {
      const { message } = await rejectionOf(hooks.read("foreign", { ...foreign, memberId: undefined }));
      assert.doesNotMatch(message, /another provider/);
    });
  });
});
