import { delimiter, join } from "node:path";
import { CLI } from "./programs";
import type { Settings } from "./settings";

/** The source of a Pulumi CLI. */
export type Source = "PATH" | "cache" | "download" | "build";

/** A Pulumi CLI that runs Node.js programs with dynamic resources. */
export interface PulumiCli {
  source: Source;
  /** Without the leading "v". */
  version: string;
  /** The folder of the CLI, and of its plugins unless the source is PATH. */
  bin: string;
  /** The full path of `pulumi`. */
  command: string;
  /** To prepend to a PATH. */
  pathPrefix: string;
  /** The PATH to run it with. */
  env: { PATH: string };
}

/** Describes the CLI in a folder. */
export function pulumiCli(source: Source, bin: string, version: string, settings: Settings): PulumiCli {
  const pathPrefix = `${bin}${delimiter}`;
  const env = { PATH: `${pathPrefix}${settings.environment["PATH"] ?? ""}` };
  return { source, version, bin, command: join(bin, CLI), pathPrefix, env };
}
