import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const REPOSITORY = resolve(__dirname, "../../..");

/** The complaints, as the trackers of other tools' resources have them. */
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

interface Quoted {
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

/** Tests as a row quotes them: `engine/drift: "one title", "another"; host/room: "a third"`. */
const TITLES = /"[^"]*"(?:, "[^"]*")*/;
const TESTS = new RegExp(`(\\w+(?:/\\w+)+): (${TITLES.source})`, "g");

function quotedIn({ tests }: Row): Quoted[] {
  return [...tests.matchAll(TESTS)].flatMap(([, file = "", titles = ""]) =>
    [...titles.matchAll(/"([^"]*)"/g)].map(([, title = ""]) => ({ file, title })),
  );
}

/** The titles of the tests in a file; what a template fills in is there for any text. */
function titlesIn(file: string): RegExp[] {
  const paths = [`${file}.test.ts`, `${file}.long.test.ts`].map((name) => join(REPOSITORY, "test", name));
  const source = readFileSync(paths.find(existsSync) ?? paths[0]!, "utf8");
  const titles = [...source.matchAll(/\bit\(\s*(["'`])(.*?)\1,/g)].map(([, , title = ""]) => title);
  return titles.filter(saysSomething).map((title) => {
    const parts = title.split(/\$\{.*?\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    return new RegExp(`^${parts.join(".*")}$`);
  });
}

function saysSomething(title: string): boolean {
  return /\w/.test(title.replaceAll(/\$\{.*?\}/g, ""));
}

describe("The table of complaints", () => {
  for (const complaint of COMPLAINTS) {
    it(`has a row for ${complaint}, with an answer and a test`, () => {
      const [, tracker = "", number = ""] = /^(.*)(#\d+)$/.exec(complaint) ?? [];
      const found = rows().filter((row) => row.complaint.includes(tracker) && row.complaint.includes(number));
      assert.equal(found.length, 1);
      assert.notEqual(found[0]!.answer, "");
      assert.notDeepEqual(quotedIn(found[0]!), []);
    });
  }

  it("quotes tests that there are, each by its whole title", () => {
    const missing = rows()
      .flatMap(quotedIn)
      .filter(({ file, title }) => !titlesIn(file).some((pattern) => pattern.test(title)));
    assert.deepEqual(missing, []);
  });

  it("says nothing of tests in another form, which this could not check", () => {
    for (const { tests } of rows()) assert.match(tests.replaceAll(TESTS, "T"), /^T(; T)*$/);
  });
});
