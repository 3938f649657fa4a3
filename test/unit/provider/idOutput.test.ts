import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { AppInstance } from "../../../provider/resources/appInstance";
import { AppInstanceUser } from "../../../provider/resources/appInstanceUser";
import { Channel } from "../../../provider/resources/channel";
import { Room } from "../../../provider/resources/room";

const APP_INSTANCE = "arn:aws:chime:us-east-1:111122223333:app-instance/app";

/** For each class: creates a resource and returns the output that its id contains; a valid id, and the value in it. */
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

/** Sets Pulumi mocks that return this id and these outputs for each resource. */
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

describe("An output that the resource id contains,", () => {
  after(() => mock("", {}, false));

  for (const [kind, { output, property, id, value }] of Object.entries(CLASSES)) {
    describe(`such as ${kind}.${property},`, () => {
      it("is read from the id in a preview in which it is unknown", async () => {
        await mock(id, {}, true);
        assert.equal(await valueOf(output()), value);
      });

      it("is the value that mocks return, even if their id has another format", async () => {
        for (const isPreview of [true, false]) {
          await mock("room_id", { [property]: "mocked" }, isPreview);
          assert.equal(await valueOf(output()), "mocked");
        }
      });

      it("is undefined if mocks do not return it", async () => {
        await mock("room_id", {}, false);
        assert.equal(await valueOf(output()), undefined);
      });

      it("is secret if it is secret in the state", async () => {
        await mock(id, {}, true);
        assert.equal(await pulumi.isSecret(output()), false);
        await mock(id, { [property]: pulumi.secret("mocked") }, true);
        assert.equal(await pulumi.isSecret(output()), true);
      });
    });
  }
});
