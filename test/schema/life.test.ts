import assert from "node:assert/strict";

import type { Emulator, EmulatorOptions } from "../../emulator";
import type { ResourceKind } from "../../provider/schema/providerText";
import { PACKAGE } from "../../schema";
import { ADA as ADA_ARN, APP_INSTANCE, CHANNEL, HELP_BOT } from "../../schema/channels/shared";
import type { ResourceSpec } from "../../schema/model";
import { ACCOUNT, ROOM } from "../../schema/rooms/shared";
import { Host, type Properties } from "../support/host";
import { SAMPLES, startWorld } from "./samples";

/** Outputs that only the hooks use, which programs do not see. */
const INTERNAL = ["adoptExisting"];

for (const resource of PACKAGE.resources) {
  const { name, operations, recoveryOperations = [], properties } = resource;

  describe(`The package schema says of the resource ${name}`, function () {
    this.timeout(60_000);

    it("which operations it calls, and which outputs it has", async () => {
      const called = new Set<string>();
      const outputs = await live(resource, called);
      for (const missingResource of ["notFound", "forbidden"] as const)
        await lose(resource, called, missingResource);
      assert.deepEqual([...called].sort(), [...operations].sort());
      assert.deepEqual(
        Object.keys(outputs).filter(
          (property) => properties[property] === undefined && !INTERNAL.includes(property),
        ),
        [],
      );
      const required = Object.keys(properties).filter((property) => properties[property]?.required);
      assert.deepEqual(
        required.filter((property) => outputs[property] === undefined),
        [],
      );
    });

    it("which more operations it calls after a crash", async () => {
      const called = new Set<string>();
      await recover(resource, called);
      const more = [...called].filter((operation) => !operations.some((one) => one === operation));
      assert.deepEqual(more.sort(), [...recoveryOperations].sort());
    });
  });
}

/** The inputs that are changed, where a resource has them. */
const UPDATED = [
  "name",
  "role",
  "members",
  "tags",
  "expirationSettings",
  "retentionDays",
  "channelMessageStreamArn",
];

function pick(names: readonly string[], properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([name]) => names.includes(name)));
}

type MissingResource = NonNullable<EmulatorOptions["missingResource"]>;

/** Creates, reads, changes and deletes one, and deletes it once more. */
async function live({ name }: ResourceSpec, called: Set<string>): Promise<Properties> {
  const { inputs, others, create = inputs } = SAMPLES[name];
  return inWorld(called, {}, async (chime) => {
    const run = deployments(chime, name);
    const { id, outputs } = await run((host) => host.create(create));
    await run((host) => host.read(id, outputs));
    const updated = await run((host) => host.update(id, outputs, { ...create, ...pick(UPDATED, others) }));
    await run((host) => host.delete(id, updated));
    await run((host) => host.delete(id, updated));
    return outputs;
  });
}

/** Reads and deletes one that is gone, or whose room or channel is. */
async function lose(
  { name, id }: ResourceSpec,
  called: Set<string>,
  missingResource: MissingResource,
): Promise<void> {
  const { inputs, outputs } = SAMPLES[name];
  const state = { ...inputs, ...outputs };
  await inWorld(called, { missingResource }, async (chime) => {
    // An empty list of app instances would not show that one of them is gone.
    chime.state.addAppInstance();
    remove(chime, name);
    const run = deployments(chime, name);
    assert.equal((await run((host) => host.read(id.example, state))).id, "");
    await run((host) => host.delete(id.example, state));
  });
}

/** Creates one again, as after a crash that left the first one. */
async function recover({ name }: ResourceSpec, called: Set<string>): Promise<void> {
  const { inputs, create = inputs } = SAMPLES[name];
  await inWorld(called, {}, async (chime) => {
    await deployments(chime, name)((host) => host.create(create));
    const again = deployments(chime, name, { PULUMI_CHIME_RECOVER: "true" })((host) => host.create(create));
    await again.catch(() => undefined);
  });
}

function remove({ state }: Emulator, kind: ResourceKind): void {
  if (/^AppInstance(Admin|Retention|Streaming)?$/.test(kind))
    state.removeAppInstance({ appInstanceArn: APP_INSTANCE });
  else if (kind === "AppInstanceBot") state.removeAppInstanceUser({ arn: HELP_BOT });
  else if (kind === "AppInstanceUser") state.removeAppInstanceUser({ arn: ADA_ARN });
  else if (kind.startsWith("Channel")) state.removeChannel({ channelArn: CHANNEL });
  else state.removeRoom({ accountId: ACCOUNT, roomId: ROOM });
}

/** Runs each step in a deployment of its own. */
function deployments(chime: Emulator, kind: ResourceKind, env: Record<string, string> = {}) {
  const config = { "chime:readConsistencySeconds": "0" };
  return async <Result>(step: (host: Host) => Promise<Result>): Promise<Result> => {
    const host = await Host.start({ chime, kind, config, env });
    try {
      return await step(host);
    } finally {
      await host.stop();
    }
  };
}

async function inWorld<Result>(
  called: Set<string>,
  options: EmulatorOptions,
  act: (chime: Emulator) => Promise<Result>,
): Promise<Result> {
  const chime = await startWorld(options);
  try {
    return await act(chime);
  } finally {
    for (const { operation } of chime.journal.calls()) called.add(operation);
    await chime.stop();
  }
}
