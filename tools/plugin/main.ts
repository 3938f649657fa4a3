/** Writes the native plugin into build/: a folder, and an archive for `pulumi plugin install`. */
import { relative, resolve } from "node:path";

import { writePlugin } from "./pluginPackage";

const OUT = resolve(__dirname, "../../build");

async function main(): Promise<void> {
  const { folder, archive, version } = await writePlugin(OUT);
  console.log(
    [
      `The plugin is in ${relative(".", folder)}. To install it for all projects of this user:`,
      `  pulumi plugin install resource chime ${version} --file ${relative(".", archive)}`,
    ].join("\n"),
  );
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
