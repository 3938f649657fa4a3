import assert from "node:assert/strict";

import { UNKNOWN_VALUE } from "../../provider/schema/unknownValue";
import { TRANSIENT_ERRORS, rejectionOf } from "../support/failures";
import { Host, isNative, type Difference, type Properties } from "../support/host";
import { Room, type Ids } from "../support/room";

describe("RoomMembership hooks:", function () {
  this.timeout(60_000);

  let room: Room;
  let host: Host;
  let ana: Ids;
  beforeEach(async () => {
    room = await Room.open();
    host = await Host.start({ chime: room.chime, config: { "chime:readConsistencySeconds": "1" } });
    ana = room.user();
  });
  afterEach(async () => {
    await host.stop();
    await room.close();
  });

  const idOf = ({ accountId, roomId, memberId }: Ids): string => `${accountId}/${roomId}/${memberId}`;

  describe("check", () => {
    it("adds the default role and makes no calls", async () => {
      assert.deepEqual(await host.check({ ...ana }), { inputs: { ...ana, role: "Member" }, failures: [] });
      assert.deepEqual(room.operations(), []);
    });

    it("reports every invalid property at once", async () => {
      const { failures } = await host.check({ accountId: " ", roomId: 7, role: "Owner", rolle: "Member" });
      assert.deepEqual(failures, [
        "accountId must not be blank.",
        "roomId must be a string, not 7.",
        "memberId is required.",
        'role must be "Member" or "Administrator", not "Owner".',
        "There is no property rolle, only accountId, roomId, memberId, role, adoptExisting.",
      ]);
    });

    for (const invalid of ["", "\t", " a", "a\n", ".", ".."]) {
      it(`rejects ${JSON.stringify(invalid)} as an id`, async () => {
        const { failures } = await host.check({ ...ana, memberId: invalid });
        assert.equal(failures.length, 1);
        assert.match(failures[0]!, /^memberId must /);
      });
    }

    it("accepts unknown values", async () => {
      const unknown = {
        accountId: UNKNOWN_VALUE,
        roomId: UNKNOWN_VALUE,
        memberId: UNKNOWN_VALUE,
        role: UNKNOWN_VALUE,
      };
      assert.deepEqual(await host.check(unknown), { inputs: unknown, failures: [] });
    });

    it("reports invalid settings", async () => {
      const misconfigured = await Host.start({ chime: room.chime, config: { "chime:maxRetries": "many" } });
      try {
        const { failures } = await misconfigured.check({ ...ana });
        assert.match(failures.join(), /chime:maxRetries must be a whole number from 0 to 100, not "many"/);
      } finally {
        await misconfigured.stop();
      }
    });
  });

  describe("diff", () => {
    const diff = (changes: object, olds: object = {}): Promise<Difference> =>
      host.diff(
        idOf(ana),
        { ...ana, role: "Member", memberType: "User", ...olds },
        { ...ana, role: "Member", ...changes },
      );

    it("finds no difference between equal inputs", async () => {
      assert.deepEqual(await diff({}), { changes: false, replaces: [], deleteFirst: false });
    });

    for (const property of ["accountId", "roomId", "memberId"]) {
      it(`replaces a membership whose ${property} changes, and creates the new one first`, async () => {
        assert.deepEqual(await diff({ [property]: "other" }), {
          changes: true,
          replaces: [property],
          deleteFirst: false,
        });
      });

      it(`replaces a membership whose ${property} is unknown`, async () => {
        assert.deepEqual(await diff({ [property]: UNKNOWN_VALUE }), {
          changes: true,
          replaces: [property],
          deleteFirst: false,
        });
      });
    }

    it("updates a user's role in place", async () => {
      assert.deepEqual(await diff({ role: "Administrator" }), {
        changes: true,
        replaces: [],
        deleteFirst: false,
      });
    });

    it("replaces a bot whose role changes, and deletes the old one first, because only users' roles can be updated", async () => {
      assert.deepEqual(await diff({ role: "Administrator" }, { memberType: "Bot" }), {
        changes: true,
        replaces: ["role"],
        deleteFirst: true,
      });
    });
  });

  describe("create", () => {
    it("adds a member and stores no personal data", async () => {
      const { id, outputs } = await host.create({ ...ana, role: "Administrator" });
      assert.equal(id, idOf(ana));
      assert.deepEqual(room.members(), [
        { memberId: ana.memberId, memberType: "User", role: "Administrator" },
      ]);
      const { invitedBy, ...others } = outputs;
      assert.deepEqual(others, { ...ana, role: "Administrator", memberType: "User" });
      assert.equal(typeof invitedBy, "string");
    });

    it("escapes ids with special characters in the URL", async () => {
      const memberId = room.chime.state.addUser({ accountId: ana.accountId, userId: "a/b?c=d#e %2F+é" });
      const { id } = await host.create({ ...ana, memberId, role: "Member" });
      const next = await Host.start({ chime: room.chime });
      assert.deepEqual(
        room.members().map((member) => member.memberId),
        [memberId],
      );
      await next.delete(id, {}).finally(() => next.stop());
      assert.deepEqual(room.members(), []);
    });

    it("fails if the membership exists, and does not change it", async () => {
      room.chime.state.addMember({ ...ana, role: "Administrator" });
      await assert.rejects(host.create({ ...ana, role: "Administrator" }), /ConflictException \(HTTP 409/);
      assert.equal(room.roleOf(ana), "Administrator");
    });

    for (const fault of ["cut", "garbled"] as const) {
      it(`succeeds if its first answer was ${fault} and the retry conflicts`, async () => {
        const operation = "CreateRoomMembership";
        room.chime.faults.inject(
          fault === "cut" ? { operation, kind: "cut", when: "afterWrite" } : { operation, kind: "garbled" },
        );
        const { outputs } = await host.create({ ...ana, role: "Member" });
        assert.equal(outputs["memberType"], "User");
        assert.deepEqual(room.operations(), [operation, operation, "ListRoomMemberships"]);
      });
    }

    for (const [why, error] of [
      ["the member cannot be read back", "ForbiddenException"],
      ["the retry is refused", "UnauthorizedClientException"],
    ] as const) {
      it(`saves the membership if its answer is lost and ${why}`, async () => {
        const operation = "CreateRoomMembership";
        room.chime.faults.inject({ operation, kind: "cut", when: "afterWrite" });
        const next = error === "ForbiddenException" ? "ListRoomMemberships" : operation;
        room.chime.faults.inject({ operation: next, kind: "error", error });
        const failed = await rejectionOf(host.create({ ...ana, role: "Member" }));
        const { metadata } = failed as Error & { metadata: { get(key: string): unknown[] } };
        assert.equal(metadata.get("grpc-status-details-bin").length, 1);
        assert.equal(room.roleOf(ana), "Member");
      });
    }

    it("fails if the member exists and the earlier attempts were only throttled", async () => {
      room.chime.state.addMember(ana);
      room.chime.faults.inject({ operation: "*", kind: "error", error: "ThrottledClientException" });
      await assert.rejects(host.create({ ...ana, role: "Member" }), /ConflictException/);
    });

    it("fails if the member is older than the first attempt", async () => {
      let hoursAgo = 1;
      const oldRoom = await Room.open({ now: () => Date.now() - hoursAgo * 3_600_000 });
      const other = await Host.start({ chime: oldRoom.chime });
      try {
        const ids = oldRoom.user();
        oldRoom.chime.state.addMember(ids);
        hoursAgo = 0;
        oldRoom.chime.faults.inject({
          operation: "CreateRoomMembership",
          kind: "error",
          error: "ServiceFailureException",
        });
        await assert.rejects(other.create({ ...ids, role: "Member" }), /ConflictException/);
      } finally {
        await other.stop();
        await oldRoom.close();
      }
    });

    it("fails if the member has another role than declared", async () => {
      room.chime.state.addMember({ ...ana, role: "Administrator" });
      room.chime.faults.inject({ operation: "CreateRoomMembership", kind: "cut", when: "beforeWrite" });
      await assert.rejects(host.create({ ...ana, role: "Member" }), /ConflictException/);
      assert.equal(room.roleOf(ana), "Administrator");
    });
  });

  describe("read", () => {
    it("finds a member on the last page", async () => {
      for (let count = 0; count < 205; count++) room.chime.state.addMember(room.user());
      room.chime.state.addMember({ ...ana, role: "Administrator" });
      const { outputs, inputs } = await host.read(idOf(ana), { ...ana, role: "Member" });
      assert.equal(outputs["role"], "Administrator");
      assert.deepEqual(inputs, { ...ana, role: "Administrator" });
      assert.ok(room.chime.journal.count("ListRoomMemberships") <= 3);
    });

    it("reports that the member is gone", async () => {
      assert.equal((await host.read(idOf(ana), { ...ana, role: "Member" })).id, "");
    });

    it("reports that the member is gone if the room is gone", async () => {
      room.chime.state.removeRoom(ana);
      assert.equal((await host.read(idOf(ana), { ...ana, role: "Member" })).id, "");
    });

    it("fails if the member of a look-up is not in the room", async () => {
      await assert.rejects(host.read(idOf(ana), {}), /There is no membership/);
    });
  });

  describe("update", () => {
    const olds = (): object => ({ ...ana, role: "Member", memberType: "User" });

    it("changes the role in place", async () => {
      room.chime.state.addMember(ana);
      const outputs = await host.update(idOf(ana), { ...olds() }, { ...ana, role: "Administrator" });
      assert.equal(outputs["role"], "Administrator");
      assert.equal(room.roleOf(ana), "Administrator");
      assert.deepEqual(room.operations(), ["UpdateRoomMembership"]);
    });

    it("does not change a bot if only adoptExisting changes", async () => {
      const bot = { ...room.bot(), role: "Member" as const };
      room.chime.state.addMember(bot);
      const outputs = await host.update(
        idOf(bot),
        { ...bot, memberType: "Bot" },
        { ...bot, adoptExisting: true },
      );
      assert.deepEqual([outputs["role"], outputs["adoptExisting"]], ["Member", true]);
      assert.deepEqual(room.operations(), ["ListRoomMemberships"]);
    });

    it("completes an ambiguous create, whether or not the member was added", async () => {
      const bot = room.bot();
      room.chime.state.addMember(bot);
      await host.update(idOf(bot), { ...bot, role: "Administrator" }, { ...bot, role: "Administrator" });
      assert.equal(room.roleOf(bot), "Administrator");
      await host.update(idOf(ana), { ...ana, role: "Member" }, { ...ana, role: "Member" });
      assert.equal(room.roleOf(ana), "Member");
    });

    it("saves no role after an ambiguous outcome, so that a later update sets whichever is declared", async () => {
      room.chime.state.addMember(ana);
      const operation = "UpdateRoomMembership";
      room.chime.faults.inject({ operation, kind: "cut", when: "afterWrite" });
      room.chime.faults.inject({ operation, kind: "error", error: "UnauthorizedClientException" });
      const update = host.update(idOf(ana), { ...olds() }, { ...ana, role: "Administrator" });
      const failed = await rejectionOf(update);
      assert.match(failed.message, /may have been changed anyway/);
      const saved = host.partialState(failed);
      const { role, ...others } = olds() as Properties;
      assert.equal(role, "Member");
      assert.deepEqual(saved, others);
      for (const declared of ["Member", "Administrator"]) {
        const difference = await host.diff(idOf(ana), saved, { ...ana, role: declared });
        assert.deepEqual([difference.changes, difference.replaces], [true, []], declared);
      }
      await host.update(idOf(ana), saved, { ...ana, role: "Member" });
      assert.equal(room.roleOf(ana), "Member");
    });

    it("adds the member again if the member is gone", async () => {
      await host.update(idOf(ana), { ...olds() }, { ...ana, role: "Administrator" });
      assert.equal(room.roleOf(ana), "Administrator");
      assert.deepEqual(room.operations(), ["UpdateRoomMembership", "CreateRoomMembership"]);
    });
  });

  describe("delete", () => {
    it("removes the member with one call", async () => {
      room.chime.state.addMember(ana);
      await host.delete(idOf(ana), { ...ana, role: "Member" });
      assert.deepEqual(room.members(), []);
      assert.deepEqual(room.statuses("DeleteRoomMembership"), [204]);
    });

    it("succeeds if the member is already gone", async () => {
      await host.delete(idOf(ana), { ...ana, role: "Member" });
      assert.deepEqual(room.statuses("DeleteRoomMembership"), [404]);
    });

    it("succeeds if Amazon Chime answers 204 for a user who is not a member", async () => {
      const lenient = await Room.open({ missingMember: "noContent" });
      const other = await Host.start({ chime: lenient.chime });
      try {
        await other.delete(idOf(lenient.user()), {});
        assert.deepEqual(lenient.statuses("DeleteRoomMembership"), [204]);
      } finally {
        await other.stop();
        await lenient.close();
      }
    });

    it("removes the member after three 503s, a 429 and a connection that is cut after the write", async () => {
      room.chime.state.addMember(ana);
      const operation = "DeleteRoomMembership";
      room.chime.faults.inject({ operation, kind: "error", error: "ServiceUnavailableException", times: 3 });
      room.chime.faults.inject({ operation, kind: "error", error: "ThrottledClientException" });
      room.chime.faults.inject({ operation, kind: "cut", when: "afterWrite" });
      await host.delete(idOf(ana), { ...ana, role: "Member" });
      assert.deepEqual(room.members(), []);
      assert.deepEqual(room.statuses(operation), [503, 503, 503, 429, "cut", 404]);
    });

    for (const status of [403, 404] as const) {
      it(`fails after a ${status} that is not Amazon Chime's, because the member is still in the room`, async () => {
        room.chime.state.addMember(ana);
        room.chime.faults.inject({ operation: "DeleteRoomMembership", kind: "proxyError", status });
        await assert.rejects(host.delete(idOf(ana), {}), new RegExp(`not Amazon Chime's \\(HTTP ${status}`));
        assert.equal(room.roleOf(ana), "Member");
      });
    }

    it("fails after a login page with the status 200", async () => {
      room.chime.state.addMember(ana);
      room.chime.faults.inject({ operation: "DeleteRoomMembership", kind: "captivePortal" });
      await assert.rejects(host.delete(idOf(ana), {}), /not Amazon Chime's \(HTTP 200/);
      assert.equal(room.roleOf(ana), "Member");
    });
  });

  it("create adopts a member that PULUMI_CHIME_RECOVER names, even with adoptExisting: false, but no other member", async () => {
    const ben = room.user();
    for (const member of [ana, ben]) room.chime.state.addMember({ ...member, role: "Administrator" });
    const assertRefused = async (member: Ids): Promise<void> => {
      const { message } = await rejectionOf(host.create({ ...member, role: "Member" }));
      assert.match(message, /ConflictException/);
      assert.ok(message.includes(`\`PULUMI_CHIME_RECOVER="${idOf(member)}" pulumi up\``), message);
      assert.equal(room.roleOf(member), "Administrator");
    };
    for (const recover of ["true", `${idOf(ben)} ${idOf(ana)}`]) {
      await host.stop();
      host = await Host.start({ chime: room.chime, env: { PULUMI_CHIME_RECOVER: recover } });
      if (recover === "true") await assertRefused(ana);
      else {
        const { outputs } = await host.create({ ...ana, role: "Member", adoptExisting: false });
        assert.equal(outputs["role"], "Member");
        assert.equal(room.roleOf(ana), "Member");
      }
    }
    await host.stop();
    host = await Host.start({ chime: room.chime, env: { PULUMI_CHIME_RECOVER: idOf(ana) } });
    await assertRefused(ben);
  });

  describe("two resources with the same ids in one deployment", () => {
    const adoptingInputs = (): object => ({ ...ana, role: "Member", adoptExisting: true });

    it("cannot both create the membership, even at the same time", async () => {
      const outcomes = await Promise.allSettled([
        host.create({ ...adoptingInputs() }),
        host.create({ ...adoptingInputs() }),
      ]);
      assert.deepEqual(outcomes.map(({ status }) => status).sort(), ["fulfilled", "rejected"]);
      const [failed] = outcomes.filter((outcome) => outcome.status === "rejected");
      assert.match((failed!.reason as Error).message, /declared twice in this program/);
      assert.deepEqual(room.statuses("CreateRoomMembership"), [201]);
      assert.equal(room.chime.journal.count("UpdateRoomMembership"), 0);
      assert.equal(room.roleOf(ana), "Member");
    });

    it("cannot share it if one owns it since an earlier deployment", async () => {
      room.chime.state.addMember(ana);
      const state = { ...ana, role: "Member", memberType: "User" };
      const { inputs } = await host.check({ ...ana }, state);
      await host.diff(idOf(ana), state, inputs);
      await assert.rejects(host.create({ ...adoptingInputs() }), /declared twice in this program/);
    });

    it("do not remove the member if the new one adopts the member before the diff of the old one", async () => {
      room.chime.state.addMember(ana);
      await host.create({ ...adoptingInputs() });
      // The program rejects two such resources, unless it does not know their ids in time.
      const state = { ...ana, role: "Member", memberType: "User" };
      const { inputs } = await host.check({ ...ana }, state);
      assert.equal((await host.diff(idOf(ana), state, inputs)).replaces.length, 0);
      await host.delete(idOf(ana), state);
      assert.equal(room.roleOf(ana), "Member");
      assert.equal(room.chime.journal.count("DeleteRoomMembership"), 0);
    });

    it("do not conflict if they are one resource whose replacement was interrupted after its delete", async () => {
      const state = { ...ana, role: "Member", memberType: "User" };
      const { inputs } = await host.check({ ...ana });
      await host.diff(idOf(ana), state, inputs);
      await host.create(inputs);
      assert.equal(room.roleOf(ana), "Member");
    });

    it("can follow each other if the first one fails, or if the new one adopts the member of the old one", async () => {
      room.chime.faults.inject({ operation: "*", kind: "error", error: "ForbiddenException" });
      await assert.rejects(host.create({ ...adoptingInputs() }), /ForbiddenException/);
      await host.create({ ...adoptingInputs() });
      await host.delete(idOf(ana), { ...ana, role: "Member" });
      assert.equal(room.roleOf(ana), "Member");
      assert.equal(room.chime.journal.count("DeleteRoomMembership"), 0);
    });
  });

  const HOOKS: Record<string, { operation: string; run: () => Promise<unknown>; before?: () => void }> = {
    create: { operation: "CreateRoomMembership", run: () => host.create({ ...ana, role: "Member" }) },
    read: {
      operation: "ListRoomMemberships",
      run: () => host.read(idOf(ana), { ...ana, role: "Member" }),
      before: () => {
        room.chime.state.addMember(ana);
      },
    },
    update: {
      operation: "UpdateRoomMembership",
      run: () =>
        host.update(
          idOf(ana),
          { ...ana, role: "Member", memberType: "User" },
          { ...ana, role: "Administrator" },
        ),
      before: () => {
        room.chime.state.addMember(ana);
      },
    },
    delete: {
      operation: "DeleteRoomMembership",
      run: () => host.delete(idOf(ana), { ...ana, role: "Member" }),
      before: () => {
        room.chime.state.addMember(ana);
      },
    },
  };

  for (const [hook, { operation, run, before }] of Object.entries(HOOKS)) {
    describe(`${hook}, if ${operation} fails,`, () => {
      beforeEach(() => before?.());

      for (const error of TRANSIENT_ERRORS) {
        it(`retries after ${error}`, async () => {
          room.chime.faults.inject({ operation: "*", kind: "error", error });
          await run();
          assert.equal(room.chime.journal.count({ operation }), 2);
        });
      }

      for (const fault of [
        { kind: "cut", when: "beforeWrite" },
        { kind: "proxyError", status: 502 },
      ] as const) {
        it(`retries after ${fault.kind === "cut" ? "a connection cut before the write" : "a proxy's 502"}`, async () => {
          room.chime.faults.inject({ operation: "*", ...fault });
          await run();
          assert.equal(room.chime.journal.count({ operation }), 2);
        });
      }
    });
  }

  describe("a service without an answer", () => {
    it("causes an error with the number of attempts after the configured retries", async () => {
      const limitedHost = await Host.start({ chime: room.chime, config: { "chime:maxRetries": "2" } });
      try {
        await room.chime.goAway();
        const { message } = await rejectionOf(limitedHost.delete(idOf(ana), {}));
        assert.match(message, /no answer to DeleteRoomMembership .* after 3 attempts/);
        assert.match(
          message,
          /Nothing listens at http:\/\/127\.0\.0\.1:\d+: start it, or correct AWS_ENDPOINT_URL_CHIME/,
        );
        assert.match(message, /stays in the Pulumi state/);
      } finally {
        await limitedHost.stop();
      }
    });

    it("causes an error after chime:maxRetrySeconds, even if retries are left", async () => {
      const config = { "chime:maxRetries": "100", "chime:maxRetrySeconds": "1" };
      const limitedHost = await Host.start({ chime: room.chime, config });
      try {
        const error = "ServiceUnavailableException";
        room.chime.faults.inject({ operation: "*", kind: "error", error, times: "always" });
        await assert.rejects(limitedHost.delete(idOf(ana), {}), /ServiceUnavailableException/);
        const { length } = room.chime.journal.calls();
        assert.ok(length > 1 && length < 50, `there were ${length} attempts`);
      } finally {
        await limitedHost.stop();
      }
    });

    it("is called again after chime:requestTimeoutSeconds", async () => {
      room.chime.state.addMember(ana);
      const limitedHost = await Host.start({
        chime: room.chime,
        config: { "chime:requestTimeoutSeconds": "1" },
      });
      try {
        room.chime.faults.inject({ operation: "DeleteRoomMembership", kind: "hang", when: "beforeWrite" });
        await limitedHost.delete(idOf(ana), {});
        assert.deepEqual(room.members(), []);
      } finally {
        await limitedHost.stop();
      }
    });

    it("is called again until it is back", async () => {
      room.chime.state.addMember(ana);
      await room.chime.goAway();
      const deleted = host.delete(idOf(ana), {});
      await room.chime.comeBack();
      await deleted;
      assert.deepEqual(room.members(), []);
    });
  });

  it("an error prints one line without a stack trace, in addition to the engine's message", async function () {
    if (isNative()) this.skip();
    room.chime.faults.inject({ operation: "*", kind: "error", error: "ForbiddenException" });
    await assert.rejects(host.delete(idOf(ana), {}));
    assert.equal(
      host.errorOutput.trim(),
      "DeleteRoomMembership failed: its resource's own message says why, and what to do.",
    );
  });

  it("32 concurrent deletes succeed although half of the calls fail", async () => {
    const team = Array.from({ length: 32 }, () => room.user());
    for (const member of team) {
      room.chime.state.addMember(member);
      room.chime.faults.inject({ operation: "*", kind: "error", error: "ServiceUnavailableException" });
    }
    await Promise.all(team.map((member) => host.delete(idOf(member), {})));
    assert.deepEqual(room.members(), []);
  });
});
