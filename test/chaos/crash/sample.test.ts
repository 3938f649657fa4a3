import { SHORT_SAMPLE, testPoints } from "./samplePoints";

describe("An interrupted deployment loses nothing after the recovery in the guide,", function () {
  this.timeout(300_000);

  testPoints(SHORT_SAMPLE);
});
