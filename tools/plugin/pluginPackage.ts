import { chmod, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { peerDependencies, version } from "../../package.json";
import { command } from "../package/command";
import { Tarball } from "../package/tarball";

/** The name of the executable that Pulumi looks for. */
const EXECUTABLE = "pulumi-resource-chime";

/** The platforms for which Pulumi downloads plugins. */
const PLATFORMS = ["linux", "darwin", "windows"].flatMap((system) =>
  ["amd64", "arm64"].map((architecture) => `${system}-${architecture}`),
);

/** The names under which Pulumi downloads the plugin, one for each platform. The archive is the same for all. */
export function downloadNames(ofVersion: string): string[] {
  return PLATFORMS.map((platform) => `${EXECUTABLE}-v${ofVersion}-${platform}.tar.gz`);
}

/** What {@link writePlugin} wrote. */
export interface PluginPackage {
  /** The folder of the plugin. */
  folder: string;
  /** The same files as a `.tar.gz`, for `pulumi plugin install resource chime VERSION --file`. */
  archive: string;
  /** The version to install it as. */
  version: string;
}

/**
 * Writes the native plugin as Pulumi installs it: the folder `plugin`, and an archive of it beside it. Both contain this
 * package as npm would publish the current build, so they do not need it to be on npm. Pulumi installs the other
 * dependencies with npm.
 *
 * @param out The folder to write into. An earlier plugin in it is replaced.
 */
export async function writePlugin(out: string): Promise<PluginPackage> {
  const folder = join(out, "plugin");
  const archive = join(out, `${EXECUTABLE}-v${version}.tar.gz`);
  for (const made of [folder, archive]) await rm(made, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const tarball = await Tarball.pack();
  try {
    await tarball.copyTo(folder);
    for (const [file, text] of Object.entries(filesOf(tarball.name)))
      await writeFile(join(folder, file), text);
  } finally {
    await tarball.remove();
  }
  await chmod(join(folder, EXECUTABLE), 0o755);
  await command("tar", ["-czf", archive, "-C", folder, "."], { cwd: out, env: process.env });
  return { folder, archive, version };
}

function filesOf(tarball: string): Record<string, string> {
  const manifest = {
    name: EXECUTABLE,
    version,
    private: true,
    main: "index.js",
    engines: { node: ">=20" },
    dependencies: { ...peerDependencies, "pulumi-chime": `file:${tarball}` },
  };
  return {
    "PulumiPlugin.yaml": "runtime: nodejs\n",
    "package.json": `${JSON.stringify(manifest, null, 2)}\n`,
    "index.js": INDEX,
    // Pulumi prefers an executable to the language host, whose older versions cannot run plugins.
    [EXECUTABLE]: '#!/usr/bin/env node\nrequire("./index.js");\n',
  };
}

// The entry is no export of the package: to require it starts the plugin.
const INDEX = `"use strict";
const { dirname, join } = require("node:path");

const manifest = require.resolve("pulumi-chime/package.json");
require(join(dirname(manifest), require(manifest).bin["${EXECUTABLE}"]));
`;
