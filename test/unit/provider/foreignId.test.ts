import assert from "node:assert/strict";

import { PROVIDER_TEXT, type ResourceKind } from "../../../provider/schema/providerText";
import { refuseForeignAlias, refuseForeignState } from "../../../provider/reconcile/foreignId";

const APP_INSTANCE = "arn:aws:chime:us-east-1:111122223333:app-instance/app";
const CHANNEL = `${APP_INSTANCE}/channel/launch`;
const USER = `${APP_INSTANCE}/user/ana`;

/** An id of each kind, and what its error says of the way. */
const KINDS: Record<ResourceKind, { id: string; way: RegExp }> = {
  AppInstance: { id: APP_INSTANCE, way: /AppInstance\.get/ },
  AppInstanceUser: { id: USER, way: /AppInstanceUser\.get/ },
  Channel: { id: CHANNEL, way: /Channel\.get/ },
  ChannelMembership: { id: `${CHANNEL},${USER}`, way: /adoptExisting: true.*pulumi-chime import/ },
  ChannelRoster: { id: CHANNEL, way: /adopts its members.*pulumi-chime import --roster/ },
  Room: { id: "account/room", way: /Room\.get/ },
  RoomMembership: { id: "account/room/ana", way: /adoptExisting: true.*pulumi-chime import/ },
  RoomRoster: { id: "account/room", way: /adopts its members.*pulumi-chime import --roster/ },
};

/** A provider that somebody has written, as Pulumi serializes it. */
const FOREIGN = "exports.handler = __f0; function __f0() { return {}; }";

function messageOf(refuse: () => void): string {
  try {
    refuse();
  } catch (error) {
    return (error as Error).message;
  }
  return "";
}

describe("An entry of the state", () => {
  for (const [kind, { id, way }] of Object.entries(KINDS) as [ResourceKind, (typeof KINDS)["Room"]][]) {
    const own = { __provider: PROVIDER_TEXT[kind] };

    describe(`under a ${kind}`, () => {
      it("of the same kind is taken", () => {
        refuseForeignAlias(id, own, own);
        refuseForeignAlias(id, {}, own);
        refuseForeignState(id, own);
      });

      it("with another provider's id is refused, with what it is and the way", () => {
        for (const olds of [{ __provider: FOREIGN }, own, {}]) {
          const message = messageOf(() => {
            refuseForeignAlias("room-ana", olds, own);
          });
          assert.match(
            message,
            new RegExp(`"room-ana" as the id of this ${kind}: another provider created it`),
          );
          assert.match(message, /Remove the alias.*first.*retainOnDelete.*second/);
          assert.match(message, way);
        }
      });

      it("with another provider's text is refused, though its id has the same form", () => {
        const message = messageOf(() => {
          refuseForeignAlias(id, { __provider: FOREIGN }, own);
        });
        assert.match(message, /another provider created it\. An alias/);
      });

      it("with another provider's id and the text of this package says how it leaves the state", () => {
        const message = messageOf(() => {
          refuseForeignState("room-ana", own);
        });
        assert.match(message, /another provider created it.*pulumi state delete/);
        assert.match(message, way);
      });
    });
  }

  it("of another kind of this package is refused, with that kind", () => {
    const message = messageOf(() => {
      refuseForeignAlias(
        "account/room/ana",
        { __provider: PROVIDER_TEXT.RoomMembership },
        { __provider: PROVIDER_TEXT.RoomRoster },
      );
    });
    assert.match(message, /this RoomRoster: a RoomMembership of this package created it/);
  });

  it("of which nothing says the kind is left to others", () => {
    refuseForeignAlias("anything", {}, {});
    refuseForeignState("anything", {});
  });
});
