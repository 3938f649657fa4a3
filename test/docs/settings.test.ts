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
  /** Whether the table says that the `aws:` setting of the same name is the fallback. */
  hasAwsFallback: boolean;
  meaning: string;
  defaultValue: string;
}

describe("The table of settings", () => {
  const rows = readFileSync(PAGE, "utf8").split("\n").flatMap(rowOf);

  it("lists each setting exactly once, and no others", () => {
    assert.deepEqual(rows.map(({ name }) => name).sort(), [...CHIME_SETTINGS].sort());
  });

  it("marks the settings that fall back to a setting of @pulumi/aws", () => {
    const withFallback = CHIME_SETTINGS.filter((name) => AWS_SETTINGS.some((other) => other === name));
    assert.deepEqual(
      rows.filter(({ hasAwsFallback }) => hasAwsFallback).map(({ name }) => name),
      rows.map(({ name }) => name).filter((name) => withFallback.some((other) => other === name)),
    );
  });

  it("states the actual defaults and ranges", () => {
    const defaults = settings({}) as ChimeSettings;
    for (const { name, meaning, defaultValue } of rows) {
      const value = (defaults as unknown as Record<string, string | number | boolean | object | undefined>)[
        name
      ];
      if (typeof value === "object" || value === undefined) continue;
      assert.equal(defaultValue, `\`${String(value)}\``, name);
      const [, minimum, maximum] = /(\d+)–(\d+)/.exec(meaning) ?? [];
      if (typeof value !== "number") continue;
      for (const valid of [minimum, maximum])
        assert.ok(!Array.isArray(settings({ [name]: valid })), `${name} ${valid}`);
      for (const invalid of [Number(minimum) - 1, Number(maximum) + 1])
        assert.ok(Array.isArray(settings({ [name]: String(invalid) })), `${name} ${invalid}`);
    }
  });
});

function settings(chime: Record<string, string | undefined>): unknown {
  const entries = Object.entries(chime).map(([name, value]) => [`chime:${name}`, value] as const);
  return readSettings(sourceOfEntries(Object.fromEntries(entries), "documentation"), {});
}

function rowOf(line: string): Row[] {
  const [, cell, meaning, defaultValue] = line.split("|").map((part) => part.trim());
  const [, name, asterisk] = /^`chime:(\w+)`(\\\*)?$/.exec(cell ?? "") ?? [];
  if (name === undefined || meaning === undefined || defaultValue === undefined) return [];
  return [{ name, hasAwsFallback: asterisk !== undefined, meaning, defaultValue }];
}
