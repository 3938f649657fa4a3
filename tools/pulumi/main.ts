import { Command } from "commander";
import { CACHE_VARIABLE, providePulumi, type PulumiCli, type Source } from ".";

const FOUND: Record<Source, string> = {
  PATH: "found on PATH",
  cache: "kept from an earlier run",
  download: "downloaded",
  build: "built",
};

async function main({ path: bare }: { path?: true }): Promise<void> {
  const cli = await providePulumi();
  if (bare === undefined) console.error(advice(cli));
  console.log(cli.bin);
}

function advice(cli: PulumiCli): string {
  return [
    `Pulumi ${cli.version}, ${FOUND[cli.source]}. To use it in this shell:`,
    `  export PATH="${cli.bin}:$PATH"`,
  ].join("\n");
}

new Command("pulumi-cli")
  .description("Finds or makes a Pulumi CLI, and prints the folder that holds it. Progress goes to stderr.")
  .option("--path", "print the folder and give no advice, for use in scripts")
  .addHelpText(
    "after",
    `\n${CACHE_VARIABLE} names the folder to keep it in, in place of the user's cache folder.`,
  )
  .action(main)
  .parseAsync()
  .catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
