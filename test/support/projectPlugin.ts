import { chmod, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";

import type { ScratchProject } from "../../tools/project/scratchProject";

const MAIN = resolve(__dirname, "../../dist/native/server.js");
const FOLDER = "plugin";
const FILE = `${FOLDER}/pulumi-resource-chime`;

/** Adds `pulumi-resource-chime` of the built package to a project. */
export async function addPlugin(project: Pick<ScratchProject, "folder" | "write">): Promise<void> {
  await project.write(FILE, `#!${process.execPath}\nrequire(${JSON.stringify(MAIN)});\n`);
  await chmod(join(project.folder, FILE), 0o755);
  const file = JSON.parse(await readFile(join(project.folder, "Pulumi.yaml"), "utf8")) as object;
  const providers = [{ name: "chime", path: FOLDER }];
  await project.write("Pulumi.yaml", JSON.stringify({ ...file, plugins: { providers } }));
}
