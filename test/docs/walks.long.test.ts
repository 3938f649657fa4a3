import { pagesWithSteps } from "./snippets";
import { SAMPLE, testWalkthroughs } from "./walk/suite";

describe("The steps of a page", function () {
  this.timeout(300_000);

  testWalkthroughs(pagesWithSteps().filter((page) => page !== SAMPLE));
});
