import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { parse } from "yaml";

import { npmCommands, parseWorkflow, stepsOf, type Workflow, type WorkflowStep } from "../support/workflow";
import { REPOSITORY, snippetsOf } from "./snippets";

const PAGE = "docs/guides/ci.md";

/** The actions on the page: the newest major version when the page was written, and those of its inputs that the page uses. */
const ACTIONS: Record<string, string[]> = {
  "actions/checkout@v7": [],
  "actions/setup-node@v7": ["node-version", "cache"],
  "aws-actions/configure-aws-credentials@v6": ["role-to-assume", "aws-region"],
  "pulumi/actions@v7": ["command", "stack-name", "comment-on-pr", "cloud-url"],
};
/** The commands of pulumi/actions. */
const COMMANDS = ["up", "update", "refresh", "destroy", "preview", "output"];

interface Policy {
  Statement: {
    Effect: string;
    Principal?: { Federated: string };
    Action: string | string[];
    Condition?: { StringEquals: Record<string, string> };
  }[];
}

describe("The page about GitHub Actions", () => {
  let workflow: Workflow;
  let steps: WorkflowStep[];
  let policies: Policy[];
  before(async () => {
    const snippets = await snippetsOf(PAGE);
    const [first, ...others] = snippets.filter(({ language }) => language === "yaml");
    workflow = parseWorkflow(first?.text ?? "");
    steps = [...stepsOf(workflow), ...others.flatMap(({ text }) => parse(text) as WorkflowStep[])];
    policies = snippets
      .filter(({ language }) => language === "json")
      .map(({ text }) => JSON.parse(text) as Policy);
  });

  it("uses actions by their major version, with inputs that they have", () => {
    const used = steps.flatMap(({ uses }) => uses ?? []);
    assert.deepEqual([...new Set(used)].sort(), Object.keys(ACTIONS));
    for (const { uses = "", with: inputs = {} } of steps) {
      const known = ACTIONS[uses] ?? [];
      assert.deepEqual(
        Object.keys(inputs).filter((input) => !known.includes(input)),
        [],
        uses,
      );
    }
  });

  it("runs commands that exist", () => {
    assert.deepEqual([...new Set(npmCommands(workflow))], ["ci"]);
    const pulumi = steps.flatMap(({ uses, with: inputs }) =>
      uses?.startsWith("pulumi/") ? inputs?.["command"] : [],
    );
    assert.deepEqual(
      pulumi.filter((command) => !COMMANDS.includes(String(command))),
      [],
    );
  });

  it("previews pull requests, and deploys main, each with the permissions that it needs", () => {
    assert.deepEqual(workflow.on, { pull_request: null, push: { branches: ["main"] } });
    assert.deepEqual(workflow.permissions, {});
    const { preview, up } = workflow.jobs;
    assert.ok(preview && up);
    const needed = { contents: "read", "id-token": "write" };
    assert.deepEqual(preview.permissions, { ...needed, "pull-requests": "write" });
    assert.deepEqual(up.permissions, needed);
    assert.match(preview.if ?? "", /'pull_request' && .*\.head\.repo\.full_name == github\.repository$/);
    assert.equal(up.if, "github.event_name == 'push'");
    assert.equal(commandOf(preview.steps), "preview");
    assert.equal(commandOf(up.steps), "up");
  });

  it("never cancels a deployment, and gives each job a timeout", () => {
    const { preview, up } = workflow.jobs;
    assert.ok(preview && up);
    assert.ok(preview.concurrency?.["cancel-in-progress"]);
    assert.equal(up.concurrency?.["cancel-in-progress"], false);
    for (const job of [preview, up]) assert.ok(job["timeout-minutes"]);
  });

  it("sets no PULUMI_CHIME_RECOVER, and no keys", () => {
    const variables = steps.flatMap(({ env = {} }) => Object.keys(env));
    assert.deepEqual([...new Set(variables)].sort(), ["PULUMI_ACCESS_TOKEN", "PULUMI_CONFIG_PASSPHRASE"]);
    for (const { env = {} } of steps)
      for (const value of Object.values(env)) assert.match(value, /^\$\{\{ secrets\.\w+ \}\}$/);
  });

  it("lets pull requests assume only the preview role, and main only the other one", () => {
    const subjects = policies.flatMap(({ Statement }) =>
      Statement.flatMap(({ Action, Principal, Condition }) => {
        if (Principal === undefined) return [];
        assert.equal(Action, "sts:AssumeRoleWithWebIdentity");
        const { StringEquals } = Condition!;
        const provider = Principal.Federated.split("oidc-provider/")[1];
        assert.equal(StringEquals[`${provider}:aud`], "sts.amazonaws.com");
        return StringEquals[`${provider}:sub`];
      }),
    );
    const repository = "repo:OWNER@OWNER-ID/REPOSITORY@REPOSITORY-ID";
    assert.deepEqual(subjects, [`${repository}:pull_request`, `${repository}:ref:refs/heads/main`]);
  });

  it("allows the role that deploys all actions on the page about security, and the preview role those that read", () => {
    const page = readFileSync(join(REPOSITORY, "docs/guides/security.md"), "utf8");
    const all = [...new Set([...page.matchAll(/`(chime:[A-Z]\w+)`/g)].map(([, action]) => action!))].sort();
    assert.ok(all.length > 30);
    const [preview, up] = policies.flatMap(({ Statement }) =>
      Statement[0]?.Principal ? [] : [Statement.flatMap(({ Action }) => Action)],
    );
    assert.deepEqual(up?.sort(), all);
    assert.deepEqual(
      preview?.sort(),
      all.filter((action) => /^chime:(Get|List|Describe)/.test(action)),
    );
  });
});

/** What the job does with Pulumi. */
function commandOf(steps: WorkflowStep[]): unknown {
  return steps.find(({ uses }) => uses?.startsWith("pulumi/"))?.with?.["command"];
}
