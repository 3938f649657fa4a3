import assert from "node:assert/strict";

import type { Emulator } from "../../emulator";
import { APP_INSTANCE_BOT_SCHEMA } from "../../provider/schema/channels/appInstanceBotSchema";
import { APP_INSTANCE_SCHEMA } from "../../provider/schema/channels/appInstanceSchema";
import { APP_INSTANCE_USER_SCHEMA } from "../../provider/schema/channels/appInstanceUserSchema";
import { CHANNEL_SCHEMA } from "../../provider/schema/channels/channelSchema";
import type { ResourceKind } from "../../provider/schema/providerText";
import { ROOM_SCHEMA } from "../../provider/schema/rooms/roomSchema";
import { PACKAGE } from "../../schema";
import { DEPLOYER } from "../../schema/channels/shared";
import { nameOf, type PropertySpec } from "../../schema/model";
import { Host, type Properties } from "../support/host";
import { SAMPLES, startWorld } from "./samples";

describe("The package schema says what the hooks do with the inputs of", function () {
  this.timeout(60_000);

  let chime: Emulator;
  let plugin: Host;
  before(async () => {
    chime = await startWorld();
    const config = { "chime:appInstanceUserArn": DEPLOYER, "chime:readConsistencySeconds": "0" };
    plugin = await Host.start({ chime, config });
  });
  after(async () => {
    await plugin.stop();
    await chime.stop();
  });

  for (const resource of PACKAGE.resources) {
    const { name, inputProperties, properties, id, import: file } = resource;
    const { inputs, outputs, others } = SAMPLES[name];
    const state = { ...inputs, ...outputs };
    const host = (): Host => plugin.withKind(name);
    const refused = async (news: Properties): Promise<string[]> => (await host().check(news)).failures;

    describe(name, () => {
      it("which there are", async () => {
        const failures = await refused({ ...inputs, title: "x" });
        assert.equal(failures.length, 1);
        const [, known = ""] = /^There is no property title, only (.*)\.$/.exec(failures[0]!) ?? [];
        assert.deepEqual(known.split(", ").sort(), Object.keys(inputProperties).sort());
      });

      it("which are required, and what the defaults of the others are", async () => {
        for (const [property, spec] of Object.entries(inputProperties)) {
          const { failures, inputs: checked } = await host().check(without(inputs, property));
          if (spec.required) assert.match(failures.join(), new RegExp(`^${property} is required`));
          else assert.deepEqual(failures, [], property);
          // False is not stored where it means the same as nothing.
          if (spec.default !== undefined) assert.equal(checked[property] ?? false, spec.default, property);
        }
      });

      it("which values they have", async () => {
        for (const [property, spec] of Object.entries(inputProperties)) {
          for (const value of valuesOf(spec))
            assert.deepEqual(await refused({ ...inputs, [property]: value }), [], property);
          const failures = await refused({ ...inputs, [property]: wrongValueOf(spec) });
          assert.ok(failures[0]?.startsWith(property), `${property}: ${failures.join()}`);
        }
      });

      it("which of them replace the resource", async () => {
        for (const [property, spec] of Object.entries(inputProperties)) {
          const { changes, replaces } = await host().diff(id.example, state, {
            ...inputs,
            [property]: others[property],
          });
          assert.ok(changes, property);
          assert.deepEqual(replaces, spec.replaceOnChanges ? [property] : [], property);
        }
      });

      it("which of them are secrets, as their outputs are", () => {
        for (const all of [inputProperties, properties]) {
          const secrets = Object.keys(all).filter((property) => all[property]?.secret);
          assert.deepEqual(secrets.sort(), [...(SENSITIVE[name] ?? [])].sort());
        }
      });

      if ("command" in file) return;

      it("what an import file has", async () => {
        const { inputs: checked, failures } = await host().check(file.inputs);
        assert.deepEqual(failures, []);
        assert.deepEqual(checked, file.inputs);
        const { changes } = await host().diff(id.example, file.outputs, checked);
        assert.equal(changes, false);
        assert.deepEqual((await host().read(id.example, file.outputs)).inputs, file.inputs);
      });
    });
  }
});

/** The inputs whose outputs are secrets. */
const SENSITIVE: Partial<Record<ResourceKind, readonly string[]>> = {
  AppInstance: APP_INSTANCE_SCHEMA.sensitive,
  AppInstanceBot: APP_INSTANCE_BOT_SCHEMA.sensitive,
  AppInstanceUser: APP_INSTANCE_USER_SCHEMA.sensitive,
  Channel: CHANNEL_SCHEMA.sensitive,
  Room: ROOM_SCHEMA.sensitive,
};

/** The values of an enumeration. */
function valuesOf(spec: PropertySpec): string[] {
  const type = "$ref" in spec ? PACKAGE.types[nameOf(spec.$ref)] : undefined;
  return type && "enum" in type ? type.enum.map(({ value }) => value) : [];
}

/** A value of another type, and for an enumeration one that it does not have. */
function wrongValueOf(spec: PropertySpec): unknown {
  if ("$ref" in spec) return "NO_SUCH_VALUE";
  return "type" in spec && spec.type === "string" ? 7 : "text";
}

function without(properties: Properties, name: string): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([one]) => one !== name));
}
