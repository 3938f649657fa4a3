import { APP_INSTANCE_ARN } from "../../support/agreement/service";
import { pointName, type CrashPoint } from "./points";
import { CAN_FIND_PROCESSES } from "./processes";
import { SCENARIOS } from "./scenarios";
import { tryPoint } from "./sweep";
import { CannotMountError } from "./testStack";

/** Points of different kinds in the first deployments of scenarios. */
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
    scenario: "room with members",
    position: { operation: "CreateRoom", occurrence: 1 },
    side: "afterWrite",
    interruption: "ctrl-c",
  },
  {
    scenario: "access",
    position: { operation: "CreateChannelBan", memberId: `${APP_INSTANCE_ARN}/user/dan`, occurrence: 1 },
    side: "afterWrite",
    interruption: "plugin",
  },
  {
    scenario: "roster",
    position: { operation: "BatchCreateRoomMembership", memberId: "ada", occurrence: 1 },
    side: "afterWrite",
    interruption: "service down",
  },
  {
    scenario: "room with members",
    position: { operation: "CreateRoom", occurrence: 1 },
    side: "afterWrite",
    interruption: "service restarts",
  },
  {
    scenario: "channel with members",
    position: { operation: "CreateChannel", occurrence: 1 },
    side: "afterWrite",
    interruption: "cli",
  },
];

/** Points in later deployments of one scenario. */
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

/** The points of {@link FIRST_STEP_POINTS} that `npm test` runs: a killed plugin and a killed CLI. */
export const SHORT_SAMPLE = FIRST_STEP_POINTS.slice(0, 2);

/** Defines a test for each point. Must be called in a `describe` block. */
export function testPoints(points: readonly Omit<CrashPoint, "step">[]): void {
  before(function () {
    if (CAN_FIND_PROCESSES) return;
    console.warn("      Skipped: interrupted deployments need Linux, because processes are found in /proc.");
    this.skip();
  });

  for (const firstStepPoint of points) {
    const scenario = SCENARIOS.find(({ name }) => name === firstStepPoint.scenario)!;
    const [step] = scenario.steps;
    const point = { ...firstStepPoint, step: step!.name };
    it(pointName(point), async function () {
      try {
        await tryPoint({ scenario, step: step! }, point);
      } catch (error) {
        if (!(error instanceof CannotMountError)) throw error;
        console.warn(`      ${error.message}`);
        this.skip();
      }
    });
  }
}
