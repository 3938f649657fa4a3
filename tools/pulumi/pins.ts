import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A Go module in this repository that pins a program and its dependencies. */
export interface GoModule {
  folder: string;
  /** The package in its `tool` line. */
  tool: string;
  /** The version of the module of that package, without the leading "v". */
  version: string;
  /** The oldest Go that can build it. */
  goVersion: string;
  text: string;
}

/** The pinned versions. The go.mod files are the only place that specifies them. */
export interface Pins {
  cli: GoModule;
  languageHost: GoModule;
  /** A hash of all pins, so that bundles of different versions have different names. */
  digest: string;
}

/** Reads both modules. */
export function readPins(modules = join(__dirname, "modules")): Pins {
  const cli = readGoModule(join(modules, "cli"));
  const languageHost = readGoModule(join(modules, "language-nodejs"));
  const digest = createHash("sha256").update(cli.text).update("\0").update(languageHost.text).digest("hex");
  return { cli, languageHost, digest: digest.slice(0, 8) };
}

function readGoModule(folder: string): GoModule {
  const file = join(folder, "go.mod");
  const text = readFileSync(file, "utf8");
  const goVersion = /^go (\S+)$/m.exec(text)?.[1];
  const tool = /^tool (\S+)$/m.exec(text)?.[1];
  const version = tool === undefined ? undefined : versionOfPackage(text, tool);
  if (goVersion === undefined || tool === undefined || version === undefined) {
    throw new Error(`${file} must have a go line, one tool line, and the version of the tool's module.`);
  }
  return { folder, tool, version, goVersion, text };
}

function versionOfPackage(text: string, tool: string): string | undefined {
  for (const [, module, version] of text.matchAll(/^(?:require)?\s+(\S+) v(\S+)/gm)) {
    if (module !== undefined && tool.startsWith(`${module}/`)) return version;
  }
  return undefined;
}
