import type { CrashPoint } from "./points";
import { pointName } from "./points";
import { CAN_FIND_PROCESSES } from "./processes";
import { CannotMountError } from "./testStack";
import { SCENARIOS } from "./scenarios";
import { tryPoint } from "./sweep";

/** Points that differ in kind, of those that `npm run chaos -- crash` tries: the first deployment of a scenario each. */
export const FIRST_STEP_POINTS: Omit<CrashPoint, "step">[] = [
  {
    scenario: "memberships",
    position: { operation: "CreateRoomMembership", memberId: "ben", occurrence: 1 },
    side: "afterWrite",
    interruption: "plugin",
  },
  {
    scenario: "room with members",
    position: { operation: "CreateRoom", occurrence: 1 },
    side: "afterWrite",
    interruption: "cli",
  },
  {
    scenario: "roster",
    position: { operation: "BatchCreateRoomMembership", memberId: "ada", occurrence: 1 },
    side: "afterWrite",
    interruption: "ctrl-c twice",
  },
  {
    scenario: "memberships",
    position: { operation: "CreateRoomMembership", memberId: "ada", occurrence: 1 },
    side: "afterWrite",
    interruption: "disk full",
  },
  {
    scenario: "memberships",
    position: { operation: "CreateRoomMembership", memberId: "ada", occurrence: 1 },
    side: "beforeWrite",
    interruption: "ctrl-c",
  },
  {
    scenario: "roster",
    position: { operation: "BatchCreateRoomMembership", memberId: "ada", occurrence: 1 },
    side: "afterWrite",
    interruption: "service gone",
  },
  {
    scenario: "room with members",
    position: { operation: "CreateRoom", occurrence: 1 },
    side: "afterWrite",
    interruption: "service back",
  },
  {
    scenario: "channel with members",
    position: { operation: "CreateChannel", occurrence: 1 },
    side: "afterWrite",
    interruption: "cli",
  },
];

/** Points of one scenario that come later in its life. */
export const LATER_STEP_POINTS: CrashPoint[] = [
  {
    scenario: "renames",
    step: "rename",
    position: { operation: "ListRoomMemberships", occurrence: 1 },
    side: "beforeWrite",
    interruption: "machine",
  },
  {
    scenario: "renames",
    step: "destroy",
    position: { operation: "DeleteRoomMembership", memberId: "ada", occurrence: 1 },
    side: "afterWrite",
    interruption: "cli",
  },
];

/** Points of {@link FIRST_STEP_POINTS} for which `npm test` has the time: a plugin that is killed, and a CLI. */
export const SHORT_SAMPLE = FIRST_STEP_POINTS.slice(0, 2);

/** Makes a test of each point, in the suite that calls this. */
export function testPoints(points: readonly Omit<CrashPoint, "step">[]): void {
  before(function () {
    if (CAN_FIND_PROCESSES) return;
    console.warn("      SKIPPED: interrupted deployments need Linux, where processes are found in /proc.");
    this.skip();
  });

  for (const point of points) {
    const scenario = SCENARIOS.find(({ name }) => name === point.scenario)!;
    const [step] = scenario.steps;
    const whole = { ...point, step: step!.name };
    it(pointName(whole), async function () {
      try {
        await tryPoint({ scenario, step: step! }, whole);
      } catch (error) {
        if (!(error instanceof CannotMountError)) throw error;
        console.warn(`      SKIPPED: ${error.message}`);
        this.skip();
      }
    });
  }
}
