import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { isRunning } from "../../provider/ownership/ledgerFolder";
import type { Project } from "./project";
import { signalIfThere } from "./signals";

/** How long a plugin whose engine was killed may still run, in milliseconds. */
const END_MS = 60_000;

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
  for (const pid of await pluginsOf(project)) signalIfThere(pid, "SIGKILL");
}

/** Waits until every plugin process of a project has ended. The project must preload {@link PLUGIN_RECORDER}. */
export async function waitForPluginsToEnd(project: Pick<Project, "folder">): Promise<void> {
  const deadline = performance.now() + END_MS;
  while ((await pluginsOf(project)).some(isRunning)) {
    if (performance.now() > deadline) throw new Error(`After ${END_MS} ms, a plugin still runs.`);
    await sleep(20);
  }
}

async function pluginsOf({ folder }: Pick<Project, "folder">): Promise<number[]> {
  return (await readdir(join(folder, "plugins"))).map(Number);
}
