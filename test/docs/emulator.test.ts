import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import { readSeed, startEmulator, type Emulator } from "../../emulator";
import { ENDPOINTS } from "../../emulator/admin/endpoints";
import { LEAST_VERSIONS } from "../../emulator/command/greeting";
import { REPOSITORY, snippetsOf, type Snippet } from "./snippets";
import { Terminal } from "./walk/terminal";

const PAGE = "docs/guides/emulator.md";
const README = "packages/emulator/README.md";

describe("The guide to the emulator", function () {
  this.timeout(60_000);

  let snippets: Snippet[];
  before(async () => {
    snippets = (await snippetsOf(PAGE)).filter(({ text }) => /^curl /m.test(text));
  });

  it("has every request of the admin API, and no other", () => {
    const curls = snippets.flatMap(({ text }) => text.split("\n").filter((line) => line.startsWith("curl ")));
    assert.deepEqual(
      [...new Set(curls.map(requestOf))].sort(),
      ENDPOINTS.map(({ method, path }) => `${method} ${path}`).sort(),
    );
  });

  it("has requests that work as printed, one after another", async () => {
    const chime = await startEmulator({ admin: true, seed: readSeed("emulator/seeds/team.json") });
    const terminal = openTerminal(chime);
    try {
      for (const snippet of snippets) await follow(terminal, snippet, snippet === snippets.at(-1));
      assert.deepEqual(
        chime.state.snapshot().accounts.map(({ accountId }) => accountId),
        ["acme"],
      );
    } finally {
      await terminal.close();
      await chime.stop();
    }
  });

  it("agrees with the README of the package, whose requests work too", async () => {
    const chime = await startEmulator({ admin: true });
    const terminal = openTerminal(chime);
    try {
      const ofReadme = (await snippetsOf(README)).filter(({ text }) => text.startsWith("curl "));
      assert.equal(ofReadme.length, 1);
      for (const snippet of ofReadme) {
        const text = snippet.text.replaceAll("http://127.0.0.1:8123", chime.url);
        await follow(terminal, { ...snippet, text }, false);
      }
      assert.equal(chime.state.snapshot().accounts[0]!.users![0]!.userId, "ada");
    } finally {
      await terminal.close();
      await chime.stop();
    }
  });

  it("has the versions that the emulator prints", () => {
    const text = readFileSync(PAGE, "utf8");
    for (const version of LEAST_VERSIONS.join(" ").match(/\d+\.\d+\.\d+/g) ?? []) {
      assert.ok(text.includes(version), version);
    }
  });
});

function openTerminal({ url }: Emulator): Terminal {
  return Terminal.open({
    cwd: REPOSITORY,
    env: { ...process.env, AWS_ENDPOINT_URL: url, no_proxy: "127.0.0.1" },
  });
}

/** Runs a snippet. The last one of the page shows an error. */
async function follow(terminal: Terminal, { text, directive }: Snippet, fails: boolean): Promise<void> {
  const printed = await terminal.run(text);
  assert.equal(/^ {2}"error":/m.test(printed), fails, `${text}\n${printed}`);
  assert.ok(printed.includes(directive.output ?? ""), printed);
}

function requestOf(line: string): string {
  const method = / -X (\w+)/.exec(line)?.[1] ?? (line.includes(" -d ") ? "POST" : "GET");
  return `${method} ${/\/_emulator\/[\w-]+/.exec(line)?.[0] ?? ""}`;
}
