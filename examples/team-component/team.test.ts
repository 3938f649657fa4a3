import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { Team } from "./team";

// Stands in for the engine: no Pulumi CLI, no state, no Amazon Chime. What a resource is given comes back as its
// outputs, with what Amazon Chime would add.
const mocks: pulumi.runtime.Mocks = {
  newResource: ({ type, name, inputs }) => {
    const added = type === "pulumi-nodejs:dynamic/chime:Room" ? { roomId: "the-room" } : {};
    return { id: `${name}-id`, state: { ...(inputs as object), ...added } };
  },
  call: () => ({}),
};

describe("A team", () => {
  before(() => pulumi.runtime.setMocks(mocks));

  it("has its people in a room of its own, and nobody else", async () => {
    const { room, roster } = new Team("ops", {
      accountId: "A",
      room: "Ops",
      leads: ["ada"],
      people: ["ben"],
    });
    assert.equal(await valueOf(room.name), "Ops");
    assert.equal(await valueOf(roster.roomId), "the-room");
    assert.equal(await valueOf(roster.exclusive), true);
    assert.deepEqual(await valueOf(roster.members), [
      { memberId: "ada", role: "Administrator" },
      { memberId: "ben", role: "Member" },
    ]);
  });

  it("cannot be without somebody who leads it", () => {
    assert.throws(
      () => new Team("ops", { accountId: "A", room: "Ops", leads: [] }),
      /needs somebody who leads/,
    );
  });
});

function valueOf<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => output.apply(resolve));
}
