import assert from "node:assert/strict";
import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fromTemporaryCredentials } from "@aws-sdk/credential-providers";
import { ChimeClient, CreateRoomMembershipCommand } from "@aws-sdk/client-chime";

const ROOT = join(__dirname, "../../..");
const TEAM = join(ROOT, "emulator/seeds/team.json");
const AT_START_MS = 20_000;

describe("the emulator's command", function () {
  this.timeout(AT_START_MS);
  let folder: string;
  let child: ChildProcessWithoutNullStreams | undefined;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "emulator-"));
  });

  afterEach(async () => {
    if (child?.exitCode === null && child.signalCode === null) {
      child.kill("SIGKILL");
      await once(child, "exit");
    }
    rmSync(folder, { recursive: true });
  });

  function run(...flags: string[]): {
    output: () => string;
    started: Promise<string>;
    exit: Promise<[number | null]>;
  } {
    const args = ["-r", "ts-node/register/transpile-only", "emulator/main.ts", ...flags];
    const started = spawn(process.execPath, args, { cwd: ROOT });
    child = started;
    let text = "";
    const greeting = new Promise<string>((resolve) => {
      const add = (chunk: Buffer): void => {
        text += chunk.toString();
        if (text.includes("Ctrl+C")) resolve(text);
      };
      started.stdout.on("data", add);
      started.stderr.on("data", add);
    });
    return { output: () => text, started: greeting, exit: once(started, "exit") as Promise<[number | null]> };
  }

  function exported(greeting: string, name: string): string {
    return new RegExp(`^export ${name}=(.+)$`, "m").exec(greeting)![1]!;
  }

  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    it(`prints its address and environment, writes its journal, and stops on ${signal}`, async () => {
      const journal = join(folder, "journal.jsonl");
      const { started, exit, output } = run("--seed", TEAM, "--journal", journal);
      const greeting = await started;
      const endpoint = exported(greeting, "AWS_ENDPOINT_URL_CHIME");
      const client = new ChimeClient({
        endpoint,
        region: "us-east-1",
        credentials: {
          accessKeyId: exported(greeting, "AWS_ACCESS_KEY_ID"),
          secretAccessKey: exported(greeting, "AWS_SECRET_ACCESS_KEY"),
        },
      });
      const { accounts } = JSON.parse(readFileSync(TEAM, "utf8")) as {
        accounts: { accountId: string; users: { userId: string }[]; rooms: { roomId: string }[] }[];
      };
      const [{ accountId, users, rooms }] = accounts as [(typeof accounts)[0]];
      const ids = { AccountId: accountId, RoomId: rooms[0]!.roomId, MemberId: users[0]!.userId };
      const { $metadata } = await client.send(new CreateRoomMembershipCommand(ids));
      assert.equal((await fetch(`${endpoint}/_emulator/journal`)).status, 200);
      const line = new RegExp(
        `^\\S+Z CreateRoomMembership ${ids.AccountId}/${ids.RoomId} ${ids.MemberId}: 201, \\d+ ms$`,
        "m",
      );
      assert.match(output(), line);
      child!.kill(signal);
      const [code] = await exit;
      client.destroy();
      assert.equal(code, 0, output());
      const lines = readFileSync(journal, "utf8").trim().split("\n");
      assert.equal(lines.length, 1);
      const call = JSON.parse(lines[0]!) as Record<string, unknown>;
      assert.deepEqual([call["operation"], call["requestId"]], ["CreateRoomMembership", $metadata.requestId]);
    });
  }

  it("has the keys and the IAM roles of an options file, which flags override", async () => {
    const file = join(folder, "options.json");
    const arn = "arn:aws:iam::111122223333:role/deployer";
    const keys = { accessKeyId: "AKIAEMULATEDDEPLOYER", secretAccessKey: "of-a-file" };
    writeFileSync(file, JSON.stringify({ credentials: [keys], roles: [{ arn }], port: 70 }));
    const greeting = await run("--options", file, "--port", "0").started;
    assert.equal(exported(greeting, "AWS_ACCESS_KEY_ID"), keys.accessKeyId);
    const endpoint = exported(greeting, "AWS_ENDPOINT_URL_STS");
    const assumed = await fromTemporaryCredentials({
      params: { RoleArn: arn },
      masterCredentials: keys,
      clientConfig: { endpoint, region: "us-east-1" },
    })();
    assert.match(assumed.accessKeyId, /^ASIA/);
  });

  it("has neither an admin API nor a log if flags say so, and warns if others can connect", async () => {
    const { started, output } = run("--host", "0.0.0.0", "--no-admin", "--no-log");
    const greeting = await started;
    assert.match(greeting, /^WARNING: It listens on 0\.0\.0\.0\. Everybody who can connect/m);
    assert.doesNotMatch(greeting, /_emulator|Only programs on this machine/);
    const url = exported(greeting, "AWS_ENDPOINT_URL");
    assert.equal((await fetch(`${url}/_emulator/journal`)).status, 404);
    assert.doesNotMatch(output(), /UnknownOperation/);
  });

  it("keeps as many calls as a flag says, and warns of the admin API if others can connect", async () => {
    const { started } = run("--host", "0.0.0.0", "--journal-limit", "1");
    const greeting = await started;
    assert.match(greeting, /^They can read and change everything in it/m);
    const url = exported(greeting, "AWS_ENDPOINT_URL");
    await fetch(`${url}/one`);
    await fetch(`${url}/two`);
    const journal = (await (await fetch(`${url}/_emulator/journal`)).json()) as {
      calls: { request: string }[];
    };
    assert.deepEqual(
      journal.calls.map(({ request }) => request),
      ["GET /two"],
    );
  });

  const wrong: [string, string[], RegExp][] = [
    [
      "a port that is none",
      ["--port", "http"],
      /--port <number>' argument 'http' is invalid\. It must be a whole number/,
    ],
    ["a seed that is not there", ["--seed", "nowhere.json"], /Cannot use the seed nowhere\.json: ENOENT/],
    [
      "options that it does not have",
      ["--options", join(ROOT, "examples/two-accounts/emulator/seed.json")],
      /Cannot use the options .*seed\.json: .*accounts/,
    ],
    ["a journal that cannot be written", ["--journal", "/nowhere/journal"], /ENOENT.*\/nowhere\/journal/],
    ["a journal that keeps nothing", ["--journal-limit", "0"], /It must be a whole number from 1/],
    ["a host that the machine does not have", ["--host", "192.0.2.1"], /EADDRNOTAVAIL/],
    ["an option that does not exist", ["--verbose"], /unknown option '--verbose'/],
  ];
  for (const [what, flags, message] of wrong) {
    it(`does not start with ${what}, and prints the reason`, async () => {
      const { exit, output } = run(...flags);
      assert.deepEqual(await exit, [1, null]);
      assert.match(output(), message);
      assert.doesNotMatch(output(), /listens on|^ +at /m);
    });
  }
});
