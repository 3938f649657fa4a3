import assert from "node:assert/strict";

import { startEmulator, type Emulator } from "../../emulator";
import { disagreements } from "../support/agreement/disagreements";
import { filesOf, type Declared } from "../support/agreement/program";
import { parentsOf, seedOf } from "../support/agreement/service";
import { seenIn } from "../support/agreement/state";
import { Project } from "../support/project";
import { addPlugin } from "../support/projectPlugin";
import { fixtures, type StateFixture } from "./fixture";
import { worldOf } from "./worlds";

describe("The state of an earlier version", function () {
  this.timeout(300_000);

  let chime: Emulator;
  let project: Project;
  afterEach(async () => {
    await project.close();
    await chime.stop();
  });

  async function importFixture({
    people,
    service,
    program,
    native = false,
    deployment,
  }: StateFixture): Promise<void> {
    chime = await startEmulator({ seed: seedOf(people, service) });
    project = await Project.open({ chime, files: filesOf(program, native) });
    if (native) await addPlugin(project);
    await project.stack.importStack({ version: 3, deployment });
  }

  async function expectAgreement(program: Declared, { others, people }: StateFixture): Promise<void> {
    const state = seenIn(await project.exported());
    assert.deepEqual(disagreements({ program, state, service: parentsOf(chime, people), others }), []);
  }

  for (const [name, fixture] of fixtures()) {
    it(`can be previewed, refreshed, updated and destroyed: ${name}`, async () => {
      await importFixture(fixture);
      if (fixture.settled) {
        await project.pulumi("preview", "--expect-no-changes");
        await project.pulumi("refresh", "--yes", "--skip-preview", "--expect-no-changes");
      } else {
        await project.pulumi("refresh", "--yes", "--skip-preview");
      }
      const program = worldOf(fixture.program).changedProgram(fixture.program);
      await project.write("program.json", JSON.stringify(program));
      await project.pulumi("up", "--yes", "--skip-preview");
      await expectAgreement(program, fixture);
      await project.pulumi("destroy", "--yes", "--skip-preview");
      await expectAgreement({}, fixture);
    });
  }
});
