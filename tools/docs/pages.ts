import { join, resolve } from "node:path";

import { format, resolveConfig } from "prettier";

import { PACKAGE } from "../../schema";
import { functionPage } from "./functionPage";
import { GENERATED, slugOf } from "./markdown";
import { providerPage } from "./providerPage";
import { registryInstallation, registryOverview } from "./registryPages";
import { resourcePage } from "./resourcePage";

const REPOSITORY = resolve(__dirname, "../..");

/** The folders that contain only generated pages. */
export const FOLDERS = ["docs/resources", "docs/functions", "docs/registry"];

/** The text of each reference page, by its path in the repository. */
export async function referencePages(): Promise<Map<string, string>> {
  const { resources, functions, types } = PACKAGE;
  const reference: [path: string, blocks: string[]][] = [
    ...resources.map((one): [string, string[]] => [pathOf("resources", one.name), resourcePage(types, one)]),
    [pathOf("resources", "Provider"), providerPage(PACKAGE)],
    ...functions.map((one): [string, string[]] => [pathOf("functions", one.name), functionPage(types, one)]),
  ];
  const pages: [path: string, blocks: string[]][] = [
    ...reference.map(([path, blocks]): [string, string[]] => [path, [GENERATED, ...blocks]]),
    ["docs/registry/_index.md", registryOverview(PACKAGE)],
    ["docs/registry/installation-configuration.md", registryInstallation(PACKAGE)],
  ];
  return new Map(
    await Promise.all(pages.map(async ([path, blocks]) => [path, await textOf(blocks)] as const)),
  );
}

function pathOf(folder: string, name: string): string {
  return `docs/${folder}/${slugOf(name)}.md`;
}

async function textOf(blocks: readonly string[]): Promise<string> {
  const options = await resolveConfig(join(REPOSITORY, "docs/page.md"));
  return format(blocks.join("\n\n"), { ...options, parser: "markdown" });
}
