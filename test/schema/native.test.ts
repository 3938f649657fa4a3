import assert from "node:assert/strict";

import { LOOKUPS } from "../../provider/lookups/lookups";
import { nativeToken } from "../../provider/schema/providerText";
import { PACKAGE } from "../../schema";
import { goImportPath, pulumiSchema } from "../../schema/pulumiSchema";
import { repositoryOf } from "../../tools/package/repository";

describe("The schema of the native form", () => {
  const schema = pulumiSchema(PACKAGE, "1.2.0");

  it("describes no setting by those of the stack, which the plugin does not get", () => {
    const settings = Object.entries(schema.provider.inputProperties);
    assert.ok(settings.length > 20, `only ${settings.length}`);
    for (const [name, { description }] of settings)
      assert.doesNotMatch(String(description), /aws:|stack's configuration/, name);
    assert.deepEqual(schema["config"], { variables: schema.provider.inputProperties });
  });

  it("has the functions that the plugin runs", () => {
    assert.deepEqual(Object.keys(schema.functions).sort(), Object.keys(LOOKUPS).map(nativeToken).sort());
  });

  // The plugin keeps these outputs in the preview of an update.
  it("requires of the outputs that are no inputs those that the pages call known in the preview of an update", () => {
    for (const { name, inputProperties, properties } of PACKAGE.resources) {
      const computed = Object.entries(properties).filter(([property]) => !(property in inputProperties));
      for (const [property, { required = false, description }] of computed)
        assert.equal(
          description.endsWith("Known in the preview of an update."),
          required,
          `${name}.${property}`,
        );
    }
  });

  it("says where the plugin can be downloaded once the package has a repository", () => {
    const { repository, pluginDownloadURL } = pulumiSchema(PACKAGE, "1.2.0", "somebody/pulumi-chime");
    assert.deepEqual(
      { repository, pluginDownloadURL },
      {
        repository: "https://github.com/somebody/pulumi-chime",
        pluginDownloadURL: "github://api.github.com/somebody/pulumi-chime",
      },
    );
    assert.equal(schema["pluginDownloadURL"], undefined);
  });

  // As `ExtractImportBasePath` in pulumi/pulumi, pkg/codegen/go/gen.go.
  it("leads to an SDK for Go that is named after the repository", () => {
    assert.equal(goImportPath(undefined), "example.com/pulumi-chime/sdk/go/chime");
    assert.equal(goImportPath("somebody/chime"), "github.com/somebody/chime/sdk/go/chime");
  });
});

describe("The repository", () => {
  it("is that of package.json, in the form that npm requires", () => {
    const url = "git+https://github.com/somebody/pulumi-chime.git";
    assert.equal(repositoryOf({ repository: { url } }), "somebody/pulumi-chime");
    assert.equal(repositoryOf({}), undefined);
  });
});
