import { snippetsOf } from "../docs/snippets";
import { Walkthrough } from "../docs/walk/walkthrough";

/** The pages that install packages. */
const PAGES = [
  "README.md",
  "docs/guides/getting-started.md",
  "docs/guides/getting-started-channels.md",
  "docs/guides/other-languages.md",
  "docs/guides/testing.md",
  "examples/aws/README.md",
  "examples/policy/README.md",
];

// Takes minutes, so only `npm run test:package` runs it. The tests in test/docs follow the pages without installing.
describe("The steps of a page, including installation,", function () {
  this.timeout(600_000);

  let walkthrough: Walkthrough;
  beforeEach(async () => {
    walkthrough = await Walkthrough.start({ install: true });
  });
  afterEach(() => walkthrough.close());

  for (const page of PAGES) {
    it(`work as written in an empty folder: ${page}`, async () => {
      for (const snippet of await snippetsOf(page)) await walkthrough.follow(snippet);
    });
  }
});
