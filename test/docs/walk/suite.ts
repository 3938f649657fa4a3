import { snippetsOf } from "../snippets";
import { Walk } from "./walk";

/** The page that `npm test` walks through: one stands for all of them. */
export const SAMPLE = "docs/guides/getting-started.md";

/** Makes a test of each page, in which a reader does what it says. `npm run test:package` also installs what they say. */
export function testWalks(pages: readonly string[]): void {
  let walk: Walk;
  beforeEach(async () => {
    walk = await Walk.begin();
  });
  afterEach(() => walk.end());

  for (const page of pages) {
    it(`gets what it says: ${page}`, async () => {
      for (const snippet of await snippetsOf(page)) await walk.follow(snippet);
    });
  }
}
