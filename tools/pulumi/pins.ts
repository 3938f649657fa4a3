import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A Go module of ours that exists only to pin one program and everything it is built from. */
export interface GoModule {
  folder: string;
  /** The package that its `tool` line names. */
  tool: string;
  /** The version of the module which that package belongs to, without the leading "v". */
  version: string;
  /** The oldest Go that can build it. */
  goVersion: string;
  text: string;
}

/** What the go.mod files say: they are the one place where versions are written down. */
export interface Pins {
  cli: GoModule;
  languageHost: GoModule;
  /** Changes with any pin, so that a bundle made from others is never mistaken for this one. */
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
