import { snippetsOf, walkedPages } from "./snippets";
import { Walk } from "./walk/walk";

// `npm run test:package` walks through the pages too, and installs what they say.
describe("A reader who does what a page says", function () {
  this.timeout(300_000);

  let walk: Walk;
  beforeEach(async () => {
    walk = await Walk.begin();
  });
  afterEach(() => walk.end());

  for (const page of walkedPages()) {
    it(`gets what it says: ${page}`, async () => {
      for (const snippet of await snippetsOf(page)) await walk.follow(snippet);
    });
  }
});
