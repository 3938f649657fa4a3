import { chmod, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import type { Project } from "./project";

const MAIN = resolve(__dirname, "../../dist/native/server.js");

/** Writes `pulumi-resource-chime` of the built package into a new folder, which the caller removes. */
export async function writePlugin(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "chime-plugin-"));
  const file = join(folder, "pulumi-resource-chime");
  await writeFile(file, `#!${process.execPath}\nrequire(${JSON.stringify(MAIN)});\n`);
  await chmod(file, 0o755);
  return folder;
}

/** Adds the plugin in a folder to the Pulumi.yaml of a project. */
export async function addPlugin(project: Pick<Project, "folder" | "write">, folder: string): Promise<void> {
  const file = JSON.parse(await readFile(join(project.folder, "Pulumi.yaml"), "utf8")) as object;
  const providers = [{ name: "chime", path: folder }];
  await project.write("Pulumi.yaml", JSON.stringify({ ...file, plugins: { providers } }));
}
