import assert from "node:assert/strict";

import { EngineStub } from "../support/engineStub";
import { rejectionOf } from "../support/failures";
import { Host, isNative } from "../support/host";
import { Room, type Ids } from "../support/room";

describe("The messages of a plugin", function () {
  this.timeout(60_000);

  let room: Room;
  let engine: EngineStub;
  let ana: Ids;
  beforeEach(async () => {
    room = await Room.open();
    engine = await EngineStub.start();
    ana = room.user();
    room.chime.state.addMember(ana);
  });
  afterEach(async () => {
    engine.stop();
    await room.close();
  });

  const idOf = ({ accountId, roomId, memberId }: Ids): string => `${accountId}/${roomId}/${memberId}`;

  async function withHost(env: Record<string, string>, action: (host: Host) => Promise<void>): Promise<void> {
    const host = await Host.start({ chime: room.chime, engine: engine.address, env, process: true });
    try {
      await action(host);
    } finally {
      await host.stop();
    }
  }

  it("are empty if every call succeeds", async () => {
    await withHost({}, async (host) => {
      await host.delete(idOf(ana), {});
      assert.deepEqual(engine.messages, []);
      assert.equal(host.errorOutput, "");
    });
  });

  it("are empty if the first retry succeeds", async () => {
    await withHost({}, async (host) => {
      room.chime.faults.inject({ operation: "*", kind: "error", error: "ServiceUnavailableException" });
      await host.delete(idOf(ana), {});
      assert.deepEqual(engine.messages, []);
    });
  });

  it("contain a status while a call is retried for more than a few seconds, and an empty status afterwards", async () => {
    await withHost({}, async (host) => {
      room.chime.faults.inject({
        operation: "*",
        kind: "error",
        error: "ServiceUnavailableException",
        times: "always",
      });
      const deleted = host.delete(idOf(ana), {});
      const { text, ephemeral } = await engine.message(({ text: shown }) => shown !== "");
      assert.match(
        text,
        /^Amazon Chime fails with HTTP 503, retrying 1 call: remove member .* attempts failed, the last with ServiceUnavailableException/,
      );
      assert.ok(ephemeral);
      room.chime.faults.clear();
      await deleted;
      await engine.message(({ text: shown }) => shown === "");
      assert.equal(engine.messages.at(-1)?.text, "");
    });
  });

  it("contain a status with the code of the error while nobody answers", async () => {
    // Port 9 discards what it gets, and nothing listens there.
    await withHost({ AWS_ENDPOINT_URL_CHIME: "http://127.0.0.1:9" }, async (host) => {
      const deleted = rejectionOf(host.delete(idOf(ana), {}));
      const { text } = await engine.message(({ text: shown }) => shown !== "");
      assert.match(text, /^No connection for \d s, retrying 1 call: .* the last with ECONNREFUSED$/);
      await host.cancel();
      assert.match(
        (await deleted).message,
        /\(ECONNREFUSED\) from http:\/\/127\.0\.0\.1:9 \(AWS_ENDPOINT_URL_CHIME\)/,
      );
    });
  });

  it("contain no calls with PULUMI_CHIME_DEBUG=false", async () => {
    await withHost({ PULUMI_CHIME_DEBUG: "false" }, async (host) => {
      const { accountId, roomId } = ana;
      const members = [{ memberId: room.user().memberId }];
      await host.withKind("RoomRoster").check({ accountId, roomId, members, exclusive: true });
      await engine.message(({ text }) => text.includes("not in the exclusive roster"));
      assert.deepEqual(room.operations(), ["ListRoomMemberships"]);
      assert.equal(engine.messages.length, 1);
      // The dynamic form does not know the URN.
      assert.match(engine.messages[0]!.urn, isNative() ? /::chime:index:RoomRoster::/ : /^$/);
    });
  });

  const withoutDurations = (text: string): string => text.replaceAll(/\d+ ms/g, "N ms");

  it("contain every call and every failed attempt with PULUMI_CHIME_DEBUG=true, but no secrets", async () => {
    await withHost({ PULUMI_CHIME_DEBUG: "true" }, async (host) => {
      room.chime.faults.inject({ operation: "*", kind: "error", error: "ServiceUnavailableException" });
      await host.delete(idOf(ana), {});
      await engine.message(({ text }) => text.includes("HTTP 204"));
      const [first, second] = room.chime.journal.calls();
      const [failed, done] = engine.messages.map(({ text }) => text);
      const { accountId, roomId, memberId } = ana;
      const call = `DeleteRoomMembership, remove member ${memberId} from room ${roomId} (account ${accountId}): `;
      const error = `ServiceUnavailableException, HTTP 503, request id ${first!.requestId}, `;
      assert.equal(withoutDurations(failed!), `${call}${error}attempt 1 of at most 25, N ms`);
      const success = `success, HTTP 204, request id ${second!.requestId}, `;
      assert.equal(withoutDurations(done!), `${call}${success}after 2 attempts, N ms in all`);
      assert.deepEqual(
        engine.messages.map(({ ephemeral }) => ephemeral),
        [false, false],
      );
      const { accessKeyId, secretAccessKey } = room.chime.credentials;
      const printed = engine.messages.map(({ text }) => text).join();
      for (const secret of [accessKeyId, secretAccessKey, "@", "Signature"])
        assert.ok(!printed.includes(secret));
    });
  });
});
