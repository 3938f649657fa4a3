import assert from "node:assert/strict";

import { ChimeSession } from "../../../provider/aws/session";
import { ROOMS, ROOM_MEMBERSHIPS } from "../../../provider/reconcile/definitions/roomDefinitions";
import { EntityProvider } from "../../../provider/reconcile/entity/entityProvider";
import { PartialFailure } from "../../../provider/reconcile/partialFailure";
import { MembershipProvider } from "../../../provider/reconcile/membership/membershipProvider";
import { Ownership } from "../../../provider/ownership/ownership";
import { Room } from "../../support/room";

const NO_PROGRESS = { say: () => undefined, warn: () => undefined };

describe("An update", () => {
  let room: Room;
  let session: ChimeSession;
  beforeEach(async () => {
    room = await Room.open();
    const { accessKeyId, secretAccessKey } = room.chime.credentials;
    const settings = new Map([
      ["chime:endpoint", room.chime.url],
      ["chime:accessKey", accessKeyId],
      ["chime:secretKey", secretAccessKey],
      ["chime:maxRetries", "0"],
    ]);
    session = new ChimeSession();
    session.configure({ get: (key) => settings.get(key) });
  });
  afterEach(() => room.close());

  const failureOf = (update: Promise<unknown>): Promise<unknown> => update.catch((error: unknown) => error);

  it("throws a PartialFailure if its outcome is ambiguous, so that the next deployment repeats it", async () => {
    const { accountId, roomId } = room;
    const [olds, news] = [
      { accountId, roomId, name: roomId },
      { accountId, name: "Start" },
    ];
    room.chime.faults.inject({ operation: "UpdateRoom", kind: "cut", when: "afterWrite" });
    const rooms = new EntityProvider(ROOMS, session, new Ownership(""), NO_PROGRESS);
    const failure = await failureOf(rooms.update(`${accountId}/${roomId}`, olds, news));
    assert.ok(failure instanceof PartialFailure);
    assert.deepEqual(failure.properties, { ...olds, ...news });
  });

  it("throws no PartialFailure if it was refused", async () => {
    const memberships = new MembershipProvider(ROOM_MEMBERSHIPS, session, new Ownership(""), NO_PROGRESS);
    const ana = room.user();
    room.chime.state.addMember(ana);
    room.chime.faults.inject({
      operation: "UpdateRoomMembership",
      kind: "error",
      error: "ForbiddenException",
    });
    const olds = { ...ana, role: "Member", memberType: "User" };
    const failure = await failureOf(memberships.update("id", olds, { ...ana, role: "Administrator" }));
    assert.ok(!(failure instanceof PartialFailure));
  });
});
