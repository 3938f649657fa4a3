import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

import manifest from "../../package.json";

const REPOSITORY = resolve(__dirname, "../..");
const TEXT = readFileSync(join(REPOSITORY, "CONTRIBUTING.md"), "utf8");

/** Folders that commands create and git ignores. */
const GENERATED = ["dist/", "release/"];

describe("CONTRIBUTING.md", () => {
  const quoted = [...TEXT.matchAll(/`([^`\n]+)`/g)].map(([, text]) => text!);

  it("names files and folders that exist", () => {
    const paths = quoted.filter((text) => /^[\w.-]+\/[\w./-]*$/.test(text) && !GENERATED.includes(text));
    assert.ok(paths.length > 20, `only ${paths.length} were found`);
    assert.deepEqual(
      paths.filter((path) => !existsSync(join(REPOSITORY, path))),
      [],
    );
  });

  it("names npm scripts that package.json defines", () => {
    const commands = [...TEXT.matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name!);
    assert.ok(commands.length > 8, `only ${commands.length} were found`);
    assert.deepEqual(
      commands.filter((name) => !Object.hasOwn(manifest.scripts, name)),
      [],
    );
  });
});
