import { snippetsOf } from "../docs/snippets";
import { Walk } from "../docs/walk/walk";

/** The pages that install packages. */
const PAGES = [
  "README.md",
  "docs/guides/getting-started.md",
  "docs/guides/getting-started-channels.md",
  "docs/guides/testing.md",
  "examples/aws/README.md",
  "examples/policy/README.md",
];

// Minutes: `npm run test:package` runs these. `npm test` follows one page and `npm run test:all` the others, with the packages that are there.
describe("The instructions of a page that installs packages", function () {
  this.timeout(600_000);

  let walk: Walk;
  beforeEach(async () => {
    walk = await Walk.begin({ installing: true });
  });
  afterEach(() => walk.end());

  for (const page of PAGES) {
    it(`work: ${page}`, async () => {
      for (const snippet of await snippetsOf(page)) await walk.follow(snippet);
    });
  }
});
