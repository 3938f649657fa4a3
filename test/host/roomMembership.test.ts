import assert from "node:assert/strict";

import { UNKNOWN_VALUE } from "../../provider/schema/unknownValue";
import { PASSING, rejectionOf } from "../support/failures";
import { Host, type Difference } from "../support/host";
import { Room, type Ids } from "../support/room";

// The hooks in Pulumi's own host, over gRPC as the engine calls them, with the real SDK against the emulator.
describe("The hooks of a RoomMembership, in Pulumi's host of dynamic providers", function () {
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
    it("fills in the default role and touches nothing", async () => {
      assert.deepEqual(await host.check({ ...ana }), { inputs: { ...ana, role: "Member" }, failures: [] });
      assert.deepEqual(room.operations(), []);
    });

    it("reports all that is wrong at once, each with its property", async () => {
      const { failures } = await host.check({ accountId: " ", roomId: 7, role: "Owner", rolle: "Member" });
      assert.deepEqual(failures, [
        "accountId: accountId must not be blank.",
        "roomId: roomId must be a string, not 7.",
        "memberId: memberId is required.",
        'role: role must be "Member" or "Administrator", not "Owner".',
        "rolle: there is no property rolle, only accountId, roomId, memberId, role, adoptExisting.",
      ]);
    });

    for (const wrong of ["", "\t", " a", "a\n", ".", ".."]) {
      it(`refuses ${JSON.stringify(wrong)} as an id`, async () => {
        const { failures } = await host.check({ ...ana, memberId: wrong });
        assert.equal(failures.length, 1);
        assert.match(failures[0]!, /^memberId: memberId must /);
      });
    }

    it("lets values pass that are not known yet", async () => {
      const unknown = {
        accountId: UNKNOWN_VALUE,
        roomId: UNKNOWN_VALUE,
        memberId: UNKNOWN_VALUE,
        role: UNKNOWN_VALUE,
      };
      assert.deepEqual(await host.check(unknown), { inputs: unknown, failures: [] });
    });

    it("reports settings that cannot be used", async () => {
      const wrong = await Host.start({ chime: room.chime, config: { "chime:maxRetries": "many" } });
      try {
        const { failures } = await wrong.check({ ...ana });
        assert.match(failures.join(), /chime:maxRetries must be a whole number from 0 to 100, not "many"/);
      } finally {
        await wrong.stop();
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

    it("sees no change where there is none", async () => {
      assert.deepEqual(await diff({}), { changes: false, replaces: [], deleteFirst: false });
    });

    for (const property of ["accountId", "roomId", "memberId"]) {
      it(`replaces the membership for another ${property}, the new one first`, async () => {
        assert.deepEqual(await diff({ [property]: "other" }), {
          changes: true,
          replaces: [property],
          deleteFirst: false,
        });
      });

      it(`replaces the membership where ${property} is not known yet`, async () => {
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

    it("replaces a bot for another role, the old one first, because only users' roles can be updated", async () => {
      assert.deepEqual(await diff({ role: "Administrator" }, { memberType: "Bot" }), {
        changes: true,
        replaces: ["role"],
        deleteFirst: true,
      });
    });
  });

  describe("create", () => {
    it("makes somebody a member and keeps nothing personal", async () => {
      const { id, outputs } = await host.create({ ...ana, role: "Administrator" });
      assert.equal(id, idOf(ana));
      assert.deepEqual(room.members(), [
        { memberId: ana.memberId, memberType: "User", role: "Administrator" },
      ]);
      const { invitedBy, ...others } = outputs;
      assert.deepEqual(others, { ...ana, role: "Administrator", memberType: "User" });
      assert.equal(typeof invitedBy, "string");
    });

    it("escapes ids that mean something in a URL", async () => {
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

    it("fails where somebody else made the membership, and leaves it alone", async () => {
      room.chime.state.addMember({ ...ana, role: "Administrator" });
      await assert.rejects(host.create({ ...ana, role: "Administrator" }), /ConflictException \(HTTP 409/);
      assert.equal(room.roleOf(ana), "Administrator");
    });

    for (const fault of ["cut", "garbled"] as const) {
      it(`recognises its own work when the reply to it was ${fault}`, async () => {
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
      ["cannot be read back", "ForbiddenException"],
      ["is refused afterwards", "UnauthorizedClientException"],
    ] as const) {
      it(`leaves the outcome open, for the state to keep, when its own work ${why}`, async () => {
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

    it("does not take for its own work what was there when all it met before was throttling", async () => {
      room.chime.state.addMember(ana);
      room.chime.faults.inject({ operation: "*", kind: "error", error: "ThrottledClientException" });
      await assert.rejects(host.create({ ...ana, role: "Member" }), /ConflictException/);
    });

    it("does not take for its own work what is older than it", async () => {
      let hoursAgo = 1;
      const old = await Room.open({ now: () => Date.now() - hoursAgo * 3_600_000 });
      const other = await Host.start({ chime: old.chime });
      try {
        const ids = old.user();
        old.chime.state.addMember(ids);
        hoursAgo = 0;
        old.chime.faults.inject({
          operation: "CreateRoomMembership",
          kind: "error",
          error: "ServiceFailureException",
        });
        await assert.rejects(other.create({ ...ids, role: "Member" }), /ConflictException/);
      } finally {
        await other.stop();
        await old.close();
      }
    });

    it("does not take for its own work what has another role than it asked for", async () => {
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

    it("says that a member is gone who is in the room no more", async () => {
      assert.equal((await host.read(idOf(ana), { ...ana, role: "Member" })).id, "");
    });

    it("says that a member is gone whose room is gone", async () => {
      room.chime.state.removeRoom(ana);
      assert.equal((await host.read(idOf(ana), { ...ana, role: "Member" })).id, "");
    });

    it("fails where a look-up names nobody in the room", async () => {
      await assert.rejects(host.read(idOf(ana), {}), /There is no membership/);
    });
  });

  describe("update", () => {
    const before = (): object => ({ ...ana, role: "Member", memberType: "User" });

    it("changes the role in place", async () => {
      room.chime.state.addMember(ana);
      const outputs = await host.update(idOf(ana), { ...before() }, { ...ana, role: "Administrator" });
      assert.equal(outputs["role"], "Administrator");
      assert.equal(room.roleOf(ana), "Administrator");
      assert.deepEqual(room.operations(), ["UpdateRoomMembership"]);
    });

    it("leaves a bot as it is when something else changes than its role", async () => {
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

    it("completes what a create has left in the dark, a bot too", async () => {
      const bot = room.bot();
      room.chime.state.addMember(bot);
      await host.update(idOf(bot), { ...bot, role: "Administrator" }, { ...bot, role: "Administrator" });
      assert.equal(room.roleOf(bot), "Administrator");
      await host.update(idOf(ana), { ...ana, role: "Member" }, { ...ana, role: "Member" });
      assert.equal(room.roleOf(ana), "Member");
    });

    it("keeps a role of which no answer said whether it was given, so that the next one is given again", async () => {
      room.chime.state.addMember(ana);
      const operation = "UpdateRoomMembership";
      room.chime.faults.inject({ operation, kind: "cut", when: "afterWrite" });
      room.chime.faults.inject({ operation, kind: "error", error: "UnauthorizedClientException" });
      const update = host.update(idOf(ana), { ...before() }, { ...ana, role: "Administrator" });
      const failed = await rejectionOf(update);
      assert.match(failed.message, /may have been changed anyway/);
      const kept = host.keptBy(failed);
      assert.deepEqual(kept, { ...before(), role: "Administrator" });
      await host.update(idOf(ana), kept, { ...ana, role: "Member" });
      assert.equal(room.roleOf(ana), "Member");
    });

    it("makes somebody a member again who is none any more", async () => {
      await host.update(idOf(ana), { ...before() }, { ...ana, role: "Administrator" });
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

    it("succeeds where the member is gone already", async () => {
      await host.delete(idOf(ana), { ...ana, role: "Member" });
      assert.deepEqual(room.statuses("DeleteRoomMembership"), [404]);
    });

    it("succeeds where Amazon Chime says 204 for somebody who is no member", async () => {
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

    it("ends with the member gone after three 503s, a 429 and a connection cut after the write", async () => {
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
      it(`fails at a ${status} that is not Amazon Chime's, because the member is still in the room`, async () => {
        room.chime.state.addMember(ana);
        room.chime.faults.inject({ operation: "DeleteRoomMembership", kind: "proxyError", status });
        await assert.rejects(host.delete(idOf(ana), {}), new RegExp(`not Amazon Chime's \\(HTTP ${status}`));
        assert.equal(room.roleOf(ana), "Member");
      });
    }

    it("fails at a login page that answers 200 in Amazon Chime's place", async () => {
      room.chime.state.addMember(ana);
      room.chime.faults.inject({ operation: "DeleteRoomMembership", kind: "captivePortal" });
      await assert.rejects(host.delete(idOf(ana), {}), /not Amazon Chime's \(HTTP 200/);
      assert.equal(room.roleOf(ana), "Member");
    });
  });

  it("create adopts whom PULUMI_CHIME_RECOVER names, whatever the resource says, and nobody else", async () => {
    const ben = room.user();
    for (const member of [ana, ben]) room.chime.state.addMember({ ...member, role: "Administrator" });
    const refusing = async (member: Ids): Promise<void> => {
      const { message } = await rejectionOf(host.create({ ...member, role: "Member" }));
      assert.match(message, /ConflictException/);
      assert.ok(message.includes(`\`PULUMI_CHIME_RECOVER="${idOf(member)}" pulumi up\``), message);
      assert.equal(room.roleOf(member), "Administrator");
    };
    for (const recover of ["true", `${idOf(ben)} ${idOf(ana)}`]) {
      await host.stop();
      host = await Host.start({ chime: room.chime, env: { PULUMI_CHIME_RECOVER: recover } });
      if (recover === "true") await refusing(ana);
      else {
        const { outputs } = await host.create({ ...ana, role: "Member", adoptExisting: false });
        assert.equal(outputs["role"], "Member");
        assert.equal(room.roleOf(ana), "Member");
      }
    }
    await host.stop();
    host = await Host.start({ chime: room.chime, env: { PULUMI_CHIME_RECOVER: idOf(ana) } });
    await refusing(ben);
  });

  describe("two resources with the same ids in one deployment", () => {
    const adopting = (): object => ({ ...ana, role: "Member", adoptExisting: true });

    it("cannot both make the membership, also when they come at once", async () => {
      const outcomes = await Promise.allSettled([
        host.create({ ...adopting() }),
        host.create({ ...adopting() }),
      ]);
      assert.deepEqual(outcomes.map(({ status }) => status).sort(), ["fulfilled", "rejected"]);
      const [failed] = outcomes.filter((outcome) => outcome.status === "rejected");
      assert.match((failed!.reason as Error).message, /declared twice in this program/);
      assert.deepEqual(room.statuses("CreateRoomMembership"), [201]);
      assert.equal(room.chime.journal.count("UpdateRoomMembership"), 0);
      assert.equal(room.roleOf(ana), "Member");
    });

    it("cannot share it, when one has it since an earlier deployment", async () => {
      room.chime.state.addMember(ana);
      const had = { ...ana, role: "Member", memberType: "User" };
      const { inputs } = await host.check({ ...ana }, had);
      await host.diff(idOf(ana), had, inputs);
      await assert.rejects(host.create({ ...adopting() }), /declared twice in this program/);
    });

    it("keep the member in, when the new one has adopted the member before the other one was looked at", async () => {
      room.chime.state.addMember(ana);
      await host.create({ ...adopting() });
      // The program refuses two such resources. Where it does not know the ids in time, none of them removes the other's.
      const had = { ...ana, role: "Member", memberType: "User" };
      const { inputs } = await host.check({ ...ana }, had);
      assert.equal((await host.diff(idOf(ana), had, inputs)).replaces.length, 0);
      await host.delete(idOf(ana), had);
      assert.equal(room.roleOf(ana), "Member");
      assert.equal(room.chime.journal.count("DeleteRoomMembership"), 0);
    });

    it("are one whose member is out, where a replacement that deletes first has failed half-way: it is created", async () => {
      const had = { ...ana, role: "Member", memberType: "User" };
      const { inputs } = await host.check({ ...ana });
      await host.diff(idOf(ana), had, inputs);
      await host.create(inputs);
      assert.equal(room.roleOf(ana), "Member");
    });

    it("can follow each other: when the first failed, and when the old one goes and the new one takes over", async () => {
      room.chime.faults.inject({ operation: "*", kind: "error", error: "ForbiddenException" });
      await assert.rejects(host.create({ ...adopting() }), /ForbiddenException/);
      await host.create({ ...adopting() });
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
    describe(`${hook}, when ${operation} fails,`, () => {
      beforeEach(() => before?.());

      for (const error of PASSING) {
        it(`tries again after ${error}`, async () => {
          room.chime.faults.inject({ operation: "*", kind: "error", error });
          await run();
          assert.equal(room.chime.journal.count({ operation }), 2);
        });
      }

      for (const fault of [
        { kind: "cut", when: "beforeWrite" },
        { kind: "proxyError", status: 502 },
      ] as const) {
        it(`tries again after ${fault.kind === "cut" ? "a connection cut before the write" : "a proxy's 502"}`, async () => {
          room.chime.faults.inject({ operation: "*", ...fault });
          await run();
          assert.equal(room.chime.journal.count({ operation }), 2);
        });
      }
    });
  }

  describe("a service that does not answer", () => {
    it("is given up after the configured attempts, and the error says how many there were", async () => {
      const hasty = await Host.start({ chime: room.chime, config: { "chime:maxRetries": "2" } });
      try {
        await room.chime.goAway();
        const { message } = await rejectionOf(hasty.delete(idOf(ana), {}));
        assert.match(message, /no answer to DeleteRoomMembership .* after 3 attempts/);
        assert.match(message, /Check the network, the proxy and chime:endpoint/);
        assert.match(message, /stays in the Pulumi state/);
      } finally {
        await hasty.stop();
      }
    });

    it("is given up after chime:maxRetrySeconds, though attempts are left", async () => {
      const config = { "chime:maxRetries": "100", "chime:maxRetrySeconds": "1" };
      const hasty = await Host.start({ chime: room.chime, config });
      try {
        const error = "ServiceUnavailableException";
        room.chime.faults.inject({ operation: "*", kind: "error", error, times: "always" });
        await assert.rejects(hasty.delete(idOf(ana), {}), /ServiceUnavailableException/);
        const { length } = room.chime.journal.calls();
        assert.ok(length > 1 && length < 50, `there were ${length} attempts`);
      } finally {
        await hasty.stop();
      }
    });

    it("is asked again when an answer takes longer than chime:requestTimeoutSeconds", async () => {
      room.chime.state.addMember(ana);
      const hasty = await Host.start({ chime: room.chime, config: { "chime:requestTimeoutSeconds": "1" } });
      try {
        room.chime.faults.inject({ operation: "DeleteRoomMembership", kind: "hang", when: "beforeWrite" });
        await hasty.delete(idOf(ana), {});
        assert.deepEqual(room.members(), []);
      } finally {
        await hasty.stop();
      }
    });

    it("is asked again after it came back", async () => {
      room.chime.state.addMember(ana);
      await room.chime.goAway();
      const deleted = host.delete(idOf(ana), {});
      await room.chime.comeBack();
      await deleted;
      assert.deepEqual(room.members(), []);
    });
  });

  it("prints one line, and no trace, beside the message that the engine shows", async () => {
    room.chime.faults.inject({ operation: "*", kind: "error", error: "ForbiddenException" });
    await assert.rejects(host.delete(idOf(ana), {}));
    assert.equal(
      host.errorOutput.trim(),
      "DeleteRoomMembership failed: its resource's own message says why, and what to do.",
    );
  });

  it("share one client, so that 32 deletes at once outlast a service that fails half of the time", async () => {
    const team = Array.from({ length: 32 }, () => room.user());
    for (const member of team) {
      room.chime.state.addMember(member);
      room.chime.faults.inject({ operation: "*", kind: "error", error: "ServiceUnavailableException" });
    }
    await Promise.all(team.map((member) => host.delete(idOf(member), {})));
    assert.deepEqual(room.members(), []);
  });
});
