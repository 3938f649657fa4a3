import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

import manifest from "../../package.json";

const REPOSITORY = resolve(__dirname, "../..");
const TEXT = readFileSync(join(REPOSITORY, "CONTRIBUTING.md"), "utf8");

/** What a release makes, and git does not have. */
const MADE = ["dist/", "release/"];

describe("CONTRIBUTING.md", () => {
  const quoted = [...TEXT.matchAll(/`([^`\n]+)`/g)].map(([, text]) => text!);

  it("names files and folders that exist", () => {
    const paths = quoted.filter((text) => /^[\w.-]+\/[\w./-]*$/.test(text) && !MADE.includes(text));
    assert.ok(paths.length > 20, `It names ${paths.length}.`);
    assert.deepEqual(
      paths.filter((path) => !existsSync(join(REPOSITORY, path))),
      [],
    );
  });

  it("names commands that package.json has", () => {
    const named = [...TEXT.matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name!);
    assert.ok(named.length > 8, `It names ${named.length}.`);
    assert.deepEqual(
      named.filter((name) => !Object.hasOwn(manifest.scripts, name)),
      [],
    );
  });
});
