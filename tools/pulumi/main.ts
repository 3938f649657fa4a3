import { Command } from "commander";
import { CACHE_VARIABLE, providePulumi, type PulumiCli, type Source } from ".";

const SOURCE_TEXT: Record<Source, string> = {
  PATH: "found on PATH",
  cache: "cached by an earlier run",
  download: "downloaded",
  build: "built",
};

async function main({ path: pathOnly }: { path?: true }): Promise<void> {
  const cli = await providePulumi();
  if (pathOnly === undefined) console.error(usage(cli));
  console.log(cli.bin);
}

function usage(cli: PulumiCli): string {
  return [
    `Pulumi ${cli.version}, ${SOURCE_TEXT[cli.source]}. To use it in this shell:`,
    `  export PATH="${cli.bin}:$PATH"`,
  ].join("\n");
}

new Command("pulumi-cli")
  .description("Finds, downloads or builds a Pulumi CLI, and prints its folder. Prints progress to stderr.")
  .option("--path", "print only the folder, for scripts")
  .addHelpText(
    "after",
    `\nSet ${CACHE_VARIABLE} to change the folder of the cache. Default: a folder in the user's cache folder.`,
  )
  .action(main)
  .parseAsync()
  .catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
