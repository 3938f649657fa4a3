#!/usr/bin/env node
import { closeSync, openSync, writeSync } from "node:fs";
import { Command, InvalidArgumentError } from "commander";
import type { EmulatorOptions } from "./configuration/options";
import { readSeed } from "./configuration/seed";
import { readOptions } from "./configuration/settings";
import { startEmulator, type Emulator } from "./emulator";

interface Flags {
  readonly port?: number;
  readonly options?: string;
  readonly seed?: string;
  readonly journal?: string;
  readonly admin?: boolean;
}

const program = new Command("pulumi-chime-emulator")
  .description(
    "Emulates Amazon Chime, Amazon Chime SDK messaging and identity, and AWS STS on 127.0.0.1. Stop it with Ctrl+C.",
  )
  .option("--port <number>", "port to listen on (default: a free port)", port)
  .option("--seed <file>", "JSON file with the initial accounts, rooms, app instances and channels")
  .option(
    "--options <file>",
    "JSON file with the other options of startEmulator: access keys, IAM roles, quotas, rates, undocumented behaviour",
  )
  .option("--journal <file>", "file to append each call to, as one line of JSON")
  .option("--admin", "serve the admin API for curl: /_emulator/journal, members, channel-members and faults")
  .action(run);

program.parseAsync().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});

async function run(flags: Flags): Promise<void> {
  const options = optionsOf(flags);
  // Opened first, so a path that is not writable fails before the emulator starts.
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

/** Flags override the options file. */
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
    `The emulator of Amazon Chime listens on ${url}`,
    "It also serves Amazon Chime SDK messaging and identity, and AWS STS.",
    `Access key ID ${credentials.accessKeyId}, secret access key ${credentials.secretAccessKey}`,
    "",
    ...Object.entries(env).map(([name, value]) => `export ${name}=${value}`),
    ...(admin ? ["", `To list the calls, run: curl ${url}/_emulator/journal`] : []),
    "",
    "Press Ctrl+C to stop it.",
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
