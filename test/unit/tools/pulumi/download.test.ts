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
  let machine: Sandbox;
  beforeEach(async () => {
    machine = await Sandbox.make();
  });
  afterEach(async () => {
    await machine.remove();
  });

  async function installer(text: string): Promise<void> {
    machine.tuning.installer = join(machine.folder, "installer.cjs");
    await writeFile(machine.tuning.installer, text);
    await machine.serve((_request, response) => response.end("#!/bin/sh"));
  }

  /** The Automation API's installer, on a network that serves this script as the official one. */
  async function makersScript(script: string): Promise<void> {
    const network = join(machine.folder, "network.cjs");
    await writeFile(network, `globalThis.fetch = async () => new Response(${JSON.stringify(script)});`);
    machine.environment["NODE_OPTIONS"] = `--require ${network}`;
    await machine.serve((_request, response) => response.end());
  }

  /** An installer that writes these programs, as the official one does. */
  async function installing(programs: string[], answer = `v${version}`): Promise<void> {
    const write = `require("node:fs").writeFileSync(root + "/bin/" + name, "#!/bin/sh\\necho ${answer}\\n", { mode: 0o755 })`;
    const names = JSON.stringify(programs);
    await installer(`const [version, root] = process.argv.slice(2); for (const name of ${names}) ${write};`);
  }

  it("is cached like a built bundle", async () => {
    await installing(["pulumi", "pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"]);
    assert.equal((await machine.provide()).source, "download");
    const { source, bin } = await machine.provide();
    assert.equal(source, "cache");
    assert.match(await readFile(join(bin, "pulumi-resource-pulumi-nodejs"), "utf8"), /echo/);
  });

  it("uses the installer of the Automation API, which runs Pulumi's script for this version and folder", async () => {
    const script = String.raw`[ "$1 $2 $4 $5" = "--no-edit-path --install-root --version ${version}" ] || exit 9
      for name in pulumi pulumi-language-nodejs; do
        printf '#!/bin/sh\necho v%s\n' "$5" > "$3/bin/$name" && /bin/chmod +x "$3/bin/$name" || exit 8
      done`;
    await makersScript(script);
    const { source, version: got } = await machine.provide();
    assert.deepEqual([source, got], ["download", version]);
  });

  it("reports why the script failed", async () => {
    await makersScript("echo no such release >&2; exit 22");
    await assert.rejects(machine.provide(), /ended with 1:\n +no such release\n/);
  });

  it("gets the dynamic provider's script if it has none", async () => {
    await installing(["pulumi", "pulumi-language-nodejs"]);
    const { bin } = await machine.provide();
    assert.match(await readFile(join(bin, "pulumi-resource-pulumi-nodejs"), "utf8"), /dynamic-provider/);
  });

  it("has its temporary files in the scratch folder", async () => {
    await installer(`console.error(process.env.TMPDIR); process.exit(1);`);
    await assert.rejects(machine.provide(), /ended with 1:\s+.*\/cache\/pulumi-.*\.tmp-/);
  });

  it("is not cached without a language host", async () => {
    await installing(["pulumi"]);
    await assert.rejects(machine.provide(), /official download: .* has no executable pulumi-language-nodejs/);
    assert.deepEqual(await machine.cached(), []);
  });

  it("is not started if the network refuses it", async () => {
    await installing(["pulumi", "pulumi-language-nodejs"]);
    await machine.serve((_request, response) => response.writeHead(403).end());
    await assert.rejects(machine.provide(), /official download: 127\.0\.0\.1:\d+ answered 403/);
  });

  it("is not started if the connection is refused, and the error has the reason", async () => {
    const server = createServer();
    await once(server.listen(0, "127.0.0.1"), "listening");
    machine.tuning.probeUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    await new Promise((resolve) => server.close(resolve));
    await assert.rejects(machine.provide(), /official download: .* cannot be reached \(connect ECONNREFUSED/);
  });

  it("is not started if packets are dropped, after the time limit of the probe", async () => {
    await machine.serve(() => undefined);
    machine.tuning.probeLimitMs = 200;
    await assert.rejects(machine.provide(), /official download: .* did not answer within/);
  });

  it("reports why the installer failed", async () => {
    await installer(`console.error("no release for this processor"); process.exit(1);`);
    await assert.rejects(machine.provide(), /ended with 1:\s+no release for this processor/);
  });

  describe("that stalls", () => {
    let curl: Server;
    let compiler: Compiler;
    beforeEach(async () => {
      curl = createServer();
      await once(curl.listen(0, "127.0.0.1"), "listening");
      compiler = await Compiler.in(machine.bin);
    });
    afterEach(async () => {
      await compiler.close();
      curl.close();
    });

    it("is stopped at its limit, with the processes that it started, and the next source is tried", async () => {
      const { port } = curl.address() as AddressInfo;
      const hang = `#!${process.execPath}\nrequire("node:net").connect(${port}, "127.0.0.1").resume();\n`;
      await writeProgram(machine.folder, "curl", hang);
      await installer(
        `require("node:child_process").spawnSync(${JSON.stringify(join(machine.folder, "curl"))});`,
      );
      machine.tuning.downloadLimitMs = 2_500;
      const connected = once(curl, "connection") as Promise<[Socket]>;
      const providing = machine.provide();
      const [socket] = await connected;
      socket.on("error", () => undefined).resume();
      const gone = once(socket, "close");
      assert.equal((await providing).source, "build");
      await gone;
      assert.match(machine.progress.join("\n"), /official download: .* was stopped after its limit of 3 s/);
      assert.equal((await machine.cached()).length, 1);
    });
  });
});
