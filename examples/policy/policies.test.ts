import assert from "node:assert/strict";

import type { ResourceValidation, ResourceValidationArgs, ResourceValidationPolicy } from "@pulumi/policy";

import { administratorsAreListed, exclusiveRostersAreProtected } from "./policies";

/** A resource as a policy sees it. */
interface Resource {
  kind: string;
  props: object;
  protect?: boolean;
}

/** What a policy reports about a resource. */
async function violations(
  { validateResource }: ResourceValidationPolicy,
  { kind, props, protect = false }: Resource,
  config: object = {},
): Promise<string[]> {
  const reported: string[] = [];
  const args: Partial<ResourceValidationArgs> = {
    type: `pulumi-nodejs:dynamic/chime:${kind}`,
    props,
    opts: {
      protect,
      ignoreChanges: [],
      aliases: [],
      customTimeouts: NO_TIMEOUTS,
      additionalSecretOutputs: [],
    },
    getConfig: <T extends object>() => config as T,
  };
  await (validateResource as ResourceValidation)(args as ResourceValidationArgs, (message) => {
    reported.push(message);
  });
  return reported;
}

const NO_TIMEOUTS = { createSeconds: 0, updateSeconds: 0, deleteSeconds: 0 };

describe("An exclusive roster", () => {
  for (const kind of ["RoomRoster", "ChannelRoster", "ChannelModeratorRoster"]) {
    it(`must be protected: ${kind}`, async () => {
      const [message = "", ...others] = await violations(exclusiveRostersAreProtected, {
        kind,
        props: { exclusive: true },
      });
      assert.match(message, /Set the resource option protect/);
      assert.deepEqual(others, []);
    });
  }

  it("that is protected is allowed, and so is one that is not exclusive", async () => {
    const allowed: Resource[] = [
      { kind: "RoomRoster", props: { exclusive: true }, protect: true },
      { kind: "RoomRoster", props: {} },
      { kind: "ChannelRoster", props: { exclusive: false } },
      { kind: "Room", props: { exclusive: true } },
    ];
    for (const resource of allowed)
      assert.deepEqual(await violations(exclusiveRostersAreProtected, resource), []);
  });
});

describe("An administrator", () => {
  const membership = (props: object): Resource => ({ kind: "RoomMembership", props });
  const config = { allowed: ["ada"] };

  it("must be in the list, as a membership or in a roster", async () => {
    const refused: Resource[] = [
      membership({ memberId: "ben", role: "Administrator" }),
      {
        kind: "RoomRoster",
        props: { members: { ada: "Administrator", ben: "Administrator", cleo: "Member" } },
      },
    ];
    for (const resource of refused) {
      const [message = "", ...others] = await violations(administratorsAreListed, resource, config);
      assert.match(message, /^ben must not be an administrator/);
      assert.deepEqual(others, []);
    }
  });

  it("who is in the list is allowed, and so are members", async () => {
    const allowed: Resource[] = [
      membership({ memberId: "ada", role: "Administrator" }),
      membership({ memberId: "ben", role: "Member" }),
      { kind: "RoomRoster", props: { members: { ada: "Administrator", ben: "Member" } } },
      { kind: "ChannelRoster", props: { members: { ben: "DEFAULT" } } },
    ];
    for (const resource of allowed)
      assert.deepEqual(await violations(administratorsAreListed, resource, config), []);
  });
});
