#!/usr/bin/env node
import { closeSync, openSync, writeSync } from "node:fs";
import { Command, InvalidArgumentError } from "commander";
import { startEmulator, type Emulator } from "./index";
import { readOptions, type EmulatorOptions } from "./options";
import { readSeed } from "./seed";

interface Flags {
  readonly port?: number;
  readonly options?: string;
  readonly seed?: string;
  readonly journal?: string;
  readonly admin?: boolean;
}

const program = new Command("pulumi-chime-emulator")
  .description(
    "Amazon Chime and Amazon Chime SDK Messaging and Identity in one process, on 127.0.0.1. Ends on Ctrl+C.",
  )
  .option("--port <number>", "port to listen on; 0, the default, for a free one", port)
  .option(
    "--seed <file>",
    "JSON file with the accounts, rooms, app instances and channels that exist at the start",
  )
  .option(
    "--options <file>",
    "JSON file with what else startEmulator takes: credentials, AWS roles, quotas, rates, doubtful answers",
  )
  .option("--journal <file>", "file to append every call to, one line of JSON each")
  .option("--admin", "serve /_emulator/journal, members, channel-members and faults for curl")
  .action(run);

program.parseAsync().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});

async function run(flags: Flags): Promise<void> {
  const options = optionsOf(flags);
  // Opened before anything listens, so that a path that cannot be written to is said at once.
  const journal = flags.journal === undefined ? undefined : openSync(flags.journal, "a");
  const chime = await startEmulator(options);
  if (journal !== undefined) {
    chime.journal.onEnd((call) => writeSync(journal, `${JSON.stringify(call)}\n`));
  }
  console.log(greeting(chime, options.admin ?? false));
  await signalled();
  await chime.stop();
  if (journal !== undefined) closeSync(journal);
}

/** What the flags say goes before what the file of options says. */
function optionsOf({ port, admin, options, seed }: Flags): EmulatorOptions {
  return {
    ...(options === undefined ? {} : readOptions(options)),
    ...(seed === undefined ? {} : { seed: readSeed(seed) }),
    ...(port === undefined ? {} : { port }),
    ...(admin === undefined ? {} : { admin }),
  };
}

function greeting({ url, credentials, env }: Emulator, admin: boolean): string {
  return [
    `Amazon Chime, emulated, listens on ${url}`,
    "The same address serves Amazon Chime SDK Messaging and Identity, and AWS STS.",
    `Access key ${credentials.accessKeyId}, secret ${credentials.secretAccessKey}`,
    "",
    ...Object.entries(env).map(([name, value]) => `export ${name}=${value}`),
    ...(admin ? ["", `curl ${url}/_emulator/journal shows the calls.`] : []),
    "",
    "Ctrl+C ends it.",
  ].join("\n");
}

async function signalled(): Promise<void> {
  await new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      process.once(signal, () => {
        resolve();
      });
    }
  });
}

function port(text: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number > 65_535) {
    throw new InvalidArgumentError("It must be a whole number from 0 to 65535.");
  }
  return number;
}
