import assert from "node:assert/strict";

import type { Emulator } from "../../emulator";
import { PACKAGE } from "../../schema";
import { slugOf } from "../../tools/docs/markdown";
import { snippetsOf } from "../docs/snippets";
import { startWorld } from "../schema/samples";
import { Project } from "../support/project";

interface ImportFile {
  resources: [{ inputs: Record<string, string> }];
}

describe("The import file on the page of", function () {
  this.timeout(300_000);

  let chime: Emulator;
  let project: Project;
  beforeEach(async () => {
    chime = await startWorld();
    project = await Project.open({ chime, files: { "index.js": "" } });
  });
  afterEach(async () => {
    await project.close();
    await chime.stop();
  });

  for (const { name, properties } of PACKAGE.resources.filter((one) => "inputs" in one.import)) {
    it(`${name} imports one, so that the next deployment has nothing to do`, async () => {
      const file = `${slugOf(name)}.json`;
      const snippets = await snippetsOf(`docs/resources/${slugOf(name)}.md`);
      const text = snippets.find((one) => one.text.includes('"resources"'))!.text;
      await project.write(file, text);
      const command = snippets.find((one) => one.text.startsWith("pulumi import"))!.text;
      await project.pulumi(...command.split(" ").slice(1));
      const [{ inputs }] = (JSON.parse(text) as ImportFile).resources;
      const args = Object.fromEntries(
        Object.entries(inputs).filter(([property]) => property !== "__provider"),
      );
      const program = `const chime = require("pulumi-chime"); new chime.${name}("existing", ${JSON.stringify(args)});`;
      await project.write("index.js", program);
      await project.pulumi("up", "--yes", "--skip-preview", "--expect-no-changes");
      const state = await project.stateText();
      for (const property of Object.keys(args).filter((one) => properties[one]?.secret))
        assert.ok(!state.includes(`"${args[property]!}"`), `${property} is in plain text`);
      await project.pulumi("refresh", "--yes", "--skip-preview", "--expect-no-changes");
    });
  }
});
