import { snippetsOf } from "../snippets";
import { Walkthrough } from "./walkthrough";

/** The page whose steps `npm test` follows, as a sample. */
export const SAMPLE = "docs/guides/getting-started.md";

/** Adds a test for each page that follows its steps, without installing packages. */
export function testWalkthroughs(pages: readonly string[]): void {
  let walkthrough: Walkthrough;
  beforeEach(async () => {
    walkthrough = await Walkthrough.start();
  });
  afterEach(() => walkthrough.close());

  for (const page of pages) {
    it(`work as written: ${page}`, async () => {
      for (const snippet of await snippetsOf(page)) await walkthrough.follow(snippet);
    });
  }
}
