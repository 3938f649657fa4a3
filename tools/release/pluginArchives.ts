import { copyFile } from "node:fs/promises";
import { join } from "node:path";

import { downloadNames, type PluginPackage } from "../plugin/pluginPackage";

/**
 * Copies the archive of the native plugin into a folder, under each name that Pulumi downloads.
 *
 * @returns The names.
 */
export async function copyArchives(
  { archive, version }: Pick<PluginPackage, "archive" | "version">,
  folder: string,
): Promise<string[]> {
  const names = downloadNames(version);
  for (const name of names) await copyFile(archive, join(folder, name));
  return names;
}
