import { readFile } from "node:fs/promises";
import { join } from "node:path";

import type { Call } from "../../../emulator";
import { disagreements } from "../../support/agreement/disagreements";
import { parentsOf, type ParentSeen } from "../../support/agreement/service";
import { readState } from "../../support/agreement/state";
import { isNative } from "../../support/host";
import { waitForPluginsToEnd } from "../../support/plugins";
import { INTERRUPTIONS, type Interruption } from "./interruptions";
import { holdCallAt, pointsOf, type CrashPoint } from "./points";
import { killProcesses } from "./processes";
import { PulumiCommand } from "./pulumiCommand";
import { recover, runCommand } from "./recovery";
import type { Scenario, ScenarioStep } from "./scenarios";
import { saveState, type Snapshot } from "./snapshot";
import { openTestStack, type TestStack } from "./testStack";

/** A step of a scenario, where it starts, and the points at which it can be interrupted. */
export interface RecordedStep {
  scenario: Scenario;
  step: ScenarioStep;
  before: Snapshot;
  points: CrashPoint[];
}

const COMMANDS = {
  up: ["up", "--yes", "--skip-preview"],
  destroy: ["destroy", "--yes", "--skip-preview"],
} as const;

/**
 * Runs a scenario without interruption, and derives the points of each step from the calls in the emulator's journal.
 *
 * @param folder The folder for the saved states.
 */
export async function record(scenario: Scenario, folder: string): Promise<RecordedStep[]> {
  const stack = await openTestStack(scenario, {});
  const { emulator, project } = stack;
  try {
    const recorded: RecordedStep[] = [];
    for (const step of scenario.steps) {
      const before = {
        parents: parentsOf(emulator, scenario.people),
        folder: await saveState(project.folder, folder),
      };
      emulator.journal.clear();
      await project.write("program.json", JSON.stringify(step.program));
      await runCommand(project, COMMANDS[step.command]);
      await checkAgreement(scenario, step, stack);
      const points = pointsOf(scenario.name, step.name, emulator.journal.calls());
      recorded.push({ scenario, step, before, points });
    }
    return recorded;
  } finally {
    await stack.close();
  }
}

/**
 * Interrupts a deployment at a point, and recovers the stack as the guide describes.
 *
 * @throws Error if program, state and service do not agree afterwards.
 */
export async function tryPoint(
  { scenario, step, before }: Pick<RecordedStep, "scenario" | "step"> & Partial<RecordedStep>,
  point: CrashPoint,
): Promise<void> {
  const interruption: Interruption = INTERRUPTIONS[point.interruption];
  const options = { ...(before ? { snapshot: before } : {}), smallDisk: point.interruption === "disk full" };
  const stack = await openTestStack(scenario, step.program, options);
  const { project } = stack;
  try {
    const hanging = await runInterrupted(stack, step, point, interruption);
    const isFirst = before === undefined;
    if (interruption.succeeds !== "always") await recover(project, step, { ...interruption, isFirst });
    if (point.interruption === "cli") await waitForPlugin(hanging, stack);
    await killProcesses(project);
    await checkAgreement(scenario, step, stack);
  } finally {
    await stack.close();
  }
}

async function runInterrupted(
  stack: TestStack,
  step: ScenarioStep,
  point: CrashPoint,
  interruption: Interruption,
): Promise<Call> {
  const command = PulumiCommand.start(stack.project, COMMANDS[step.command]);
  const endedEarly = command.ended.then(({ code, output }): never => {
    throw new Error(
      `The deployment ended with ${code ?? "a signal"} before it reached the point:\n${output}`,
    );
  });
  endedEarly.catch(() => undefined);
  const hanging = await Promise.race([holdCallAt(stack.emulator, point), endedEarly]);
  await interruption.run(stack, command);
  const { code, output } = await command.ended;
  if (isExpected(code, interruption, step)) return hanging;
  throw new Error(`The deployment ended with ${code ?? "a signal"} after ${point.interruption}:\n${output}`);
}

function isExpected(
  code: number | undefined,
  { succeeds }: Interruption,
  { command }: ScenarioStep,
): boolean {
  if (code !== 0) return succeeds !== "always";
  return succeeds === "maybe in a destroy" ? command === "destroy" : succeeds !== "never";
}

// The CLI was killed. The native plugin notices, and ends. A dynamic provider continues: its call times out, and it retries the call.
async function waitForPlugin({ invocationId }: Call, { project, emulator }: TestStack): Promise<void> {
  if (isNative()) {
    await waitForPluginsToEnd(project);
    return;
  }
  const isRetry = (call: Call): boolean =>
    call.invocationId === invocationId && (call.attempt ?? 1) > 1 && call.ended;
  await emulator.journal.reached(1, isRetry, { timeoutMs: 60_000 });
}

async function checkAgreement(
  scenario: Scenario,
  { command, program }: ScenarioStep,
  { project, emulator }: TestStack,
): Promise<void> {
  const state = await readFile(join(project.folder, "state/.pulumi/stacks/crash/test.json"), "utf8");
  const found = disagreements({
    program: command === "destroy" ? {} : program,
    state: readState(state),
    service: parentsOf(emulator, scenario.people),
    others: unmanagedParents(scenario),
  });
  if (found.length > 0) throw new Error(found.join("\n"));
}

// The parents and members that must stay as they are. An exclusive roster removes the unmanaged members of its parent.
function unmanagedParents({ parents, steps }: Scenario): ParentSeen[] {
  const programs = steps.map(({ program }) => program);
  const withExclusiveRoster = [
    ...programs.flatMap(({ rosters = {} }) =>
      Object.values(rosters).flatMap(({ exclusive, room }) => (exclusive ? [room] : [])),
    ),
    ...programs.flatMap(({ channelRosters = {} }) =>
      Object.values(channelRosters).flatMap(({ exclusive, channelArn }) => (exclusive ? [channelArn] : [])),
    ),
  ];
  return parents.map((parent) => {
    const id = "roomId" in parent ? parent.roomId : "channelArn" in parent ? parent.channelArn : "";
    return withExclusiveRoster.includes(id) ? { ...parent, members: [] } : parent;
  });
}
