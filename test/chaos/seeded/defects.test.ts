import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { applyChange, compile, PROVIDER, type SourceChange } from "../support/sourceChange";
import { DEFECTS } from "./defects";

const REPOSITORY = resolve(__dirname, "../../..");

describe("The defects of `npm run chaos -- seeded`", () => {
  for (const defect of DEFECTS) {
    it(`apply to the current source, and name a test that exists: ${defect.name}`, () => {
      const { file, test } = defect;
      const source = readFileSync(join(PROVIDER, file), "utf8");
      assert.notEqual(compile(file, applyChange(source, defect)), compile(file, source));
      if (test) assert.ok(readFileSync(join(REPOSITORY, test.file), "utf8").includes(test.title), test.title);
    });
  }

  it("have different names", () => {
    assert.equal(new Set(DEFECTS.map(({ name }) => name)).size, DEFECTS.length);
  });
});

describe("A source change", () => {
  const change = (text: string): SourceChange => ({ file: "a.ts", text, replacement: "stop(2);" });

  it("finds its text in any formatting", () => {
    assert.equal(applyChange("go(\n  1,\n  b\n);\nrest();", change("go(1, b);")), "stop(2);\nrest();");
  });

  for (const [source, count] of [
    ["rest();", 0],
    ["go(1);\ngo( 1 );", 2],
  ] as const) {
    it(`fails with the file and the text if the source contains the text ${count} times`, () => {
      const message = `provider/a.ts must contain this text once, and contains it ${count} times: go(1);`;
      assert.throws(() => applyChange(source, change("go(1);")), { message });
    });
  }

  it("fails if the result does not compile", () => {
    assert.throws(() => compile("a.ts", "if ("), /^Error: provider\/a\.ts does not compile: /);
  });
});
