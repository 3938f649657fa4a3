import { SHORT_SAMPLE, testPoints } from "./samplePoints";

describe("A deployment that is interrupted recovers as the guide says, with nothing lost,", function () {
  this.timeout(300_000);

  testPoints(SHORT_SAMPLE);
});
