import { killPlugins } from "../../support/plugins";
import { fillDisk } from "./disk";
import { killProcesses } from "./processes";
import type { PulumiCommand } from "./pulumiCommand";
import type { TestStack } from "./testStack";

/** Which steps of docs/guides/crashes.md are necessary, besides running the command again. */
export interface RecoveryNeeds {
  /** Whether the CLI was killed, so that its lock and its pending operations are still in the state. */
  cliWasKilled: boolean;
  /** Whether resources may exist that are not in the state. */
  mayHaveOrphans: boolean;
}

/** Something that happens to a deployment while one of its calls hangs. */
export interface Interruption extends RecoveryNeeds {
  /**
   * Whether the deployment exits with 0. `pulumi destroy` may do so after Ctrl-C, although resources are left, and at its last call
   * with a full disk, because the last state is so small that it fits.
   */
  succeeds: "always" | "maybe" | "maybe in a destroy" | "never";
  /** Interrupts the deployment. */
  run(stack: TestStack, command: PulumiCommand): Promise<void>;
}

const CLI_KILLED = { cliWasKilled: true, mayHaveOrphans: true, succeeds: "never" } as const;
const CLI_FAILED = { cliWasKilled: false, mayHaveOrphans: false, succeeds: "never" } as const;

/** All interruptions, by the name that they have in the name of a point. */
export const INTERRUPTIONS = {
  /** `kill -9` of the plugin. The CLI reports it. */
  plugin: { ...CLI_FAILED, mayHaveOrphans: true, run: ({ project }) => killPlugins(project) },
  /** `kill -9` of the CLI. Its plugin continues, and may finish its call and make others. */
  cli: {
    ...CLI_KILLED,
    run: (_stack, command) => {
      command.kill();
      return Promise.resolve();
    },
  },
  /** `kill -9` of all processes, like a crash of the machine. */
  machine: { ...CLI_KILLED, run: ({ project }) => killProcesses(project) },
  /** The CLI waits for running hooks. A call that gets no answer is not retried, so a create may leave an orphan. */
  "ctrl-c": {
    ...CLI_FAILED,
    mayHaveOrphans: true,
    succeeds: "maybe",
    run: (_stack, command) => {
      command.interrupt();
      return Promise.resolve();
    },
  },
  /** The CLI ends immediately. */
  "ctrl-c twice": {
    ...CLI_KILLED,
    run: async (_stack, command) => {
      command.interrupt();
      await command.waitForOutput(/terminate|cancel/i);
      command.interrupt();
    },
  },
  /** The service closes all connections and restarts. */
  "service restarts": {
    ...CLI_FAILED,
    succeeds: "always",
    run: async ({ emulator }) => {
      await emulator.goAway();
      await emulator.comeBack();
    },
  },
  /** The service is unavailable until the deployment has failed. */
  "service down": {
    ...CLI_FAILED,
    mayHaveOrphans: true,
    run: async ({ emulator }, command) => {
      await emulator.goAway();
      await command.ended;
      await emulator.comeBack();
    },
  },
  /** The disk with the state is full until the deployment has ended. */
  "disk full": {
    ...CLI_KILLED,
    succeeds: "maybe in a destroy",
    run: async ({ project }, command) => {
      const freeDisk = await fillDisk(project.folder);
      await command.ended;
      await freeDisk();
    },
  },
} satisfies Record<string, Interruption>;

export type InterruptionName = keyof typeof INTERRUPTIONS;

/** The interruptions at every call, before and after the service carries it out. */
export const AT_EVERY_CALL: readonly InterruptionName[] = ["plugin", "cli", "machine"];

/** The interruptions at one call of each operation in a deployment. */
export const ONCE_PER_OPERATION: readonly InterruptionName[] = [
  "ctrl-c",
  "ctrl-c twice",
  "service restarts",
  "service down",
  "disk full",
];
