import assert from "node:assert/strict";

import { nameOf } from "./points";
import { FEW, FIRST, LATER, testFirst } from "./samplePoints";
import { SCENARIOS } from "./scenarios";
import { scratchFolder } from "./snapshot";
import { record, tryPoint, type Chapter } from "./sweep";

describe("A deployment that is interrupted recovers as the guide says, with nothing lost,", function () {
  this.timeout(300_000);

  testFirst(FIRST.filter((point) => !FEW.includes(point)));

  describe("also later in its life:", () => {
    let chapters: Chapter[];
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

    for (const point of LATER) {
      it(nameOf(point), async () => {
        const chapter = chapters.find(({ step }) => step.name === point.step)!;
        const names = chapter.points.map(nameOf);
        assert.ok(names.includes(nameOf(point)), `there is no such point any more, only ${names.join(", ")}`);
        await tryPoint(chapter, point);
      });
    }
  });
});
