import assert from "node:assert/strict";

import type { CrashPoint } from "./points";
import { nameOf } from "./points";
import { CAN_FIND_PROCESSES } from "./processes";
import { CannotMount } from "./project";
import { SCENARIOS } from "./scenarios";
import { scratchFolder } from "./snapshot";
import { record, tryPoint, type Chapter } from "./sweep";

/** Points that differ in kind, of those that `npm run chaos -- crash` tries: the first deployment of a scenario each. */
const FIRST: Omit<CrashPoint, "step">[] = [
  {
    scenario: "memberships",
    place: { operation: "CreateRoomMembership", memberId: "ben", occurrence: 1 },
    side: "afterWrite",
    mishap: "plugin",
  },
  {
    scenario: "room with members",
    place: { operation: "CreateRoom", occurrence: 1 },
    side: "afterWrite",
    mishap: "cli",
  },
  {
    scenario: "roster",
    place: { operation: "BatchCreateRoomMembership", memberId: "ada", occurrence: 1 },
    side: "afterWrite",
    mishap: "ctrl-c twice",
  },
  {
    scenario: "memberships",
    place: { operation: "CreateRoomMembership", memberId: "ada", occurrence: 1 },
    side: "afterWrite",
    mishap: "disk full",
  },
  {
    scenario: "memberships",
    place: { operation: "CreateRoomMembership", memberId: "ada", occurrence: 1 },
    side: "beforeWrite",
    mishap: "ctrl-c",
  },
  {
    scenario: "roster",
    place: { operation: "BatchCreateRoomMembership", memberId: "ada", occurrence: 1 },
    side: "afterWrite",
    mishap: "service gone",
  },
  {
    scenario: "room with members",
    place: { operation: "CreateRoom", occurrence: 1 },
    side: "afterWrite",
    mishap: "service back",
  },
  {
    scenario: "channel with members",
    place: { operation: "CreateChannel", occurrence: 1 },
    side: "afterWrite",
    mishap: "cli",
  },
];

/** Points of one scenario that come later in its life. */
const LATER: CrashPoint[] = [
  {
    scenario: "renames",
    step: "rename",
    place: { operation: "ListRoomMemberships", occurrence: 1 },
    side: "beforeWrite",
    mishap: "machine",
  },
  {
    scenario: "renames",
    step: "destroy",
    place: { operation: "DeleteRoomMembership", memberId: "ada", occurrence: 1 },
    side: "afterWrite",
    mishap: "cli",
  },
];

describe("A deployment that is interrupted is brought back as the guide says, with nothing lost,", function () {
  this.timeout(300_000);

  before(function () {
    if (CAN_FIND_PROCESSES) return;
    console.warn("      SKIPPED: interrupted deployments need Linux, where processes are found in /proc.");
    this.skip();
  });

  for (const point of FIRST) {
    const scenario = SCENARIOS.find(({ name }) => name === point.scenario)!;
    const [step] = scenario.steps;
    const whole = { ...point, step: step!.name };
    it(nameOf(whole), async function () {
      try {
        await tryPoint({ scenario, step: step! }, whole);
      } catch (error) {
        if (!(error instanceof CannotMount)) throw error;
        console.warn(`      SKIPPED: ${error.message}`);
        this.skip();
      }
    });
  }

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
