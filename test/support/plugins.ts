import { readdir } from "node:fs/promises";
import { join } from "node:path";

import type { Project } from "./project";
import { signalIfThere } from "./signals";

/** Preloaded into every Node.js process of a deployment. Each plugin process writes a file named after its process id. */
export const PLUGIN_RECORDER = `"use strict";
const { writeFileSync, mkdirSync } = require("node:fs");
const { join } = require("node:path");
if (/dynamic-provider|pulumi-resource-chime/.test(process.argv[1] ?? "")) {
  mkdirSync(join(__dirname, "plugins"), { recursive: true });
  writeFileSync(join(__dirname, "plugins", String(process.pid)), "");
}
`;

/** Kills every plugin process of a project with SIGKILL. The project must preload {@link PLUGIN_RECORDER}. */
export async function killPlugins(project: Pick<Project, "folder">): Promise<void> {
  for (const pid of await readdir(join(project.folder, "plugins"))) signalIfThere(Number(pid), "SIGKILL");
}
