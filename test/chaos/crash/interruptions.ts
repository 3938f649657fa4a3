import { killPlugins } from "../../support/plugins";
import type { PulumiCommand } from "./pulumiCommand";
import { fillDisk } from "./disk";
import { endProcesses } from "./processes";
import type { TestStack } from "./testStack";

/** What must be done after a mishap, beside running the deployment again: docs/guides/crashes.md. */
export interface RecoveryNeeds {
  /** Whether the CLI could not end its work: its lock and its unfinished operations are still in the state. */
  cliWasKilled: boolean;
  /** Whether something may have been made of which the state knows nothing. */
  mayHaveOrphans: boolean;
}

/** Something that happens to a deployment while one of its calls hangs. */
export interface Interruption extends RecoveryNeeds {
  /**
   * Whether the deployment ends with the status 0 all the same. `pulumi destroy` may, when Ctrl-C reaches it, although there
   * is something left to do: the status says nothing then.
   */
  succeeds: "always" | "maybe" | "never";
  /** Makes it happen. Returns when the deployment can come to its end, one way or the other. */
  run(deployment: TestStack, command: PulumiCommand): Promise<void>;
}

const KILLED = { cliWasKilled: true, mayHaveOrphans: true, succeeds: "never" } as const;
const ENDED = { cliWasKilled: false, mayHaveOrphans: false, succeeds: "never" } as const;

/** All mishaps, by the name that they have in a point. */
export const INTERRUPTIONS = {
  /** kill -9 of the plugin: the CLI lives and sees it. */
  plugin: { ...ENDED, mayHaveOrphans: true, run: ({ project }) => killPlugins(project) },
  /** kill -9 of the CLI alone: its plugin lives on, and may finish its call, and others. */
  cli: {
    ...KILLED,
    run: (_deployment, command) => {
      command.kill();
      return Promise.resolve();
    },
  },
  /** kill -9 of everything at once, as when the machine goes down. */
  machine: { ...KILLED, run: ({ project }) => endProcesses(project) },
  /** Ctrl-C: the CLI waits for the hooks that run. */
  "ctrl-c": {
    ...ENDED,
    succeeds: "maybe",
    run: (_deployment, command) => {
      command.interrupt();
      return Promise.resolve();
    },
  },
  /** Ctrl-C, and again because nothing seems to happen: the CLI ends at once. */
  "ctrl-c twice": {
    ...KILLED,
    run: async (_deployment, command) => {
      command.interrupt();
      await command.waitForOutput(/terminate|cancel/i);
      command.interrupt();
    },
  },
  /** The service goes away, all connections with it, and comes back. */
  "service back": {
    ...ENDED,
    succeeds: "always",
    run: async ({ emulator }) => {
      await emulator.goAway();
      await emulator.comeBack();
    },
  },
  /** The service goes away, and is back only when the deployment has failed. */
  "service gone": {
    ...ENDED,
    mayHaveOrphans: true,
    run: async ({ emulator }, command) => {
      await emulator.goAway();
      await command.ended;
      await emulator.comeBack();
    },
  },
  /** The disk that the state is on is full from now on, until the deployment has ended. */
  "disk full": {
    ...KILLED,
    run: async ({ project }, command) => {
      const free = await fillDisk(project.folder);
      await command.ended;
      await free();
    },
  },
} satisfies Record<string, Interruption>;

export type InterruptionName = keyof typeof INTERRUPTIONS;

/** What is tried at every call, on either side of the service's work. */
export const AT_EVERY_CALL: readonly InterruptionName[] = ["plugin", "cli", "machine"];

/** What is tried once for each operation of a deployment. */
export const ONCE_PER_OPERATION: readonly InterruptionName[] = [
  "ctrl-c",
  "ctrl-c twice",
  "service back",
  "service gone",
  "disk full",
];
