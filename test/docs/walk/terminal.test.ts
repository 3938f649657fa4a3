import assert from "node:assert/strict";
import { tmpdir } from "node:os";

import { Terminal } from "./terminal";

describe("The terminal that runs the commands of the documentation", function () {
  this.timeout(20_000);

  let terminal: Terminal;
  beforeEach(() => {
    terminal = Terminal.open({ cwd: tmpdir(), env: process.env });
  });
  afterEach(() => terminal.close());

  it("returns all output of commands, and keeps the working directory and variables for later commands", async () => {
    assert.equal(await terminal.run("echo said; echo complained >&2"), "said\ncomplained\n");
    await terminal.run('cd /\nexport NAME="a b"');
    assert.equal(await terminal.run('echo "$PWD $NAME"'), "/ a b\n");
  });

  for (const [failure, commands] of [
    ["a command fails", "echo before\nfalse\necho after"],
    ["the first of two commands joined by && fails", "echo before\nfalse && echo after"],
    ["the last command fails", "echo before\nfalse"],
    ["the shell exits", "echo before\nexit 0"],
  ]) {
    it(`fails with the output so far if ${failure}`, async () => {
      await assert.rejects(terminal.run(commands!), ({ message }: Error) => {
        assert.match(message, /\nbefore\n$/);
        return true;
      });
    });
  }

  it("continues when a long-running command is ready, and interrupts it when it closes", async () => {
    const longRunning = `node -e 'setInterval(() => {}, 1e9); console.log("ready?")'`;
    assert.equal(await terminal.start(longRunning, "ready?"), "ready?");
    await terminal.close();
  });

  it("fails if a long-running command ends", async () => {
    await assert.rejects(terminal.start("echo no", "ready"), /This failed:\necho no\nno\n$/);
  });
});
