import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";

import manifest from "../../../../package.json";
import { sbomOf } from "../../../../tools/release/sbom";

interface Bom {
  bomFormat: string;
  metadata: { component: { name: string; version: string } };
  components: { group?: string; name: string }[];
}

const REPOSITORY = resolve(__dirname, "../../../..");

describe("The software bill of materials", function () {
  this.timeout(60_000);

  it("names the package and what npm installs with it, without the tools of this repository", async () => {
    const bom = JSON.parse(await sbomOf(REPOSITORY)) as Bom;
    assert.equal(bom.bomFormat, "CycloneDX");
    const { name, version } = bom.metadata.component;
    assert.deepEqual({ name, version }, { name: manifest.name, version: manifest.version });
    const names = bom.components.map((part) => (part.group ? `${part.group}/${part.name}` : part.name));
    assert.deepEqual(names.sort(), installed().sort());
  });
});

/** The packages that npm installs with this one, by the lockfile. */
function installed(): string[] {
  const { packages } = JSON.parse(readFileSync(resolve(REPOSITORY, "package-lock.json"), "utf8")) as {
    packages: Record<string, { dev?: boolean; peer?: boolean; link?: boolean }>;
  };
  return Object.entries(packages)
    .filter(([path, { dev, peer, link }]) => path !== "" && !dev && !peer && !link)
    .map(([path]) => path.replace("node_modules/", ""));
}
