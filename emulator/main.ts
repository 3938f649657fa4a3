#!/usr/bin/env node
import { closeSync, openSync, writeSync } from "node:fs";
import { Command, InvalidArgumentError } from "commander";
import { greeting } from "./command/greeting";
import { logLine } from "./command/logLine";
import type { EmulatorOptions } from "./configuration/options";
import { readSeed } from "./configuration/seed";
import { readOptions } from "./configuration/settings";
import { startEmulator } from "./emulator";

interface Flags {
  readonly host?: string;
  readonly port?: number;
  readonly options?: string;
  readonly seed?: string;
  readonly journal?: string;
  readonly journalLimit?: number;
  readonly admin: boolean;
  readonly log: boolean;
}

const program = new Command("pulumi-chime-emulator")
  .description(
    "Emulates Amazon Chime, Amazon Chime SDK messaging and identity, and AWS STS. Prints one line for each call. Stop it with Ctrl+C.",
  )
  .option(
    "--host <host>",
    "host name or IP address to listen on. Default: 127.0.0.1, so only programs on this machine can connect. " +
      "With 0.0.0.0, every machine that can reach this one can, and the admin API needs no key",
  )
  .option("--port <number>", "port to listen on. Default: a free port", wholeNumber(0, 65_535))
  .option("--seed <file>", "JSON file with the initial accounts, rooms, app instances and channels")
  .option(
    "--options <file>",
    "JSON file with the other options of startEmulator: access keys, IAM roles, quotas, rates, undocumented behaviour",
  )
  .option("--journal <file>", "file to append each call to, as one line of JSON")
  .option(
    "--journal-limit <number>",
    "number of calls to keep in memory, for the page and the admin API. Default: 100000",
    wholeNumber(1, Number.MAX_SAFE_INTEGER),
  )
  .option(
    "--no-admin",
    "serve neither the page nor the admin API, which reads and changes the state without a key",
  )
  .option("--no-log", "print no line for each call")
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
  const { admin = true, host = "127.0.0.1" } = options;
  console.log(greeting({ url: chime.url, env: chime.env, admin, host }));
  if (flags.log) {
    chime.journal.onEnd((call) => {
      console.log(logLine(call));
    });
  }
  await signalled();
  await chime.stop();
  if (journal !== undefined) closeSync(journal);
}

/** Flags override the options file. */
function optionsOf({ host, port, admin, options, seed, journalLimit }: Flags): EmulatorOptions {
  const read: EmulatorOptions = options === undefined ? {} : readOptions(options);
  return {
    ...read,
    ...(seed === undefined ? {} : { seed: readSeed(seed) }),
    ...(host === undefined ? {} : { host }),
    ...(port === undefined ? {} : { port }),
    ...(journalLimit === undefined ? {} : { journalLimit }),
    admin: admin && (read.admin ?? true),
  };
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

function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= least && number <= most) return number;
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
  };
}
