import assert from "node:assert/strict";

import { readSettings } from "../../provider/settings/settings";
import { SECRET_SETTINGS } from "../../provider/settings/settingNames";
import { sourceOfEntries } from "../../provider/settings/settingsSource";
import { PACKAGE } from "../../schema";

describe("The package schema says of the settings", () => {
  const inputs = Object.entries(PACKAGE.provider.inputProperties);

  it("which are secrets", () => {
    const secrets = inputs.filter(([, { secret }]) => secret).map(([name]) => name);
    assert.deepEqual(secrets, SECRET_SETTINGS);
  });

  it("their defaults", () => {
    const defaults = settings({}) as Record<string, unknown>;
    const simple = inputs.filter(([name]) => ["string", "number", "boolean"].includes(typeof defaults[name]));
    assert.ok(simple.length > 5, `only ${simple.length} have one`);
    for (const [name, { default: value }] of simple) assert.equal(value, defaults[name], name);
    const others = inputs.filter((input) => !simple.includes(input) && input[1].default !== undefined);
    assert.deepEqual(
      others.map(([name]) => name),
      ["inheritIdentity"],
    );
  });

  it("their ranges", () => {
    const numbers = inputs.filter(([, property]) => "type" in property && property.type === "integer");
    assert.ok(numbers.length > 3, `only ${numbers.length} are numbers`);
    for (const [name, { description }] of numbers) {
      const [, least, most] = /: (\d+) to (\d+)\.$/.exec(description) ?? [];
      for (const inside of [least, most]) assert.ok(!Array.isArray(settings({ [name]: inside })), name);
      for (const outside of [Number(least) - 1, Number(most) + 1])
        assert.ok(Array.isArray(settings({ [name]: String(outside) })), `${name} ${outside}`);
    }
  });
});

function settings(chime: Record<string, string | undefined>): unknown {
  const entries = Object.entries(chime).map(([name, value]) => [`chime:${name}`, value] as const);
  return readSettings(sourceOfEntries(Object.fromEntries(entries), "settings"), {});
}
