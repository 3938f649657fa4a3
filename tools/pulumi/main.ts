import { Command } from "commander";
import { CACHE_VARIABLE, providePulumi, provideYamlHost, type Source } from ".";

const SOURCE_TEXT: Record<Source, string> = {
  PATH: "found on PATH",
  cache: "cached by an earlier run",
  download: "downloaded",
  build: "built",
};

interface Flags {
  path?: true;
  yaml?: true;
}

async function main({ path: pathOnly, yaml }: Flags): Promise<void> {
  const { what, source, bin } = yaml === undefined ? await cli() : await yamlHost();
  if (pathOnly === undefined) console.error(usage(what, source, bin));
  console.log(bin);
}

/** What was found, and where. */
interface Found {
  what: string;
  source: Source;
  bin: string;
}

async function cli(): Promise<Found> {
  const { version, source, bin } = await providePulumi();
  return { what: `Pulumi ${version}`, source, bin };
}

async function yamlHost(): Promise<Found> {
  // Where the CLI was downloaded, the host is beside it.
  const { env } = await providePulumi();
  const host = await provideYamlHost({ environment: { ...process.env, ...env } });
  return { what: "The language host for YAML", ...host };
}

function usage(what: string, source: Source, bin: string): string {
  return [`${what}, ${SOURCE_TEXT[source]}. To use it in this shell:`, `  export PATH="${bin}:$PATH"`].join(
    "\n",
  );
}

new Command("pulumi-cli")
  .description("Finds, downloads or builds a Pulumi CLI, and prints its folder. Prints progress to stderr.")
  .option("--path", "print only the folder, for scripts")
  .option("--yaml", "find or build the language host of YAML programs instead")
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
