import assert from "node:assert/strict";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { join } from "node:path";
import { readPins } from "../../../../tools/pulumi/pins";
import { Compiler } from "./support/compiler";
import { Sandbox, writeProgram } from "./support/sandbox";

const { version } = readPins().cli;

describe("The official download of the Pulumi CLI", function () {
  this.timeout(20_000);
  let sandbox: Sandbox;
  beforeEach(async () => {
    sandbox = await Sandbox.open();
  });
  afterEach(async () => {
    await sandbox.close();
  });

  async function useInstaller(text: string): Promise<void> {
    sandbox.tuning.installer = join(sandbox.folder, "installer.cjs");
    await writeFile(sandbox.tuning.installer, text);
    await sandbox.serve((_request, response) => response.end("#!/bin/sh"));
  }

  /** Makes the installer of the Automation API receive this script as Pulumi's installation script. */
  async function serveOfficialScript(script: string): Promise<void> {
    const network = join(sandbox.folder, "network.cjs");
    await writeFile(network, `globalThis.fetch = async () => new Response(${JSON.stringify(script)});`);
    sandbox.environment["NODE_OPTIONS"] = `--require ${network}`;
    await sandbox.serve((_request, response) => response.end());
  }

  /** Uses an installer that writes these programs, as the official one does. */
  async function useInstallerOf(programs: string[], output = `v${version}`): Promise<void> {
    const write = `require("node:fs").writeFileSync(root + "/bin/" + name, "#!/bin/sh\\necho ${output}\\n", { mode: 0o755 })`;
    const names = JSON.stringify(programs);
    await useInstaller(
      `const [version, root] = process.argv.slice(2); for (const name of ${names}) ${write};`,
    );
  }

  it("is cached like a built bundle", async () => {
    await useInstallerOf(["pulumi", "pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"]);
    assert.equal((await sandbox.provide()).source, "download");
    const { source, bin } = await sandbox.provide();
    assert.equal(source, "cache");
    assert.match(await readFile(join(bin, "pulumi-resource-pulumi-nodejs"), "utf8"), /echo/);
  });

  it("uses the installer of the Automation API, which runs Pulumi's script for this version and folder", async () => {
    const script = String.raw`[ "$1 $2 $4 $5" = "--no-edit-path --install-root --version ${version}" ] || exit 9
      for name in pulumi pulumi-language-nodejs; do
        printf '#!/bin/sh\necho v%s\n' "$5" > "$3/bin/$name" && /bin/chmod +x "$3/bin/$name" || exit 8
      done`;
    await serveOfficialScript(script);
    const { source, version: downloaded } = await sandbox.provide();
    assert.deepEqual([source, downloaded], ["download", version]);
  });

  it("reports why the script failed", async () => {
    await serveOfficialScript("echo no such release >&2; exit 22");
    await assert.rejects(sandbox.provide(), /ended with 1:\n +no such release\n/);
  });

  it("is completed with the dynamic provider's script if that is missing", async () => {
    await useInstallerOf(["pulumi", "pulumi-language-nodejs"]);
    const { bin } = await sandbox.provide();
    assert.match(await readFile(join(bin, "pulumi-resource-pulumi-nodejs"), "utf8"), /dynamic-provider/);
  });

  it("keeps its temporary files in the scratch folder", async () => {
    await useInstaller(`console.error(process.env.TMPDIR); process.exit(1);`);
    await assert.rejects(sandbox.provide(), /ended with 1:\s+.*\/cache\/pulumi-.*\.tmp-/);
  });

  it("is not cached without a language host", async () => {
    await useInstallerOf(["pulumi"]);
    await assert.rejects(sandbox.provide(), /official download: .* has no executable pulumi-language-nodejs/);
    assert.deepEqual(await sandbox.cached(), []);
  });

  it("is not started if the host responds with an error", async () => {
    await useInstallerOf(["pulumi", "pulumi-language-nodejs"]);
    await sandbox.serve((_request, response) => response.writeHead(403).end());
    await assert.rejects(sandbox.provide(), /official download: 127\.0\.0\.1:\d+ responded with 403/);
  });

  it("is not started if the connection is refused, and the error gives the reason", async () => {
    const server = createServer();
    await once(server.listen(0, "127.0.0.1"), "listening");
    sandbox.tuning.probeUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    await new Promise((resolve) => server.close(resolve));
    await assert.rejects(sandbox.provide(), /official download: .* cannot be reached \(connect ECONNREFUSED/);
  });

  it("is not started if the host does not respond within the time limit of the probe", async () => {
    await sandbox.serve(() => undefined);
    sandbox.tuning.probeTimeoutMs = 200;
    await assert.rejects(sandbox.provide(), /official download: .* did not respond within/);
  });

  it("reports why the installer failed", async () => {
    await useInstaller(`console.error("no release for this processor"); process.exit(1);`);
    await assert.rejects(sandbox.provide(), /ended with 1:\s+no release for this processor/);
  });

  describe("that stalls", () => {
    let curlServer: Server;
    let compiler: Compiler;
    beforeEach(async () => {
      curlServer = createServer();
      await once(curlServer.listen(0, "127.0.0.1"), "listening");
      compiler = await Compiler.in(sandbox.bin);
    });
    afterEach(async () => {
      await compiler.close();
      curlServer.close();
    });

    it("is stopped at its time limit, with the processes that it started, and the next source is tried", async () => {
      const { port } = curlServer.address() as AddressInfo;
      const hang = `#!${process.execPath}\nrequire("node:net").connect(${port}, "127.0.0.1").resume();\n`;
      await writeProgram(sandbox.folder, "curl", hang);
      await useInstaller(
        `require("node:child_process").spawnSync(${JSON.stringify(join(sandbox.folder, "curl"))});`,
      );
      sandbox.tuning.downloadTimeoutMs = 2_500;
      const connected = once(curlServer, "connection") as Promise<[Socket]>;
      const providing = sandbox.provide();
      const [socket] = await connected;
      socket.on("error", () => undefined).resume();
      const closed = once(socket, "close");
      assert.equal((await providing).source, "build");
      await closed;
      assert.match(
        sandbox.progress.join("\n"),
        /official download: .* was stopped after its time limit of 3 s/,
      );
      assert.equal((await sandbox.cached()).length, 1);
    });
  });
});
