import assert from "node:assert/strict";

import { pointName } from "./points";
import { SHORT_SAMPLE, FIRST_STEP_POINTS, LATER_STEP_POINTS, testPoints } from "./samplePoints";
import { SCENARIOS } from "./scenarios";
import { scratchFolder } from "./snapshot";
import { record, tryPoint, type RecordedStep } from "./sweep";

describe("A deployment that is interrupted recovers as the guide says, with nothing lost,", function () {
  this.timeout(300_000);

  testPoints(FIRST_STEP_POINTS.filter((point) => !SHORT_SAMPLE.includes(point)));

  describe("also later in its life:", () => {
    let chapters: RecordedStep[];
    let scratch: Awaited<ReturnType<typeof scratchFolder>>;
    before(async () => {
      scratch = await scratchFolder();
      chapters = await record(
        SCENARIOS.find(({ name }) => name === "renames")!,
        scratch.folder,
      );
    });
    after(async () => {
      await scratch.remove();
    });

    for (const point of LATER_STEP_POINTS) {
      it(pointName(point), async () => {
        const chapter = chapters.find(({ step }) => step.name === point.step)!;
        const names = chapter.points.map(pointName);
        assert.ok(
          names.includes(pointName(point)),
          `there is no such point any more, only ${names.join(", ")}`,
        );
        await tryPoint(chapter, point);
      });
    }
  });
});
