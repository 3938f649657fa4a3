import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, stat, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";

import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { GetSchemaRequest, type GetSchemaResponse } from "@pulumi/pulumi/proto/provider_pb";

import { peerDependencies, version } from "../../package.json";
import { command } from "../../tools/package/command";
import { writePlugin, type PluginPackage } from "../../tools/plugin/pluginPackage";

const REPOSITORY = resolve(__dirname, "../..");
const TARBALL = `pulumi-chime-${version}.tgz`;

// Packs the current build. `npm test` builds it first.
describe("What npm run plugin writes", function () {
  this.timeout(60_000);

  let out: string;
  let plugin: PluginPackage;
  before(async () => {
    out = await mkdtemp(join(tmpdir(), "chime-plugin-"));
    plugin = await writePlugin(out);
  });
  after(() => rm(out, { recursive: true }));

  it("is a folder for Pulumi, with the package and what npm is to install", async () => {
    assert.deepEqual((await readdir(plugin.folder)).sort(), [
      "PulumiPlugin.yaml",
      "index.js",
      "package.json",
      TARBALL,
      "pulumi-resource-chime",
    ]);
    assert.equal(await readFile(join(plugin.folder, "PulumiPlugin.yaml"), "utf8"), "runtime: nodejs\n");
    const manifest = JSON.parse(await readFile(join(plugin.folder, "package.json"), "utf8")) as object;
    assert.deepEqual(manifest, {
      name: "pulumi-resource-chime",
      version,
      private: true,
      main: "index.js",
      engines: { node: ">=20" },
      dependencies: { ...peerDependencies, "pulumi-chime": `file:${TARBALL}` },
    });
  });

  it("has the same files in its archive, whose executable keeps its permission", async () => {
    assert.equal(plugin.archive, join(out, `pulumi-resource-chime-v${version}.tar.gz`));
    const unpacked = await mkdtemp(join(out, "unpacked-"));
    await command("tar", ["-xzf", plugin.archive], { cwd: unpacked, env: process.env });
    assert.deepEqual(await readdir(unpacked), await readdir(plugin.folder));
    assert.equal((await stat(join(unpacked, "pulumi-resource-chime"))).mode & 0o777, 0o755);
  });

  describe("when it is started,", () => {
    before(() => symlink(join(REPOSITORY, "node_modules"), join(plugin.folder, "node_modules"), "dir"));

    it("ends with the engine, whose end closes its standard input, also if the engine is killed", async () => {
      const child = spawn(join(plugin.folder, "pulumi-resource-chime"), ["127.0.0.1:1"], {
        stdio: ["pipe", "pipe", "inherit"],
      });
      await once(createInterface(child.stdout), "line");
      child.stdin.end();
      assert.deepEqual(await once(child, "exit"), [0, null]);
    });

    const starts: Record<string, (folder: string) => string[]> = {
      "by Pulumi, which runs its executable": (folder) => [join(folder, "pulumi-resource-chime")],
      "by Node.js, which runs its index.js": (folder) => [process.execPath, join(folder, "index.js")],
      "by a language host, which runs the folder as a plugin": (folder) => [
        process.execPath,
        require.resolve("@pulumi/pulumi/cmd/run-plugin"),
        folder,
      ],
    };
    for (const [how, start] of Object.entries(starts)) {
      it(`${how}, it serves the schema of this version`, async () => {
        const { name, version: served } = await schemaOf(start(plugin.folder));
        assert.deepEqual({ name, served }, { name: "chime", served: version });
      });
    }
  });
});

/** Starts a plugin as the engine does, and asks it for its schema. */
async function schemaOf([file, ...args]: string[]): Promise<{ name: string; version: string }> {
  const engine = "127.0.0.1:1";
  const child = spawn(file!, [...args, engine], { cwd: tmpdir(), stdio: ["pipe", "pipe", "inherit"] });
  try {
    const [port] = (await once(createInterface(child.stdout), "line")) as [string];
    const client = new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
    const reply = await new Promise<GetSchemaResponse>((done, fail) => {
      client.getSchema(new GetSchemaRequest(), (error, response) => {
        if (error === null) done(response);
        else fail(error);
      });
    });
    client.close();
    return JSON.parse(reply.getSchema()) as { name: string; version: string };
  } finally {
    child.kill("SIGKILL");
  }
}
