import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

import { minVersion } from "semver";

import { peerDependencies } from "../../package.json";
import { command } from "../../tools/package/command";
import { Tarball } from "../../tools/package/tarball";
import { isolatedIn, makeIsolated } from "../../tools/project/isolation";
import { usePulumiCli } from "../../tools/project/pulumiOnPath";
import { snippetsOf } from "../docs/snippets";

const TEAM = {
  accountId: "0b6f1c9e-58d2-4c0f-9a7e-3d1f2e4a5b60",
  roomId: "f0e1d2c3-b4a5-4968-8778-695a4b3c2d66",
  memberId: "c2e94b17-7d6a-4f58-b3c0-1a2b3c4d5e61",
};

/** A user's Pulumi program. */
const PROGRAM = `"use strict";
const chime = require("pulumi-chime");
new chime.RoomMembership("ben", ${JSON.stringify(TEAM)});
`;

/** A user's program for the API of the emulator. It is in TypeScript, so that the types are tested too. */
const API_PROGRAM = `import * as assert from "assert";
import { startEmulator, type Emulator } from "pulumi-chime-emulator";

async function main(): Promise<void> {
  const chime: Emulator = await startEmulator();
  const accountId = chime.state.addAccount();
  const roomId = chime.state.addRoom({ accountId });
  const memberId = chime.state.addUser({ accountId });
  chime.state.addMember({ accountId, roomId, memberId, role: "Administrator" });
  chime.faults.inject({ operation: "DeleteRoomMembership", kind: "cut", when: "afterWrite" });
  assert.deepEqual(chime.state.members(accountId, roomId), [{ memberId, memberType: "User", role: "Administrator" }]);
  assert.equal(chime.journal.count(), 0);
  assert.match(chime.env["AWS_ENDPOINT_URL_CHIME"] ?? "", /^http:\\/\\/127\\.0\\.0\\.1:\\d+$/);
  await chime.stop();
}
void main().then(() => console.log("done"));
`;

const TSCONFIG = {
  compilerOptions: { target: "es2022", module: "nodenext", types: ["node"], strict: true, outDir: "out" },
  files: ["api.ts"],
};

// Takes minutes, so only `npm run test:package` runs it.
describe("The emulator package, installed with npm in a new project,", function () {
  this.timeout(600_000);

  let tarballs: Tarball[];
  let base: string;
  let project: string;
  before(async () => {
    await usePulumiCli();
    tarballs = [await Tarball.pack(), await Tarball.pack("packages/emulator")];
    base = await mkdtemp(join(tmpdir(), "emulator-package-"));
    project = join(base, "tmp");
    await makeIsolated(base);
    await writeFiles();
    await run("npm", "install", "--no-audit", "--no-fund");
  });
  after(async () => {
    await rm(base, { recursive: true, force: true, maxRetries: 5 });
    for (const tarball of tarballs) await tarball.remove();
  });

  async function writeFiles(): Promise<void> {
    for (const tarball of tarballs) await tarball.copyTo(project);
    const [main, emulator] = tarballs.map(({ name }) => `file:./${name}`);
    const manifest = {
      name: "user",
      private: true,
      main: "index.js",
      dependencies: {
        "@pulumi/pulumi": minVersion(peerDependencies["@pulumi/pulumi"])!.version,
        "pulumi-chime": main,
      },
      devDependencies: {
        "pulumi-chime-emulator": emulator,
        typescript: "~5.9.3",
        "@types/node": "^20.19.43",
      },
    };
    const files: Record<string, string> = {
      "package.json": JSON.stringify(manifest),
      "Pulumi.yaml": JSON.stringify({ name: "user", runtime: "nodejs" }),
      "index.js": PROGRAM,
      "api.ts": API_PROGRAM,
      "tsconfig.json": JSON.stringify(TSCONFIG),
    };
    for (const [file, text] of Object.entries(files)) await writeFile(join(project, file), text);
  }

  const run = (file: string, ...args: string[]): Promise<string> =>
    command(file, args, { cwd: project, env: { ...process.env, ...isolatedIn(base) } });

  it("contains only the compiled emulator and its seeds", () => {
    const expected =
      /^(dist\/.+\.(js|d\.ts)|dist\/admin\/page\.html|seeds\/[\w-]+\.json|LICENSE|README\.md|package\.json)$/;
    const others = tarballs[1]!.files.map(({ path }) => path).filter((path) => !expected.test(path));
    assert.deepEqual(others, []);
    for (const path of [
      "dist/index.js",
      "dist/main.js",
      "dist/admin/page.html",
      "seeds/team.json",
      "LICENSE",
    ]) {
      assert.ok(
        tarballs[1]!.files.some((file) => file.path === path),
        path,
      );
    }
  });

  it("can be started from a TypeScript program that uses its types", async () => {
    await run("npx", "--no-install", "tsc");
    assert.equal((await run("node", "out/api.js")).trim(), "done");
  });

  it("can run the JavaScript examples in its README", async () => {
    const examples = (await snippetsOf("packages/emulator/README.md")).filter(
      ({ language }) => language === "javascript",
    );
    assert.ok(examples.length > 0);
    for (const { text } of examples) {
      await writeFile(join(project, "example.js"), text);
      await run("node", "example.js");
    }
  });

  it("can be started from the command line, and a Pulumi program can be deployed to it and destroyed", async () => {
    const seed = "node_modules/pulumi-chime-emulator/seeds/team.json";
    const emulator = spawn("node_modules/.bin/pulumi-chime-emulator", ["--seed", seed], {
      cwd: project,
      stdio: ["ignore", "pipe", "inherit"],
    });
    try {
      const variables = await printedVariables(emulator);
      assert.match(await (await fetch(variables["AWS_ENDPOINT_URL"]!)).text(), /^<!doctype html>/);
      const env = { ...process.env, ...isolatedIn(base), ...variables };
      const pulumi = (...args: string[]): Promise<string> =>
        command("pulumi", [...args, "--non-interactive"], { cwd: project, env });
      await pulumi("stack", "init", "test");
      await pulumi("up", "--yes", "--skip-preview");
      assert.deepEqual(await memberIds(variables), [TEAM.memberId]);
      await pulumi("destroy", "--yes", "--skip-preview");
      assert.deepEqual(await memberIds(variables), []);
    } finally {
      const exited = once(emulator, "exit");
      if (emulator.kill("SIGINT")) await exited;
    }
    assert.equal(emulator.exitCode, 0);
  });
});

/** The environment variables that the emulator prints. */
async function printedVariables(emulator: ChildProcess): Promise<Record<string, string>> {
  const variables: Record<string, string> = {};
  for await (const line of createInterface({ input: emulator.stdout! })) {
    const [, name, value] = /^export (AWS_\w+)=(.*)$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) variables[name] = value;
    if (line.startsWith("Press Ctrl+C")) return variables;
  }
  throw new Error("The emulator exited before it printed its environment variables.");
}

async function memberIds(variables: Record<string, string>): Promise<string[]> {
  const { accountId, roomId } = TEAM;
  const query = new URLSearchParams({ accountId, roomId }).toString();
  const response = await fetch(`${variables["AWS_ENDPOINT_URL_CHIME"]!}/_emulator/members?${query}`);
  const { members } = (await response.json()) as { members: { memberId: string }[] };
  return members.map(({ memberId }) => memberId);
}
