import assert from "node:assert/strict";

import { parseAllDocuments } from "yaml";

import { readSettings } from "../../provider/settings/settings";
import { sourceOfEntries } from "../../provider/settings/settingsSource";
import { PACKAGE } from "../../schema";
import { slugOf } from "../../tools/docs/markdown";
import { snakeCase } from "../../schema/examples/languages";
import { hasSteps, pages, pagesWithSteps, snippetsOf, type Snippet } from "./snippets";
import { COMPILED_LANGUAGES, diagnosticsOf } from "./typeCheck";

const SHELL_LANGUAGES = ["sh", "bash"];
/** Languages of blocks that only show something, such as output. */
const DISPLAY_LANGUAGES = ["text", "diff", "mermaid"];
/** Languages of blocks that schema/examples/languages.ts writes. The one in TypeScript is compiled, and that in Python is tested. */
const GENERATED_LANGUAGES = ["go", "csharp", "java"];

const REGISTRY_PAGE = "docs/registry/_index.md";

/** The number of snippets that do not run, by reason and page. Every skipped snippet must be listed. */
const NOT_RUN: Record<string, Record<string, number>> = {
  "a setting of the engine": { "docs/guides/scale.md": 1 },
  // `npm run test:package`, which may install packages, runs those that also have a `run` directive.
  "fetches from a registry": {
    "README.md": 1,
    "docs/guides/getting-started-channels.md": 1,
    "docs/guides/getting-started.md": 1,
    "docs/guides/other-languages.md": 1,
    "docs/guides/testing.md": 1,
    "docs/guides/upgrading.md": 1,
    "examples/aws/README.md": 1,
    "examples/policy/README.md": 1,
    "packages/emulator/README.md": 1,
  },
  "runs the tests": { "README.md": 1 },
  "needs an AWS account": {
    "docs/guides/getting-started-channels.md": 1,
    "docs/guides/getting-started.md": 1,
    "docs/registry/installation-configuration.md": 2,
    "examples/README.md": 1,
    "examples/aws/README.md": 1,
  },
  "needs a release on GitHub": { "docs/registry/installation-configuration.md": 2 },
  "needs the AWS CLI": { "docs/guides/emulator.md": 1, "examples/offboarding/README.md": 1 },
  "run by test/chaos": { "docs/guides/crashes.md": 7 },
  "needs a stack whose rooms are unavailable": { "docs/guides/from-rooms-to-channels.md": 1 },
  "run by test/docs/emulator": { "packages/emulator/README.md": 1 },
  "run by test/engine/channels": {
    "docs/guides/adoption-and-import.md": 1,
    "docs/resources/channel-ban.md": 1,
    "docs/resources/channel-membership.md": 1,
    "docs/resources/channel-moderator-roster.md": 1,
    "docs/resources/channel-moderator.md": 1,
    "docs/resources/channel-roster.md": 1,
  },
  "run by test/host/cliImport": {
    "docs/guides/adoption-and-import.md": 1,
    "docs/guides/from-rooms-to-channels.md": 1,
    "docs/resources/app-instance-admin.md": 1,
  },
  "run by test/engine/nativeImport": {
    "docs/guides/other-languages.md": 3,
    ...Object.fromEntries(PACKAGE.resources.map(({ name }) => [`docs/resources/${slugOf(name)}.md`, 1])),
  },
  "run by test/host/cliDoctor": { "docs/guides/doctor.md": 1 },
  "run by test/package/examples.ts": { "examples/policy/README.md": 1 },
  "run by test/engine/doctor": { "docs/guides/doctor.md": 1 },
  "run by test/engine/languages": {
    "docs/guides/other-languages.md": 1,
    "examples/README.md": 1,
    "examples/go/README.md": 2,
    "examples/python/README.md": 2,
    "examples/yaml/README.md": 2,
  },
  "needs the language host of an official release": {
    "docs/guides/other-languages.md": 1,
    "examples/go/README.md": 1,
    "examples/python/README.md": 1,
  },
  "run by test/engine/existing": { "docs/guides/adoption-and-import.md": 1 },
  "run by test/engine/ownership": { "docs/guides/moving-members.md": 1 },
  "run by test/engine/ownProvider": { "docs/guides/coming-from-your-own-provider.md": 4 },
  "run by test/engine/import": {
    "docs/guides/adoption-and-import.md": 2,
    "docs/resources/room-membership.md": 1,
    "docs/resources/room-roster.md": 1,
  },
  "run by test/engine/importFiles": {
    "docs/resources/app-instance-bot.md": 1,
    "docs/resources/app-instance-retention.md": 1,
    "docs/resources/app-instance-streaming.md": 1,
    "docs/resources/app-instance-user.md": 1,
    "docs/resources/app-instance.md": 1,
    "docs/resources/channel-flow-association.md": 1,
    "docs/resources/channel.md": 1,
    "docs/resources/room.md": 1,
  },
};

describe("The snippets of the documentation", function () {
  this.timeout(300_000);

  const snippets = new Map<string, Snippet[]>();
  before(async () => {
    for (const page of pages()) snippets.set(page, await snippetsOf(page));
  });
  const select = (matches: (snippet: Snippet) => boolean): Snippet[] =>
    [...snippets.values()].flat().filter(matches);
  const locationOf = ({ page, line }: Snippet): string => `${page}:${line}`;

  it("compile as one program if they are TypeScript or JavaScript", () => {
    const compiled = select(({ language }) => COMPILED_LANGUAGES.has(language));
    assert.ok(compiled.length > 5, `only ${compiled.length} were found`);
    assert.deepEqual(diagnosticsOf(compiled), []);
  });

  it("are well-formed and use existing settings if they are JSON or YAML", () => {
    for (const snippet of select(({ language }) => language === "json")) {
      assert.doesNotThrow(() => JSON.parse(snippet.text) as unknown, locationOf(snippet));
    }
    for (const snippet of select(({ language }) => language === "yaml")) {
      for (const document of parseAllDocuments(snippet.text)) {
        assert.deepEqual(document.errors, [], locationOf(snippet));
        assert.deepEqual(settingsProblems(document.toJS()), [], locationOf(snippet));
      }
    }
  });

  it("have the names that Pulumi gives to resources, functions and properties if they are Python", () => {
    const names = namesInPython();
    const python = select(({ language }) => language === "python");
    assert.ok(python.length > 1, `only ${python.length} were found`);
    for (const snippet of python) {
      const code = snippet.text.replaceAll(/"[^"]*"/g, '""');
      const used = [...code.matchAll(/(?<=chime\.)\w+|\b[a-z]+(?:_[a-z]+)+\b/g)].map(([name]) => name);
      assert.deepEqual(
        used.filter((name) => !names.has(name)),
        [],
        locationOf(snippet),
      );
    }
  });

  it("are in a language that is tested or that only shows something", () => {
    const checked = ["json", "yaml", "python", ...SHELL_LANGUAGES];
    const known = [...COMPILED_LANGUAGES.keys(), ...checked, ...DISPLAY_LANGUAGES];
    const isKnown = ({ language, page }: Snippet): boolean =>
      known.includes(language) || (page === REGISTRY_PAGE && GENERATED_LANGUAGES.includes(language));
    assert.deepEqual(select((snippet) => !isKnown(snippet)).map(locationOf), []);
  });

  it("say where they run, or why they do not run, if they are shell commands", () => {
    const undirected = select(
      ({ language, directive: { run, skip } }) =>
        SHELL_LANGUAGES.includes(language) && run === undefined && skip === undefined,
    );
    assert.deepEqual(
      undirected.map(locationOf),
      [],
      "Put <!-- test: { run: … } --> or <!-- test: { skip: … } --> before each.",
    );
    const run = select(({ directive }) => hasSteps(directive)).map(({ page }) => page);
    assert.deepEqual([...new Set(run)], pagesWithSteps());
    const notRun: Record<string, Record<string, number>> = {};
    for (const { page, directive } of select(({ directive: { skip } }) => skip !== undefined)) {
      const counts = (notRun[directive.skip ?? ""] ??= {});
      counts[page] = (counts[page] ?? 0) + 1;
    }
    assert.deepEqual(notRun, NOT_RUN);
  });
});

function namesInPython(): Set<string> {
  const { resources, functions } = PACKAGE;
  const properties = [
    ...resources.flatMap(({ inputProperties, properties }) => [inputProperties, properties]),
    ...functions.flatMap(({ inputs, outputs }) => [inputs, outputs]),
  ].flatMap((specs) => Object.keys(specs));
  return new Set([
    "pulumi_chime",
    ...resources.map(({ name }) => name),
    ...[...functions.flatMap(({ name }) => [name, `${name}Output`]), ...properties].map(snakeCase),
  ]);
}

/** The errors in the settings of a stack configuration file. */
function settingsProblems(document: unknown): unknown[] {
  const { config } = (document ?? {}) as { config?: Record<string, unknown> };
  const settings = readSettings(sourceOfEntries(config ?? {}, "documentation"), {});
  return Array.isArray(settings) ? settings : [];
}
