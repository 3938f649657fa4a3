import { readFile } from "node:fs/promises";
import { join } from "node:path";

import type { Call, Emulator } from "../../../emulator";
import { disagreements } from "../../support/agreement/disagreements";
import { parentsOf, type ParentSeen } from "../../support/agreement/service";
import { readState } from "../../support/agreement/state";
import { PulumiCommand } from "./pulumiCommand";
import { MISHAPS, type Mishap } from "./interruptions";
import { hangAt, pointsOf, type CrashPoint } from "./points";
import { endProcesses } from "./processes";
import { open, type Deployment } from "./testStack";
import { recover, succeed } from "./recovery";
import type { Scenario, Step } from "./scenarios";
import { keepState, type Snapshot } from "./snapshot";

/** A deployment of a scenario, what it begins with, and each point at which it can be interrupted. */
export interface Chapter {
  scenario: Scenario;
  step: Step;
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
export async function record(scenario: Scenario, folder: string): Promise<Chapter[]> {
  const deployment = await open(scenario, {});
  const { chime, project } = deployment;
  try {
    const chapters: Chapter[] = [];
    for (const step of scenario.steps) {
      const before = { parents: parentsOf(chime), folder: await keepState(project.folder, folder) };
      chime.journal.clear();
      await project.write("program.json", JSON.stringify(step.program));
      await succeed(project, COMMANDS[step.command]);
      await expectAgreement(scenario, step, deployment);
      const points = pointsOf(scenario.name, step.name, chime.journal.calls());
      chapters.push({ scenario, step, before, points });
    }
    return chapters;
  } finally {
    await deployment.close();
  }
}

/** Interrupts a deployment at a point, brings the stack back as documented, and compares program, state and service. */
export async function tryPoint(
  { scenario, step, before }: Pick<Chapter, "scenario" | "step"> & Partial<Chapter>,
  point: CrashPoint,
): Promise<void> {
  const mishap: Mishap = MISHAPS[point.mishap];
  const options = { ...(before ? { snapshot: before } : {}), smallDisk: point.mishap === "disk full" };
  const deployment = await open(scenario, step.program, options);
  const { project, chime } = deployment;
  try {
    const hanging = await interrupt(deployment, step, point, mishap);
    if (mishap.endsWell !== "always") await recover(project, step, mishap);
    if (point.mishap === "cli") await repetitionOf(hanging, chime);
    await endProcesses(project);
    await expectAgreement(scenario, step, deployment);
  } finally {
    await deployment.close();
  }
}

async function interrupt(
  deployment: Deployment,
  step: Step,
  point: CrashPoint,
  mishap: Mishap,
): Promise<Call> {
  const command = PulumiCommand.start(deployment.project, COMMANDS[step.command]);
  const early = command.ended.then(({ code, printed }): never => {
    throw new Error(`The deployment ended (${code ?? "by a signal"}) before this point:\n${printed}`);
  });
  early.catch(() => undefined);
  const hanging = await Promise.race([hangAt(deployment.chime, point), early]);
  await mishap.strike(deployment, command);
  const { code, printed } = await command.ended;
  if (mishap.endsWell !== (code === 0 ? "never" : "always")) return hanging;
  throw new Error(`The deployment ended with ${code ?? "a signal"} after ${point.mishap}:\n${printed}`);
}

// A plugin whose CLI was killed waits for its answer in vain, and then makes the call again.
async function repetitionOf({ invocationId }: Call, chime: Emulator): Promise<void> {
  const repeated = (call: Call): boolean =>
    call.invocationId === invocationId && (call.attempt ?? 1) > 1 && call.ended;
  await chime.journal.reached(1, repeated, { timeoutMs: 60_000 });
}

async function expectAgreement(
  scenario: Scenario,
  { command, program }: Step,
  { project, chime }: Deployment,
): Promise<void> {
  const text = await readFile(join(project.folder, "state/.pulumi/stacks/crash/test.json"), "utf8");
  const found = disagreements({
    program: command === "destroy" ? {} : program,
    state: readState(text),
    service: parentsOf(chime),
    others: othersIn(scenario),
  });
  if (found.length > 0) throw new Error(found.join("\n"));
}

// Whom an exclusive roster does not list is removed: that is what it is for.
function othersIn({ parents, steps }: Scenario): ParentSeen[] {
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
