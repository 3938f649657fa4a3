import { readFile } from "node:fs/promises";
import { join } from "node:path";

import type { Call, Emulator } from "../../../emulator";
import { disagreements } from "../../support/agreement/disagreements";
import { parentsOf, type ParentSeen } from "../../support/agreement/service";
import { readState } from "../../support/agreement/state";
import { PulumiCommand } from "./pulumiCommand";
import { INTERRUPTIONS, type Interruption } from "./interruptions";
import { holdCallAt, pointsOf, type CrashPoint } from "./points";
import { endProcesses } from "./processes";
import { openTestStack, type TestStack } from "./testStack";
import { recover, runCommand } from "./recovery";
import type { Scenario, ScenarioStep } from "./scenarios";
import { saveState, type Snapshot } from "./snapshot";

/** A deployment of a scenario, what it begins with, and each point at which it can be interrupted. */
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
 * Runs a scenario undisturbed, and finds the points of each of its deployments in the service's journal.
 *
 * @param folder Where the states are kept that the deployments begin with.
 */
export async function record(scenario: Scenario, folder: string): Promise<RecordedStep[]> {
  const deployment = await openTestStack(scenario, {});
  const { emulator, project } = deployment;
  try {
    const chapters: RecordedStep[] = [];
    for (const step of scenario.steps) {
      const before = { parents: parentsOf(emulator), folder: await saveState(project.folder, folder) };
      emulator.journal.clear();
      await project.write("program.json", JSON.stringify(step.program));
      await runCommand(project, COMMANDS[step.command]);
      await checkAgreement(scenario, step, deployment);
      const points = pointsOf(scenario.name, step.name, emulator.journal.calls());
      chapters.push({ scenario, step, before, points });
    }
    return chapters;
  } finally {
    await deployment.close();
  }
}

/** Interrupts a deployment at a point, brings the stack back as documented, and compares program, state and service. */
export async function tryPoint(
  { scenario, step, before }: Pick<RecordedStep, "scenario" | "step"> & Partial<RecordedStep>,
  point: CrashPoint,
): Promise<void> {
  const mishap: Interruption = INTERRUPTIONS[point.interruption];
  const options = { ...(before ? { snapshot: before } : {}), smallDisk: point.interruption === "disk full" };
  const deployment = await openTestStack(scenario, step.program, options);
  const { project, emulator } = deployment;
  try {
    const hanging = await runInterrupted(deployment, step, point, mishap);
    if (mishap.succeeds !== "always") await recover(project, step, mishap);
    if (point.interruption === "cli") await waitForRetry(hanging, emulator);
    await endProcesses(project);
    await checkAgreement(scenario, step, deployment);
  } finally {
    await deployment.close();
  }
}

async function runInterrupted(
  deployment: TestStack,
  step: ScenarioStep,
  point: CrashPoint,
  mishap: Interruption,
): Promise<Call> {
  const command = PulumiCommand.start(deployment.project, COMMANDS[step.command]);
  const early = command.ended.then(({ code, output }): never => {
    throw new Error(`The deployment ended (${code ?? "by a signal"}) before this point:\n${output}`);
  });
  early.catch(() => undefined);
  const hanging = await Promise.race([holdCallAt(deployment.emulator, point), early]);
  await mishap.run(deployment, command);
  const { code, output } = await command.ended;
  if (mishap.succeeds !== (code === 0 ? "never" : "always")) return hanging;
  throw new Error(`The deployment ended with ${code ?? "a signal"} after ${point.interruption}:\n${output}`);
}

// A plugin whose CLI was killed waits for its answer in vain, and then makes the call again.
async function waitForRetry({ invocationId }: Call, chime: Emulator): Promise<void> {
  const repeated = (call: Call): boolean =>
    call.invocationId === invocationId && (call.attempt ?? 1) > 1 && call.ended;
  await chime.journal.reached(1, repeated, { timeoutMs: 60_000 });
}

async function checkAgreement(
  scenario: Scenario,
  { command, program }: ScenarioStep,
  { project, emulator }: TestStack,
): Promise<void> {
  const text = await readFile(join(project.folder, "state/.pulumi/stacks/crash/test.json"), "utf8");
  const found = disagreements({
    program: command === "destroy" ? {} : program,
    state: readState(text),
    service: parentsOf(emulator),
    others: unmanagedParents(scenario),
  });
  if (found.length > 0) throw new Error(found.join("\n"));
}

// Whom an exclusive roster does not list is removed: that is what it is for.
function unmanagedParents({ parents, steps }: Scenario): ParentSeen[] {
  const programs = steps.map(({ program }) => program);
  const emptied = [
    ...programs.flatMap(({ rosters = {} }) =>
      Object.values(rosters).flatMap(({ exclusive, room }) => (exclusive ? [room] : [])),
    ),
    ...programs.flatMap(({ channelRosters = {} }) =>
      Object.values(channelRosters).flatMap(({ exclusive, channelArn }) => (exclusive ? [channelArn] : [])),
    ),
  ];
  return parents.map((parent) => {
    const id = "roomId" in parent ? parent.roomId : "channelArn" in parent ? parent.channelArn : "";
    return emptied.includes(id) ? { ...parent, members: [] } : parent;
  });
}
