import assert from "node:assert/strict";

import { parseAllDocuments } from "yaml";

/** A step of a job: an action, or commands of the shell. */
export interface WorkflowStep {
  name?: string;
  uses?: string;
  with?: Record<string, string | number | boolean>;
  run?: string;
  env?: Record<string, string>;
}

/** A job of a workflow. */
export interface WorkflowJob {
  "runs-on": string;
  "timeout-minutes"?: number;
  permissions?: Record<string, string>;
  environment?: string;
  needs?: string;
  if?: string;
  concurrency?: { group: string; "cancel-in-progress"?: boolean };
  steps: WorkflowStep[];
}

/** A workflow of GitHub Actions. */
export interface Workflow {
  name: string;
  on: Record<string, unknown>;
  permissions?: Record<string, string>;
  concurrency?: { group: string; "cancel-in-progress"?: boolean };
  jobs: Record<string, WorkflowJob>;
}

/** Parses a workflow, and checks what GitHub requires of it. */
export function parseWorkflow(text: string): Workflow {
  const [document, ...others] = parseAllDocuments(text);
  assert.ok(document);
  assert.equal(others.length, 0, "more than one document");
  assert.deepEqual([...document.errors, ...document.warnings], []);
  const workflow = document.toJS() as Workflow;
  assert.equal(typeof workflow.on, "object", "on");
  for (const [name, job] of Object.entries(workflow.jobs)) {
    assert.equal(typeof job["runs-on"], "string", `runs-on of ${name}`);
    for (const step of job.steps) assert.ok((step.uses ?? step.run) !== undefined, `a step of ${name}`);
    for (const other of [job.needs ?? []].flat()) assert.ok(other in workflow.jobs, `needs of ${name}`);
  }
  return workflow;
}

/** All steps of a workflow. */
export function stepsOf(workflow: Workflow): WorkflowStep[] {
  return Object.values(workflow.jobs).flatMap(({ steps }) => steps);
}

/** The npm commands in the steps, such as `run verify` or `ci`. */
export function npmCommands(workflow: Workflow): string[] {
  const texts = stepsOf(workflow).flatMap(({ run = "" }) => run.split("\n"));
  return texts.flatMap((line) =>
    [...line.matchAll(/\bnpm ((?:run [\w:-]+)|[\w-]+)/g)].map(([, name]) => name!),
  );
}
