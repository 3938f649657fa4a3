import { killPlugins } from "../../support/plugins";
import type { PulumiCommand } from "./pulumiCommand";
import { fillDisk } from "./disk";
import { endProcesses } from "./processes";
import type { Deployment } from "./testStack";

/** What must be done after a mishap, beside running the deployment again: docs/guides/crashes.md. */
export interface Aftercare {
  /** Whether the CLI could not end its work: its lock and its unfinished operations are still in the state. */
  cliDied: boolean;
  /** Whether something may have been made of which the state knows nothing. */
  mayHaveLost: boolean;
}

/** Something that happens to a deployment while one of its calls hangs. */
export interface Mishap extends Aftercare {
  /**
   * Whether the deployment ends with the status 0 all the same. `pulumi destroy` may, when Ctrl-C reaches it, although there
   * is something left to do: the status says nothing then.
   */
  endsWell: "always" | "maybe" | "never";
  /** Makes it happen. Returns when the deployment can come to its end, one way or the other. */
  strike(deployment: Deployment, command: PulumiCommand): Promise<void>;
}

const KILLED = { cliDied: true, mayHaveLost: true, endsWell: "never" } as const;
const ENDED = { cliDied: false, mayHaveLost: false, endsWell: "never" } as const;

/** All mishaps, by the name that they have in a point. */
export const MISHAPS = {
  /** kill -9 of the plugin: the CLI lives and sees it. */
  plugin: { ...ENDED, mayHaveLost: true, strike: ({ project }) => killPlugins(project) },
  /** kill -9 of the CLI alone: its plugin lives on, and may finish its call, and others. */
  cli: {
    ...KILLED,
    strike: (_deployment, command) => {
      command.kill();
      return Promise.resolve();
    },
  },
  /** kill -9 of everything at once, as when the machine goes down. */
  machine: { ...KILLED, strike: ({ project }) => endProcesses(project) },
  /** Ctrl-C: the CLI waits for the hooks that run. */
  "ctrl-c": {
    ...ENDED,
    endsWell: "maybe",
    strike: (_deployment, command) => {
      command.interrupt();
      return Promise.resolve();
    },
  },
  /** Ctrl-C, and again because nothing seems to happen: the CLI ends at once. */
  "ctrl-c twice": {
    ...KILLED,
    strike: async (_deployment, command) => {
      command.interrupt();
      await command.says(/terminate|cancel/i);
      command.interrupt();
    },
  },
  /** The service goes away, all connections with it, and comes back. */
  "service back": {
    ...ENDED,
    endsWell: "always",
    strike: async ({ chime }) => {
      await chime.goAway();
      await chime.comeBack();
    },
  },
  /** The service goes away, and is back only when the deployment has failed. */
  "service gone": {
    ...ENDED,
    mayHaveLost: true,
    strike: async ({ chime }, command) => {
      await chime.goAway();
      await command.ended;
      await chime.comeBack();
    },
  },
  /** The disk that the state is on is full from now on, until the deployment has ended. */
  "disk full": {
    ...KILLED,
    strike: async ({ project }, command) => {
      const free = await fillDisk(project.folder);
      await command.ended;
      await free();
    },
  },
} satisfies Record<string, Mishap>;

export type MishapName = keyof typeof MISHAPS;

/** What is tried at every call, on either side of the service's work. */
export const EVERYWHERE: readonly MishapName[] = ["plugin", "cli", "machine"];

/** What is tried once for each operation of a deployment. */
export const SOMEWHERE: readonly MishapName[] = [
  "ctrl-c",
  "ctrl-c twice",
  "service back",
  "service gone",
  "disk full",
];
