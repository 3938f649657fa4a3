import { walkedPages } from "./snippets";
import { SAMPLE, testWalks } from "./walk/suite";

describe("A reader who does what a page says", function () {
  this.timeout(300_000);

  testWalks(walkedPages().filter((page) => page !== SAMPLE));
});
