import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const REPOSITORY = resolve(__dirname, "../../..");

/** The issues that the table must list, in the trackers of other tools. */
const COMPLAINTS = [
  "hashicorp/terraform#5778",
  "terraform-provider-aws#8785",
  "terraform-provider-aws#42632",
  "googleworkspace#192",
  "googleworkspace#147",
  "azuread#793",
  "okta#1119",
  "okta#1516",
  "github#3622",
  "github#85",
  "slack#91",
];

interface Row {
  complaint: string;
  answer: string;
  tests: string;
}

interface QuotedTest {
  file: string;
  title: string;
}

function rows(): Row[] {
  const text = readFileSync(join(REPOSITORY, "docs/membership-complaints.md"), "utf8");
  const lines = text.split("\n").filter((line) => line.startsWith("|"));
  return lines.slice(2).map((line) => {
    const [, complaint = "", answer = "", tests = ""] = line.split("|").map((cell) => cell.trim());
    return { complaint, answer, tests };
  });
}

/** How a row quotes tests: `engine/drift: "a title", "another title"; host/room: "a third title"`. */
const TITLES = /"[^"]*"(?:, "[^"]*")*/;
const TESTS = new RegExp(`(\\w+(?:/\\w+)+): (${TITLES.source})`, "g");

function quotedTests({ tests }: Row): QuotedTest[] {
  return [...tests.matchAll(TESTS)].flatMap(([, file = "", titles = ""]) =>
    [...titles.matchAll(/"([^"]*)"/g)].map(([, title = ""]) => ({ file, title })),
  );
}

/** Patterns for the titles of the tests in a file. A template placeholder matches any text. */
function titlePatterns(file: string): RegExp[] {
  const paths = [`${file}.test.ts`, `${file}.long.test.ts`].map((name) => join(REPOSITORY, "test", name));
  const source = readFileSync(paths.find(existsSync) ?? paths[0]!, "utf8");
  const titles = [...source.matchAll(/\bit\(\s*(["'`])(.*?)\1,/g)].map(([, , title = ""]) => title);
  return titles.filter(hasLiteralText).map((title) => {
    const parts = title.split(/\$\{.*?\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    return new RegExp(`^${parts.join(".*")}$`);
  });
}

function hasLiteralText(title: string): boolean {
  return /\w/.test(title.replaceAll(/\$\{.*?\}/g, ""));
}

describe("The table of complaints", () => {
  for (const complaint of COMPLAINTS) {
    it(`has a row for ${complaint}, with an answer and a quoted test`, () => {
      const [, tracker = "", number = ""] = /^(.*)(#\d+)$/.exec(complaint) ?? [];
      const matching = rows().filter(
        (row) => row.complaint.includes(tracker) && row.complaint.includes(number),
      );
      assert.equal(matching.length, 1);
      assert.notEqual(matching[0]!.answer, "");
      assert.notDeepEqual(quotedTests(matching[0]!), []);
    });
  }

  it("quotes only titles of tests that exist, and quotes them in full", () => {
    const missing = rows()
      .flatMap(quotedTests)
      .filter(({ file, title }) => !titlePatterns(file).some((pattern) => pattern.test(title)));
    assert.deepEqual(missing, []);
  });

  it("quotes all tests in the form that these tests can check", () => {
    for (const { tests } of rows()) assert.match(tests.replaceAll(TESTS, "T"), /^T(; T)*$/);
  });
});
