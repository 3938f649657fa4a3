import assert from "node:assert/strict";

import { parseAllDocuments } from "yaml";

import { readSettings } from "../../provider/settings/settings";
import { sourceOfEntries } from "../../provider/settings/settingsSource";
import { isWalked, pages, snippetsOf, walkedPages, type Snippet } from "./snippets";
import { CHECKED, complaintsAbout } from "./typeCheck";

const SHELL = ["sh", "bash"];
/** Languages of blocks that show what something looks like. */
const SHOWN = ["text", "diff", "mermaid"];

/** How many snippets of which page are not run, by the reason. Nothing is left out that is not listed here. */
const NOT_RUN: Record<string, Record<string, number>> = {
  "a setting of the engine": { "docs/guides/scale.md": 1 },
  // Those with a `run` too are run by `npm run test:package`, which may fetch.
  "fetches from a registry": {
    "README.md": 1,
    "docs/guides/getting-started-channels.md": 1,
    "docs/guides/getting-started.md": 1,
    "docs/guides/testing.md": 1,
    "docs/guides/upgrading.md": 1,
    "examples/aws/README.md": 1,
    "examples/policy/README.md": 1,
    "packages/emulator/README.md": 1,
  },
  "is what runs this": { "README.md": 1 },
  "needs an AWS account": {
    "docs/guides/getting-started-channels.md": 1,
    "docs/guides/getting-started.md": 1,
    "examples/README.md": 1,
    "examples/aws/README.md": 1,
  },
  "run by test/chaos": { "docs/guides/crashes.md": 6 },
  "needs a stack with rooms that answer no more": { "docs/guides/from-rooms-to-channels.md": 1 },
  "run by test/package/examples.ts": { "examples/policy/README.md": 1 },
  "run by test/engine/channels": { "docs/guides/adoption-and-import.md": 1 },
  "run by test/engine/existing": { "docs/guides/adoption-and-import.md": 1 },
  "run by test/engine/ownership": { "docs/guides/moving-members.md": 1 },
  "run by test/engine/ownProvider": { "docs/guides/coming-from-your-own-provider.md": 4 },
  "run by test/engine/import": { "docs/guides/adoption-and-import.md": 2 },
};

describe("The snippets of the documentation", function () {
  this.timeout(300_000);

  const all = new Map<string, Snippet[]>();
  before(async () => {
    for (const page of pages()) all.set(page, await snippetsOf(page));
  });
  const those = (matches: (snippet: Snippet) => boolean): Snippet[] =>
    [...all.values()].flat().filter(matches);
  const at = ({ page, line }: Snippet): string => `${page}:${line}`;

  it("compile, those of TypeScript and JavaScript, as one program", () => {
    const checked = those(({ language }) => CHECKED.has(language));
    assert.ok(checked.length > 5, `only ${checked.length} were found`);
    assert.deepEqual(complaintsAbout(checked), []);
  });

  it("are well-formed, those of JSON and YAML, and name settings that there are", () => {
    for (const snippet of those(({ language }) => language === "json")) {
      assert.doesNotThrow(() => JSON.parse(snippet.text) as unknown, at(snippet));
    }
    for (const snippet of those(({ language }) => language === "yaml")) {
      for (const document of parseAllDocuments(snippet.text)) {
        assert.deepEqual(document.errors, [], at(snippet));
        assert.deepEqual(settingsProblems(document.toJS()), [], at(snippet));
      }
    }
  });

  it("are in a language that is checked or is only shown", () => {
    const known = [...CHECKED.keys(), "json", "yaml", ...SHELL, ...SHOWN];
    assert.deepEqual(those(({ language }) => !known.includes(language)).map(at), []);
  });

  it("say where they run or why they do not, those of the shell", () => {
    const silent = those(
      ({ language, directive: { run, skip } }) =>
        SHELL.includes(language) && run === undefined && skip === undefined,
    );
    assert.deepEqual(
      silent.map(at),
      [],
      "need <!-- test: { run: … } --> or <!-- test: { skip: … } --> before them",
    );
    const run = those(({ directive }) => isWalked(directive)).map(({ page }) => page);
    assert.deepEqual([...new Set(run)], walkedPages());
    const notRun: Record<string, Record<string, number>> = {};
    for (const { page, directive } of those(({ directive: { skip } }) => skip !== undefined)) {
      const ofReason = (notRun[directive.skip ?? ""] ??= {});
      ofReason[page] = (ofReason[page] ?? 0) + 1;
    }
    assert.deepEqual(notRun, NOT_RUN);
  });
});

/** What is wrong with the settings in a file of stack configuration. */
function settingsProblems(document: unknown): unknown[] {
  const { config } = (document ?? {}) as { config?: Record<string, unknown> };
  const settings = readSettings(sourceOfEntries(config ?? {}, "documentation"), {});
  return Array.isArray(settings) ? settings : [];
}
