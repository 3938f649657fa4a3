import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

import type { Checklist, CheckResult } from "./checklist";

const group = "versions";
const CLIENTS = ["client-chime", "client-chime-sdk-identity", "client-chime-sdk-messaging"];
const CLI_TIMEOUT_MS = 10_000;

/** Checks the versions of what a deployment uses. */
export async function checkVersions(checklist: Checklist): Promise<void> {
  const { version, engines, peerDependencies } = readManifest(join(__dirname, "../../../package.json"));
  checklist.add({ group, check: "pulumi-chime", result: "ok", message: version });
  checklist.add(checkVersion("Node.js", process.versions.node, engines?.["node"] ?? ""));
  checklist.add(checkSdk(peerDependencies?.["@pulumi/pulumi"] ?? ""));
  checklist.add(await checkCli());
  const clients = CLIENTS.map((name) => `${name} ${versionOf(`@aws-sdk/${name}`) ?? "not found"}`);
  checklist.add({ group, check: "AWS SDK", result: "ok", message: clients.join(", ") });
}

interface Manifest {
  version: string;
  engines?: Record<string, string>;
  peerDependencies?: Record<string, string>;
}

function readManifest(path: string): Manifest {
  return JSON.parse(readFileSync(path, "utf8")) as Manifest;
}

// The program in the current folder decides which @pulumi/pulumi is used.
function versionOf(name: string): string | undefined {
  try {
    const paths = [process.cwd(), __dirname];
    return readManifest(require.resolve(`${name}/package.json`, { paths })).version;
  } catch {
    return undefined;
  }
}

function checkSdk(range: string): CheckResult {
  const check = "@pulumi/pulumi";
  const version = versionOf(check);
  if (version !== undefined) return checkVersion(check, version, range);
  const advice = "Run `npm install @pulumi/pulumi` in the folder of the Pulumi project.";
  return { group, check, result: "failed", message: "It is not installed.", advice };
}

/** Compares with a range of the forms `>=20` and `^3.248.0`. */
function checkVersion(check: string, version: string, range: string): CheckResult {
  const [major = 0, minor = 0] = numbersIn(version);
  const [neededMajor = 0, neededMinor = 0] = numbersIn(range);
  const isNewer = major > neededMajor && range.startsWith(">=");
  if (isNewer || (major === neededMajor && minor >= neededMinor))
    return { group, check, result: "ok", message: `${version} is supported (${range}).` };
  const message = `${version} is not supported (${range}).`;
  return { group, check, result: "failed", message, advice: `Install ${check} ${range}.` };
}

function numbersIn(text: string): number[] {
  return (text.match(/\d+/g) ?? []).map(Number);
}

async function checkCli(): Promise<CheckResult> {
  const check = "Pulumi CLI";
  try {
    const { stdout } = await promisify(execFile)("pulumi", ["version"], {
      timeout: CLI_TIMEOUT_MS,
      env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" },
    });
    return { group, check, result: "ok", message: stdout.trim() };
  } catch (error) {
    const { code, killed } = error as { code?: unknown; killed?: boolean };
    if (code === "ENOENT")
      return { group, check, result: "skipped", message: "There is no `pulumi` on PATH." };
    const message = killed
      ? `\`pulumi version\` did not end within ${CLI_TIMEOUT_MS / 1000} s.`
      : "`pulumi version` failed.";
    return {
      group,
      check,
      result: "failed",
      message,
      advice: "Run `pulumi version` in this shell to see why.",
    };
  }
}
