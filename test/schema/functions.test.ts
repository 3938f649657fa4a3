import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import type { Emulator } from "../../emulator";
import * as chime from "../../provider";
import { PACKAGE } from "../../schema";
import { APP_INSTANCE, CHANNEL, DEPLOYER } from "../../schema/channels/shared";
import { ACCOUNT, ADA, ROOM } from "../../schema/rooms/shared";
import { pushLayer, removeLayer } from "../support/environmentLayers";
import { rejectionOf } from "../support/failures";
import { startWorld } from "./samples";

type Args = Record<string, unknown>;
type Lookup = (args: Args) => Promise<Args>;

const ARGUMENTS: Readonly<Record<string, Args>> = {
  getUser: { accountId: ACCOUNT, email: `${ADA}@example.com` },
  getRoom: { accountId: ACCOUNT, name: "Launch" },
  getRooms: { accountId: ACCOUNT, name: "Launch" },
  getRoomMemberships: { accountId: ACCOUNT, roomId: ROOM },
  getChannelMemberships: { channelArn: CHANNEL, chimeBearer: DEPLOYER },
  getChannelModerators: { channelArn: CHANNEL, chimeBearer: DEPLOYER },
  getChannelBans: { channelArn: CHANNEL, chimeBearer: DEPLOYER },
  getAppInstanceAdmins: { appInstanceArn: APP_INSTANCE },
  getAppInstanceUserMemberships: { appInstanceUserArn: DEPLOYER, chimeBearer: DEPLOYER },
  getAppInstanceUserModeratedChannels: { appInstanceUserArn: DEPLOYER, chimeBearer: DEPLOYER },
};

describe("The package schema says of the function", function () {
  this.timeout(60_000);

  let world: Emulator;
  before(async () => {
    world = await startWorld();
    world.state.addMember({ accountId: ACCOUNT, roomId: ROOM, memberId: ADA });
    world.state.addChannelMember({ channelArn: CHANNEL, memberArn: DEPLOYER });
    pushLayer(world.env);
  });
  after(async () => {
    removeLayer(world.env);
    await world.stop();
  });

  for (const { name, inputs, outputs, operations } of PACKAGE.functions) {
    const lookUp = (chime as unknown as Record<string, Lookup>)[name]!;
    const args = ARGUMENTS[name]!;

    it(`${name} which arguments there are, and which are required`, async () => {
      const { message } = await rejectionOf(lookUp({ title: "x" }));
      const [, known = ""] = /There is no property title, only (.*?)\./.exec(message) ?? [];
      assert.deepEqual(known.split(", ").sort(), Object.keys(inputs).sort());
      const required = [...message.matchAll(/(\w+) is required/g)].map(([, property]) => property);
      assert.deepEqual(
        required,
        Object.keys(inputs).filter((property) => inputs[property]?.required),
      );
      const begins = new RegExp(`^(?:[A-Z]|(?:${[name, ...Object.keys(inputs)].join("|")})\\b)`);
      for (const sentence of message.split(/(?<=\.) /)) assert.match(sentence, begins);
    });

    it(`${name} which operations it calls, and what it returns`, async () => {
      world.journal.clear();
      const result = await lookUp(args);
      assert.deepEqual([...new Set(world.journal.calls().map(({ operation }) => operation))], operations);
      for (const [property, value] of Object.entries(result)) {
        const isSecret = pulumi.Output.isInstance(value) && (await pulumi.isSecret(value));
        assert.equal(isSecret, outputs[property]?.secret ?? false, property);
      }
      const required = Object.keys(outputs).filter((property) => outputs[property]?.required);
      assert.deepEqual(
        required.filter((property) => result[property] === undefined),
        [],
      );
    });
  }
});
