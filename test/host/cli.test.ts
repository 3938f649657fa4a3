import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { text } from "node:stream/consumers";

import { Room } from "../support/room";

const COMMAND = resolve(__dirname, "../../dist/cli/main.js");

describe("The command pulumi-chime", function () {
  this.timeout(60_000);

  let room: Room;
  let folder: string;
  beforeEach(async () => {
    room = await Room.open();
    folder = await mkdtemp(join(tmpdir(), "chime-cli-"));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
    await room.close();
  });

  let env: Record<string, string> = {};
  afterEach(() => {
    env = {};
  });

  async function run(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
    const child = spawn(process.execPath, [COMMAND, ...args], {
      cwd: folder,
      env: { ...process.env, ...room.chime.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const exited = once(child, "exit") as Promise<[number]>;
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
    const [code] = await exited;
    return { code, stdout, stderr };
  }

  it("prints its usage with --help, and exits with 0", async () => {
    for (const args of [["--help"], ["import", "--help"]]) {
      const { code, stdout } = await run(...args);
      assert.equal(code, 0);
      assert.match(stdout, /Usage: pulumi-chime/);
    }
  });

  it("exits with 2 and an error if the arguments are wrong, and makes no calls", async () => {
    const channel = ["--channel", "arn:aws:chime:us-east-1:111122223333:app-instance/a/channel/c"];
    for (const args of [
      ["import"],
      ["import", "--account", "a", "--rooom", "r"],
      ["export"],
      ["import", "--channel", "c"],
      ["import", ...channel],
      ["import", ...channel, "--account", "a", "--room", "r"],
      ["import", "--account", "a", "--room", "r", "--type", "HIDDEN"],
    ]) {
      const { code, stdout, stderr } = await run(...args);
      assert.equal(code, 2, args.join(" "));
      assert.equal(stdout, "");
      assert.notEqual(stderr, "");
    }
    assert.deepEqual(room.operations(), []);
  });

  it("exits with 1 if the room does not exist, and writes no file", async () => {
    const { code, stderr } = await run("import", "--account", room.accountId, "--room", "nowhere");
    assert.equal(code, 1);
    assert.match(stderr, /NotFoundException/);
    assert.deepEqual(await readdir(folder), []);
  });

  it("writes only the import file to stdout with --out -, without personal data", async () => {
    const ana = room.user();
    room.chime.state.addMember(ana);
    const { accountId, roomId } = room;
    const { code, stdout } = await run("import", "--account", accountId, "--room", roomId, "--out", "-");
    assert.equal(code, 0);
    const { resources } = JSON.parse(stdout) as { resources: { id: string }[] };
    assert.deepEqual(
      resources.map(({ id }) => id),
      [`${accountId}/${roomId}/${ana.memberId}`],
    );
    assert.ok(!stdout.includes("@example.com"));
  });

  it("reports every call on stderr with PULUMI_CHIME_DEBUG=true, without personal data", async () => {
    env = { PULUMI_CHIME_DEBUG: "true" };
    room.chime.state.addMember(room.user());
    const { accountId, roomId } = room;
    const { stdout, stderr } = await run("import", "--account", accountId, "--room", roomId, "--out", "-");
    assert.equal((JSON.parse(stdout) as { resources: unknown[] }).resources.length, 1);
    const [call] = room.chime.journal.calls();
    assert.match(
      stderr,
      new RegExp(`^ListRoomMemberships, .* success, HTTP 200, request id ${call!.requestId}`, "m"),
    );
    assert.ok(!stderr.includes("@example.com"));
  });

  it("overwrites a file only with --force", async () => {
    room.chime.state.addMember(room.user());
    const options = ["import", "--account", room.accountId, "--room", room.roomId];
    assert.equal((await run(...options)).code, 0);
    const second = await run(...options);
    assert.notEqual(second.code, 0);
    assert.match(second.stderr, /--force/);
    assert.equal((await run(...options, "--force")).code, 0);
  });
});
