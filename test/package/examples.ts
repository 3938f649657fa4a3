import assert from "node:assert/strict";
import { chmod, cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";

import { parse } from "yaml";

import { startEmulator, type Emulator } from "../../emulator";
import { command } from "../../tools/package/command";
import { Tarball } from "../../tools/package/tarball";
import { isolatedIn, makeIsolated } from "../../tools/project/isolation";
import { usePulumiCli } from "../../tools/project/pulumiOnPath";
import { emulatorOptionsOf, examples, expectedOf, heldBy } from "../examples/example";

const EXAMPLES = resolve(__dirname, "../../examples");
const INSTALL = ["install", "--no-audit", "--no-fund", "--prefer-offline"];

// Minutes: `npm run test:package` runs these, `npm test` does not.
describe("An example, copied out of the repository", function () {
  this.timeout(600_000);

  let tarball: Tarball;
  let base: string;
  before(async () => {
    await usePulumiCli();
    tarball = await Tarball.pack();
  });
  after(() => tarball.remove());
  beforeEach(async () => {
    base = await mkdtemp(join(tmpdir(), "example-"));
    await makeIsolated(base);
  });
  afterEach(() => rm(base, { recursive: true, force: true, maxRetries: 5 }));

  async function copied(name: string): Promise<string> {
    const folder = join(base, name);
    const isInstalled = (path: string): boolean => path.includes("node_modules");
    await cp(join(EXAMPLES, name), folder, { recursive: true, filter: (path) => !isInstalled(path) });
    return folder;
  }

  const runIn = (cwd: string, env: Record<string, string | undefined>) => {
    const options = { cwd, env: { ...process.env, ...isolatedIn(base), ...env } };
    return (file: string, ...args: string[]) => command(file, args, options);
  };

  for (const example of examples().filter(({ standsAlone }) => !standsAlone)) {
    it(`deploys with the commands of examples/README.md: ${example.name}`, async () => {
      const options = emulatorOptionsOf(example);
      const chime = await startEmulator(options);
      try {
        const run = runIn(await copied(example.name), chime.env);
        await run("npm", ...INSTALL, tarball.path);
        if ("tsconfig.json" in example.files) await run("npx", "--no-install", "tsc", "--noEmit");
        if (example.manifest.scripts?.["test"] !== undefined)
          assert.match(await run("npm", "test"), /[1-9]\d* passing/);

        await run("pulumi", "stack", "init", "dev");
        const { config } = parse(example.files["Pulumi.emulator.yaml"]!) as {
          config: Record<string, unknown>;
        };
        for (const [key, value] of Object.entries(config)) {
          const text = typeof value === "string" ? value : JSON.stringify(value);
          await run("pulumi", "config", "set", key, text);
        }
        await run("pulumi", "up", "--yes");
        assert.deepEqual(heldBy(chime.state, options.seed), expectedOf(example).afterUp);
        await run("pulumi", "destroy", "--yes");
        assert.deepEqual(heldBy(chime.state, options.seed), expectedOf(example).afterDestroy);
      } finally {
        await chime.stop();
      }
    });
  }

  it("compiles and passes its test after the installation of its README: aws", async () => {
    const run = runIn(await copied("aws"), {});
    await run("npm", ...INSTALL, tarball.path, "@pulumi/aws", "@pulumi/pulumi");
    assert.match(await run("npm", "test"), /[1-9]\d* passing/);
  });

  it("checks programs with the command of its README: policy", async () => {
    const pack = await copied("policy");
    await runIn(pack, {})("npm", ...INSTALL);
    const environment = await startByScript(pack);
    const chime = await startEmulator();
    try {
      const program = await programOf(chime);
      const runAs = (variant: string) => runIn(program, { ...chime.env, ...environment, VARIANT: variant });
      const run = runAs("");
      await run("npm", ...INSTALL);
      await run("pulumi", "stack", "init", "dev");
      const config = join(pack, "policy-config.json");
      const preview = (variant: string): Promise<string> =>
        runAs(variant)("pulumi", "preview", "--policy-pack", pack, "--policy-pack-config", config);

      await assert.rejects(preview("breaks both rules"), ({ message }: Error) => {
        assert.match(message, /\[mandatory\] +exclusive-roster-is-protected .*RoomRoster: team/);
        assert.match(message, /\[mandatory\] +administrator-is-listed .*RoomMembership: lead/);
        assert.match(message, /\bben must not be an administrator/);
        return true;
      });
      assert.match(await preview("keeps them"), /Resources:\s+\+ 3 to create/);
      assert.deepEqual(chime.journal.calls({ written: true }), []);
    } finally {
      await chime.stop();
    }
  });

  /** A program with an exclusive roster and an administrator, in an account of the emulator. */
  async function programOf(chime: Emulator): Promise<string> {
    const folder = join(base, "program");
    await mkdir(folder);
    const accountId = chime.state.addAccount();
    const roomId = chime.state.addRoom({ accountId });
    const otherRoomId = chime.state.addRoom({ accountId });
    for (const userId of ["ben", LISTED]) chime.state.addUser({ accountId, userId });
    const dependencies = { "@pulumi/pulumi": "^3.248.0", "pulumi-chime": `file:${tarball.path}` };
    const files = {
      "package.json": JSON.stringify({ name: "program", private: true, main: "index.js", dependencies }),
      "Pulumi.yaml": JSON.stringify({ name: "program", runtime: "nodejs" }),
      "index.js": `const chime = require("pulumi-chime");
const isGood = process.env.VARIANT === "keeps them";
const args = { accountId: "${accountId}", exclusive: true, members: [{ memberId: "ben" }] };
new chime.RoomRoster("team", { ...args, roomId: "${roomId}" }, { protect: isGood });
new chime.RoomMembership("lead", {
  accountId: "${accountId}",
  roomId: "${otherRoomId}",
  memberId: isGood ? "${LISTED}" : "ben",
  role: "Administrator",
});
`,
    };
    for (const [file, text] of Object.entries(files)) await writeFile(join(folder, file), text);
    return folder;
  }

  /**
   * Lets the CLI start a policy pack by a script, because the language host that this repository builds cannot start one.
   *
   * @returns The environment of the CLI.
   */
  async function startByScript(pack: string): Promise<{ PATH: string }> {
    const runtime = "node-script";
    await writeFile(join(pack, "PulumiPolicy.yaml"), `runtime: ${runtime}\n`);
    const folder = join(base, "bin");
    await mkdir(folder);
    const script = join(folder, `pulumi-analyzer-policy-${runtime}`);
    await writeFile(script, '#!/bin/sh\nexec node node_modules/@pulumi/pulumi/cmd/run-policy-pack "$@"\n');
    await chmod(script, 0o755);
    return { PATH: [folder, process.env["PATH"]].join(delimiter) };
  }
});

/** The administrator that examples/policy/policy-config.json lists. */
const LISTED = "6a1d8c52-0f3b-4e7a-8f21-9b5c4d3e2a10";
