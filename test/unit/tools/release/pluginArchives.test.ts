import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { copyArchives } from "../../../../tools/release/pluginArchives";

// The names are those of `standardAssetName` in pulumi/pulumi, sdk/go/common/workspace/plugins.go.
describe("The archive of the native plugin", () => {
  it("is copied once for each platform, under the name that Pulumi downloads", async () => {
    const folder = await mkdtemp(join(tmpdir(), "archives-"));
    try {
      const archive = join(folder, "built");
      await writeFile(archive, "the plugin");
      const names = await copyArchives({ archive, version: "1.2.0" }, folder);
      assert.deepEqual(names, [
        "pulumi-resource-chime-v1.2.0-linux-amd64.tar.gz",
        "pulumi-resource-chime-v1.2.0-linux-arm64.tar.gz",
        "pulumi-resource-chime-v1.2.0-darwin-amd64.tar.gz",
        "pulumi-resource-chime-v1.2.0-darwin-arm64.tar.gz",
        "pulumi-resource-chime-v1.2.0-windows-amd64.tar.gz",
        "pulumi-resource-chime-v1.2.0-windows-arm64.tar.gz",
      ]);
      assert.deepEqual((await readdir(folder)).sort(), ["built", ...names].sort());
      for (const name of names) assert.equal(await readFile(join(folder, name), "utf8"), "the plugin");
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
