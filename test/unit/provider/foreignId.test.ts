import assert from "node:assert/strict";

import type { Properties } from "../../../provider/schema/properties";
import { PROVIDER_TEXT, type ResourceKind } from "../../../provider/schema/providerText";
import { refuseForeignAlias, refuseForeignState } from "../../../provider/reconcile/foreignId";

const APP_INSTANCE = "arn:aws:chime:us-east-1:111122223333:app-instance/app";
const CHANNEL = `${APP_INSTANCE}/channel/launch`;
const USER = `${APP_INSTANCE}/user/ana`;

/** An id of each kind, what the error advises instead of the alias, and the members in a state of the native form. */
const KINDS: Record<ResourceKind, { id: string; advice: RegExp; members?: unknown[] }> = {
  AppInstance: { id: APP_INSTANCE, advice: /AppInstance\.get/ },
  AppInstanceAdmin: {
    id: `${APP_INSTANCE},admin,${USER}`,
    advice: /adoptExisting: true.*pulumi-chime import/,
  },
  AppInstanceBot: { id: `${APP_INSTANCE}/bot/help`, advice: /AppInstanceBot\.get/ },
  AppInstanceRetention: {
    id: `${APP_INSTANCE},retention`,
    advice: /adoptExisting: true.*import it with a file/,
  },
  AppInstanceStreaming: {
    id: `${APP_INSTANCE},streaming`,
    advice: /adoptExisting: true.*import it with a file/,
  },
  AppInstanceUser: { id: USER, advice: /AppInstanceUser\.get/ },
  Channel: { id: CHANNEL, advice: /Channel\.get/ },
  ChannelBan: { id: `${CHANNEL},ban,${USER}`, advice: /adoptExisting: true.*pulumi-chime import/ },
  ChannelFlowAssociation: { id: `${CHANNEL},flow`, advice: /adoptExisting: true.*import it with a file/ },
  ChannelMembership: { id: `${CHANNEL},${USER}`, advice: /adoptExisting: true.*pulumi-chime import/ },
  ChannelModerator: {
    id: `${CHANNEL},moderator,${USER}`,
    advice: /adoptExisting: true.*pulumi-chime import/,
  },
  ChannelModeratorRoster: {
    id: CHANNEL,
    advice: /adopts its members.*pulumi-chime import --roster/,
    members: [USER],
  },
  ChannelRoster: {
    id: CHANNEL,
    advice: /adopts its members.*pulumi-chime import --roster/,
    members: [{ memberArn: USER, type: "DEFAULT" }],
  },
  Room: { id: "account/room", advice: /Room\.get/ },
  RoomMembership: { id: "account/room/ana", advice: /adoptExisting: true.*pulumi-chime import/ },
  RoomRoster: {
    id: "account/room",
    advice: /adopts its members.*pulumi-chime import --roster/,
    members: [{ memberId: "ana", role: "Member" }],
  },
};

/** A dynamic provider of another author, as Pulumi serializes it. */
const FOREIGN = "exports.handler = __f0; function __f0() { return {}; }";

function messageOf(refuse: () => void): string {
  try {
    refuse();
  } catch (error) {
    return (error as Error).message;
  }
  return "";
}

describe("The check for state entries of other providers", () => {
  const stateOfNativeForm = (kind: ResourceKind): Properties => {
    const { members } = KINDS[kind];
    return { accountId: "account", ...(members && { members }) };
  };

  for (const [kind, { id, advice }] of Object.entries(KINDS) as [ResourceKind, (typeof KINDS)["Room"]][]) {
    const own = { __provider: PROVIDER_TEXT[kind] };

    describe(`for ${kind}`, () => {
      it("accepts an entry of the same kind", () => {
        refuseForeignAlias(id, own, own);
        refuseForeignAlias(id, stateOfNativeForm(kind), own);
        refuseForeignState(id, own);
      });

      it("refuses the id of another provider, and advises how to migrate", () => {
        for (const olds of [{ __provider: FOREIGN }, own, {}]) {
          const message = messageOf(() => {
            refuseForeignAlias("room-ana", olds, own);
          });
          assert.match(
            message,
            new RegExp(`"room-ana" as the id of this ${kind}: another provider created it`),
          );
          assert.match(message, /Remove the alias.*first.*retainOnDelete.*second/);
          assert.match(message, advice);
        }
      });

      it("refuses the provider text of another provider, even if the id has the format of this kind", () => {
        const message = messageOf(() => {
          refuseForeignAlias(id, { __provider: FOREIGN }, own);
        });
        assert.match(message, /another provider created it\. An alias/);
      });

      it("advises how to delete an entry from the state that has the provider text of this package and another provider's id", () => {
        const message = messageOf(() => {
          refuseForeignState("room-ana", own);
        });
        assert.match(message, /another provider created it.*pulumi state delete/);
        assert.match(message, advice);
      });
    });
  }

  const aliasOf = (from: ResourceKind, to: ResourceKind): string =>
    messageOf(() => {
      refuseForeignAlias(
        KINDS[from].id,
        { __provider: PROVIDER_TEXT[from] },
        { __provider: PROVIDER_TEXT[to] },
      );
    });

  it("refuses an alias to each other kind of the native form too, whose states have no provider text", () => {
    const kinds = Object.keys(KINDS) as ResourceKind[];
    for (const from of kinds)
      for (const to of kinds.filter((kind) => kind !== from)) {
        const message = messageOf(() => {
          refuseForeignAlias(KINDS[from].id, stateOfNativeForm(from), { __provider: PROVIDER_TEXT[to] });
        });
        assert.match(message, new RegExp(`gives this ${to} the entry of a ${from}, `));
      }
  });

  it("refuses an alias between a membership and a roster, and says that the members move without it", () => {
    for (const [membership, roster] of [
      ["RoomMembership", "RoomRoster"],
      ["ChannelMembership", "ChannelRoster"],
      ["ChannelModerator", "ChannelModeratorRoster"],
    ] as const) {
      assert.match(
        aliasOf(membership, roster),
        new RegExp(
          `gives this ${roster} the entry of a ${membership}, .* Remove the alias\\. Without it, one .* from the ${membership} to ` +
            `the ${roster}, and removes nobody\\. See node_modules/pulumi-chime/docs/guides/moving-members\\.md\\.$`,
        ),
      );
      assert.match(aliasOf(roster, membership), /removes nobody\. Set adoptExisting: true on it\. See/);
    }
  });

  it("refuses an alias of any other kind, and advises to remove it", () => {
    for (const [from, to] of [
      ["RoomMembership", "ChannelRoster"],
      ["Room", "RoomRoster"],
      ["ChannelRoster", "Channel"],
      ["ChannelMembership", "ChannelModeratorRoster"],
      ["ChannelModeratorRoster", "ChannelRoster"],
    ] as const)
      assert.match(aliasOf(from, to), new RegExp(`the entry of a ${from}, .* Remove the alias\\.$`));
  });

  it("accepts an entry without a provider text", () => {
    refuseForeignAlias("anything", {}, {});
    refuseForeignState("anything", {});
  });
});
