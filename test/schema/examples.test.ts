import assert from "node:assert/strict";

import { startEmulator, type Emulator } from "../../emulator";
import { PACKAGE } from "../../schema";
import { exampleOf } from "../../schema/examples";
import { exampleLanguages } from "../../schema/examples/languages";
import { goImportPath, pulumiSchema } from "../../schema/pulumiSchema";
import { diagnosticsOf } from "../docs/typeCheck";
import { NativeHost } from "../support/nativeHost";

const { types, resources, functions } = PACKAGE;

describe("The examples in the schema of the native form", () => {
  let chime: Emulator;
  before(async () => {
    chime = await startEmulator();
  });
  after(() => chime.stop());

  it("are accepted by the plugin", async () => {
    for (const { name, exampleInputs } of resources) {
      // A plugin for each, because some examples have the same members.
      const host = await NativeHost.start(chime);
      assert.deepEqual((await host.check(name, exampleInputs)).failures, [], name);
      await host.stop();
    }
  });

  it("have all required arguments", () => {
    for (const { name, inputs, exampleInputs } of functions) {
      const required = Object.keys(inputs).filter((input) => inputs[input]?.required === true);
      assert.deepEqual(
        required.filter((input) => !(input in exampleInputs)),
        [],
        name,
      );
    }
  });

  it("compile in TypeScript", () => {
    const [typescript] = exampleLanguages(goImportPath(undefined));
    assert.equal(typescript?.name, "typescript");
    const snippets = [...resources, ...functions].map((spec, line) => ({
      page: spec.name,
      line,
      language: "typescript",
      text: exampleOf(types, spec, typescript),
      directive: {},
    }));
    assert.deepEqual(diagnosticsOf(snippets), []);
  });

  // The code generators keep only blocks in their language, and the Registry shows a tab for each.
  it("are in the description of each resource and function, in each language", () => {
    const schema = pulumiSchema(PACKAGE, "1.2.0");
    for (const [token, { description }] of Object.entries({ ...schema.resources, ...schema.functions })) {
      const languages = [...String(description).matchAll(/^```(\w+)$/gm)].map(([, language]) => language);
      assert.deepEqual(languages, ["typescript", "python", "go", "csharp", "java", "yaml"], token);
    }
  });
});
