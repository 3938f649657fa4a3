import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { readSettings, type ChimeSettings } from "../../provider/settings/settings";
import { AWS_SETTINGS, CHIME_SETTINGS } from "../../provider/settings/settingNames";
import { sourceOfEntries } from "../../provider/settings/settingsSource";
import { REPOSITORY } from "./snippets";

const PAGE = join(REPOSITORY, "docs/guides/settings.md");

interface Row {
  name: string;
  /** Whether the setting of the same name under `aws:` counts too. */
  ofAws: boolean;
  meaning: string;
  fallback: string;
}

describe("The table of settings", () => {
  const rows = readFileSync(PAGE, "utf8").split("\n").flatMap(rowOf);

  it("has every setting once, and none that does not exist", () => {
    assert.deepEqual(rows.map(({ name }) => name).sort(), [...CHIME_SETTINGS].sort());
  });

  it("marks those for which the setting of @pulumi/aws counts", () => {
    const shared = CHIME_SETTINGS.filter((name) => AWS_SETTINGS.some((other) => other === name));
    assert.deepEqual(
      rows.filter(({ ofAws }) => ofAws).map(({ name }) => name),
      rows.map(({ name }) => name).filter((name) => shared.some((one) => one === name)),
    );
  });

  it("says the defaults and the ranges that the settings have", () => {
    const defaults = settings({}) as ChimeSettings;
    for (const { name, meaning, fallback } of rows) {
      const value = (defaults as unknown as Record<string, string | number | boolean | object | undefined>)[
        name
      ];
      if (typeof value === "object" || value === undefined) continue;
      assert.equal(fallback, `\`${String(value)}\``, name);
      const [, least, most] = /(\d+)–(\d+)/.exec(meaning) ?? [];
      if (typeof value !== "number") continue;
      for (const inside of [least, most])
        assert.ok(!Array.isArray(settings({ [name]: inside })), `${name} ${inside}`);
      for (const outside of [Number(least) - 1, Number(most) + 1])
        assert.ok(Array.isArray(settings({ [name]: String(outside) })), `${name} ${outside}`);
    }
  });
});

function settings(chime: Record<string, string | undefined>): unknown {
  const entries = Object.entries(chime).map(([name, value]) => [`chime:${name}`, value] as const);
  return readSettings(sourceOfEntries(Object.fromEntries(entries), "documentation"), {});
}

function rowOf(line: string): Row[] {
  const [, cell, meaning, fallback] = line.split("|").map((part) => part.trim());
  const [, name, star] = /^`chime:(\w+)`(\\\*)?$/.exec(cell ?? "") ?? [];
  if (name === undefined || meaning === undefined || fallback === undefined) return [];
  return [{ name, ofAws: star !== undefined, meaning, fallback }];
}
