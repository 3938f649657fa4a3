import { execFileSync } from "node:child_process";
import { cpus, release, totalmem, type } from "node:os";

import { version } from "@pulumi/pulumi/version";

/** The environment of the measurements. It does not identify the machine. */
export interface Environment {
  date: string;
  /** Abbreviated; with a plus if the working tree has changes. */
  commit: string;
  node: string;
  pulumi: string;
  sdk: string;
  cpu: string;
  cores: number;
  memoryGB: number;
  os: string;
}

/** Reads the environment. The Pulumi CLI must be on the PATH. */
export function environmentNow(): Environment {
  const processors = cpus();
  return {
    date: new Date().toISOString(),
    commit: printed("git", "describe", "--always", "--dirty=+", "--exclude=*"),
    node: process.versions.node,
    pulumi: printed("pulumi", "version").replace(/^v/, ""),
    sdk: version,
    cpu: processors[0]?.model.trim() ?? "unknown",
    cores: processors.length,
    memoryGB: Math.round(totalmem() / 1e9),
    os: `${type()} ${release()}`,
  };
}

function printed(command: string, ...args: string[]): string {
  return execFileSync(command, args, { cwd: __dirname, encoding: "utf8" }).trim();
}
