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
  /** The Go variable that holds the version of the program. */
  versionVariable: string;
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

/** The pinned version of the language host of YAML programs. */
export interface YamlPins {
  yamlHost: GoModule;
  /** A hash of all pins. */
  digest: string;
}

const MODULES = join(__dirname, "modules");
const VERSION_OF_PULUMI = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";
const VERSION_OF_PULUMI_YAML = "github.com/pulumi/pulumi-yaml/pkg/version.Version";

/** Reads the modules of the CLI and of the language host of Node.js programs. */
export function readPins(modules = MODULES): Pins {
  const cli = readGoModule(join(modules, "cli"), VERSION_OF_PULUMI);
  const languageHost = readGoModule(join(modules, "language-nodejs"), VERSION_OF_PULUMI);
  return { cli, languageHost, digest: digestOf([cli, languageHost]) };
}

/** Reads the module of the language host of YAML programs. */
export function readYamlPins(modules = MODULES): YamlPins {
  const yamlHost = readGoModule(join(modules, "language-yaml"), VERSION_OF_PULUMI_YAML);
  return { yamlHost, digest: digestOf([yamlHost]) };
}

function digestOf(modules: readonly GoModule[]): string {
  const text = modules.map((module) => module.text).join("\0");
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}

function readGoModule(folder: string, versionVariable: string): GoModule {
  const file = join(folder, "go.mod");
  const text = readFileSync(file, "utf8");
  const goVersion = /^go (\S+)$/m.exec(text)?.[1];
  const tool = /^tool (\S+)$/m.exec(text)?.[1];
  const version = tool === undefined ? undefined : versionOfPackage(text, tool);
  if (goVersion === undefined || tool === undefined || version === undefined) {
    throw new Error(`${file} must have a go line, one tool line, and the version of the tool's module.`);
  }
  return { folder, tool, version, versionVariable, goVersion, text };
}

function versionOfPackage(text: string, tool: string): string | undefined {
  for (const [, module, version] of text.matchAll(/^(?:require)?\s+(\S+) v(\S+)/gm)) {
    if (module !== undefined && tool.startsWith(`${module}/`)) return version;
  }
  return undefined;
}
