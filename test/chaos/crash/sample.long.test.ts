import assert from "node:assert/strict";

import { pointName } from "./points";
import { FIRST_STEP_POINTS, LATER_STEP_POINTS, SHORT_SAMPLE, testPoints } from "./samplePoints";
import { SCENARIOS } from "./scenarios";
import { scratchFolder } from "./snapshot";
import { record, tryPoint, type RecordedStep } from "./sweep";

describe("An interrupted deployment loses nothing after the recovery in the guide,", function () {
  this.timeout(300_000);

  testPoints(FIRST_STEP_POINTS.filter((point) => !SHORT_SAMPLE.includes(point)));

  describe("also in a later step:", () => {
    let recordedSteps: RecordedStep[];
    let scratch: Awaited<ReturnType<typeof scratchFolder>>;
    before(async () => {
      scratch = await scratchFolder();
      recordedSteps = await record(
        SCENARIOS.find(({ name }) => name === "renames")!,
        scratch.folder,
      );
    });
    after(async () => {
      await scratch.remove();
    });

    for (const point of LATER_STEP_POINTS) {
      it(pointName(point), async () => {
        const recorded = recordedSteps.find(({ step }) => step.name === point.step)!;
        const names = recorded.points.map(pointName);
        assert.ok(
          names.includes(pointName(point)),
          `There is no such point. The points are: ${names.join(", ")}`,
        );
        await tryPoint(recorded, point);
      });
    }
  });
});
