import assert from "node:assert/strict";

import { startEmulator, type Emulator } from "../../emulator";
import { PROVIDER_TEXT, type ResourceKind } from "../../provider/schema/providerText";
import { Host, type Properties } from "../support/host";

/** The id and the state of a resource that a user's own dynamic provider created. */
const ID = "launch-ana";
const APP_INSTANCE = "arn:aws:chime:us-east-1:111122223333:app-instance/app";
const STATE: Properties = {
  accountId: "account",
  roomId: "room",
  memberId: "ana",
  role: "Member",
  name: "Launch",
  appInstanceArn: APP_INSTANCE,
  channelArn: `${APP_INSTANCE}/channel/launch`,
  memberArn: `${APP_INSTANCE}/user/ana`,
  channelModeratorArn: `${APP_INSTANCE}/user/ana`,
  appInstanceAdminArn: `${APP_INSTANCE}/user/ana`,
  chimeBearer: `${APP_INSTANCE}/user/admin`,
  type: "DEFAULT",
  members: { ana: "Member" },
};

describe("An id that another provider created", function () {
  this.timeout(60_000);

  let chime: Emulator;
  let host: Host;
  before(async () => {
    chime = await startEmulator();
    host = await Host.start({ chime, process: true });
  });
  after(async () => {
    await host.stop();
    await chime.stop();
  });

  for (const kind of Object.keys(PROVIDER_TEXT) as ResourceKind[]) {
    it(`is rejected without a call, and the error says what to do: ${kind}`, async () => {
      const hooks = host.withKind(kind);
      const foreign = new RegExp(`"${ID}" as the id of this ${kind}: another provider created it`);
      await assert.rejects(hooks.diff(ID, STATE, STATE), foreign);
      await assert.rejects(hooks.diff(ID, STATE, STATE), /Remove the alias/);
      for (const hook of ["read", "delete"] as const) {
        await assert.rejects(hooks[hook](ID, STATE), foreign);
        await assert.rejects(hooks[hook](ID, STATE), /pulumi state delete/);
      }
      assert.equal(chime.journal.count(), 0);
    });

    it(`is rejected by a look-up: ${kind}`, async () => {
      const { chimeBearer } = STATE;
      await assert.rejects(host.withKind(kind).read(ID, { chimeBearer }), /"launch-ana" is not the id of a/);
    });
  }
});
