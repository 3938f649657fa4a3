import { SAMPLE, testExamples } from "./suite";

describe("The examples", function () {
  this.timeout(120_000);

  testExamples((name) => name !== SAMPLE);
});
