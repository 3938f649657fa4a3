import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { AppInstance } from "../../../provider/resources/appInstance";
import { AppInstanceUser } from "../../../provider/resources/appInstanceUser";
import { Channel } from "../../../provider/resources/channel";
import { Room } from "../../../provider/resources/room";

const APP_INSTANCE = "arn:aws:chime:us-east-1:111122223333:app-instance/app";

/** For each class: makes a resource and returns the output that its id says; an id of its form, and the value in it. */
const CLASSES: Record<
  string,
  { output: () => pulumi.Output<string>; property: string; id: string; value: string }
> = {
  Room: {
    output: () => new Room("room", { accountId: "account", name: "Launch" }).roomId,
    property: "roomId",
    id: "account/room%2F1",
    value: "room/1",
  },
  Channel: {
    output: () => new Channel("channel", { appInstanceArn: APP_INSTANCE, name: "L" }).channelArn,
    property: "channelArn",
    id: `${APP_INSTANCE}/channel/launch`,
    value: `${APP_INSTANCE}/channel/launch`,
  },
  AppInstance: {
    output: () => new AppInstance("app", { name: "Support" }).appInstanceArn,
    property: "appInstanceArn",
    id: APP_INSTANCE,
    value: APP_INSTANCE,
  },
  AppInstanceUser: {
    output: () =>
      new AppInstanceUser("ana", { appInstanceArn: APP_INSTANCE, appInstanceUserId: "ana", name: "Ana" })
        .appInstanceUserArn,
    property: "appInstanceUserArn",
    id: `${APP_INSTANCE}/user/ana`,
    value: `${APP_INSTANCE}/user/ana`,
  },
};

/** What the mocks of a program say of each resource. */
async function mock(id: string, outputs: object, isPreview: boolean): Promise<void> {
  await pulumi.runtime.setMocks(
    {
      newResource: ({ inputs }) => ({ id, state: { ...(inputs as object), ...outputs } }),
      call: () => ({}),
    },
    "project",
    "stack",
    isPreview,
  );
}

async function valueOf(output: pulumi.Output<string>): Promise<unknown> {
  return new Promise((resolve) => output.apply(resolve));
}

describe("An output that the id of a resource says", () => {
  after(() => mock("", {}, false));

  for (const [kind, { output, property, id, value }] of Object.entries(CLASSES)) {
    describe(`of ${kind}`, () => {
      it("is what the id says in a preview that does not know it", async () => {
        await mock(id, {}, true);
        assert.equal(await valueOf(output()), value);
      });

      it("is what the mocks say, though their id has another form", async () => {
        for (const isPreview of [true, false]) {
          await mock("room_id", { [property]: "mocked" }, isPreview);
          assert.equal(await valueOf(output()), "mocked");
        }
      });

      it("is undefined where mocks say nothing of it", async () => {
        await mock("room_id", {}, false);
        assert.equal(await valueOf(output()), undefined);
      });

      it("is a secret where that of the state is one", async () => {
        await mock(id, {}, true);
        assert.equal(await pulumi.isSecret(output()), false);
        await mock(id, { [property]: pulumi.secret("mocked") }, true);
        assert.equal(await pulumi.isSecret(output()), true);
      });
    });
  }
});
