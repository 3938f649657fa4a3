import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import manifest from "../../../../package.json";
import { command } from "../../../../tools/package/command";
import { downloadNames } from "../../../../tools/plugin/pluginPackage";
import { npmCommands, parseWorkflow, stepsOf, type WorkflowStep } from "../../../support/workflow";

const WORKFLOWS = resolve(__dirname, "../../../../.github/workflows");

const read = (file: string): string => readFileSync(join(WORKFLOWS, file), "utf8");

for (const file of readdirSync(WORKFLOWS)) {
  describe(`.github/workflows/${file}`, () => {
    const workflow = parseWorkflow(read(file));

    it("calls only scripts that package.json has", () => {
      const scripts = npmCommands(workflow).flatMap((name) =>
        name.startsWith("run ") ? [name.slice(4)] : [],
      );
      assert.deepEqual(
        scripts.filter((name) => !Object.hasOwn(manifest.scripts, name)),
        [],
      );
      assert.ok(npmCommands(workflow).length > 0);
    });

    it("gives the token of the workflow no permissions but those that it lists", () => {
      assert.ok(workflow.permissions);
    });

    it("ends jobs that hang", () => {
      for (const [name, job] of Object.entries(workflow.jobs)) assert.ok(job["timeout-minutes"], name);
    });
  });
}

describe("The release workflow", () => {
  const text = read("release.yml");
  const { on, jobs } = parseWorkflow(text);
  const { check, publish } = jobs;
  assert.ok(check && publish);

  const stepWith = (part: string): WorkflowStep => {
    const [step, ...others] = publish.steps.filter(({ run }) => run?.includes(part));
    assert.ok(step && others.length === 0, part);
    return step;
  };

  it("runs for the tag of a version, and publishes only after the checks", () => {
    assert.deepEqual(on, { push: { tags: ["v[0-9]+.[0-9]+.[0-9]+"] } });
    assert.equal(publish.needs, "check");
    assert.ok(check.steps.some(({ run }) => run === 'npm run release -- --tag "$TAG"'));
  });

  it("pins each action to a commit, with the version as a comment", () => {
    const uses = text.split("\n").filter((line) => line.includes("uses:"));
    assert.equal(uses.length, stepsOf({ name: "", on, jobs }).filter(({ uses: action }) => action).length);
    for (const line of uses) assert.match(line, /uses: actions\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it("has write permissions only where it publishes, and runs no other code there", () => {
    assert.deepEqual(check.permissions, { contents: "read" });
    assert.deepEqual(publish.permissions, { contents: "write", "id-token": "write" });
    const actions = publish.steps.flatMap(({ uses = "" }) => /^actions\/[\w-]+/.exec(uses) ?? []);
    assert.deepEqual(actions, ["actions/setup-node", "actions/download-artifact"]);
    const commands = npmCommands({ name: "", on, jobs: { publish } });
    assert.deepEqual([...new Set(commands)].sort(), ["publish", "view"]);
  });

  it("inserts no expression into a command, where a tag could inject another one", () => {
    for (const { run = "" } of stepsOf({ name: "", on, jobs })) assert.ok(!run.includes("${{"), run);
  });

  describe("with other programs as npm and gh", () => {
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), "publish-"));
      mkdirSync(join(folder, "bin"));
      mkdirSync(join(folder, "release"));
      for (const name of ["pulumi-chime-1.2.0", "pulumi-chime-emulator-1.2.0"])
        for (const ending of ["tgz", "cdx.json"])
          writeFileSync(join(folder, "release", `${name}.${ending}`), "");
      for (const name of downloadNames("1.2.0")) writeFileSync(join(folder, "release", name), "");
    });
    afterEach(() => {
      rmSync(folder, { recursive: true });
    });

    /** Replaces a program by one that writes its arguments into a file. */
    function replace(program: string, script: string): void {
      const file = join(folder, "bin", program);
      writeFileSync(file, `#!/bin/sh\necho "${program} $*" >> "$CALLS"\n${script}\n`);
      chmodSync(file, 0o755);
    }

    async function callsOf(step: WorkflowStep): Promise<string[]> {
      const calls = join(folder, "calls");
      const env = { PATH: `${folder}/bin:${process.env["PATH"]}`, TAG: "v1.2.0", CALLS: calls };
      // As GitHub runs a step.
      await command("bash", ["-e", "-c", step.run!], { cwd: folder, env });
      return readFileSync(calls, "utf8").trim().split("\n");
    }

    const published = (name: string): string =>
      `npm publish release/${name}-1.2.0.tgz --provenance --access public`;

    it("publishes both packages with provenance", async () => {
      replace("npm", '[ "$1" != view ]');
      assert.deepEqual(
        (await callsOf(stepWith("npm publish"))).filter((call) => !call.includes("view")),
        [published("pulumi-chime-emulator"), published("pulumi-chime")],
      );
    });

    it("leaves out a package that is published, as after a failure between the two", async () => {
      replace("npm", '[ "$1" != view ] || [ "$2" = pulumi-chime-emulator@1.2.0 ]');
      const calls = await callsOf(stepWith("npm publish"));
      assert.deepEqual(
        calls.filter((call) => !call.includes("view")),
        [published("pulumi-chime")],
      );
    });

    it("fails when npm refuses a package", async () => {
      replace("npm", "exit 1");
      await assert.rejects(callsOf(stepWith("npm publish")));
    });

    it("attaches the packages, their SBOMs and the native plugin for each platform to the release", async () => {
      replace("gh", "");
      const [call = ""] = await callsOf(stepWith("gh release"));
      assert.match(call, /^gh release create v1\.2\.0 /);
      for (const name of ["pulumi-chime-1.2.0", "pulumi-chime-emulator-1.2.0"])
        for (const ending of ["tgz", "cdx.json"])
          assert.ok(call.includes(` release/${name}.${ending} `), call);
      for (const name of downloadNames("1.2.0")) assert.ok(call.includes(` release/${name} `), call);
    });
  });
});
