import assert from "node:assert/strict";
import { tmpdir } from "node:os";

import { Terminal } from "./terminal";

describe("The terminal in which the commands of the documentation run", function () {
  this.timeout(20_000);

  let terminal: Terminal;
  beforeEach(() => {
    terminal = Terminal.open({ cwd: tmpdir(), env: process.env });
  });
  afterEach(() => terminal.close());

  it("returns what commands print, wherever they print it, and keeps folder and variables for those after them", async () => {
    assert.equal(await terminal.run("echo said; echo complained >&2"), "said\ncomplained\n");
    await terminal.run('cd /\nexport NAME="a b"');
    assert.equal(await terminal.run('echo "$PWD $NAME"'), "/ a b\n");
  });

  for (const [what, commands] of [
    ["a command", "echo before\nfalse\necho after"],
    ["the first of two that belong together", "echo before\nfalse && echo after"],
    ["the last", "echo before\nfalse"],
    ["nothing, but the shell ends", "echo before\nexit 0"],
  ]) {
    it(`fails with what was printed where what fails is ${what}`, async () => {
      await assert.rejects(terminal.run(commands!), ({ message }: Error) => {
        assert.match(message, /\nbefore\n$/);
        return true;
      });
    });
  }

  it("goes on when a command is ready that does not end, and interrupts it in the end", async () => {
    const forEver = `node -e 'setInterval(() => {}, 1e9); console.log("ready?")'`;
    assert.equal(await terminal.start(forEver, "ready?"), "ready?");
    await terminal.close();
  });

  it("fails where a command ends that was to go on", async () => {
    await assert.rejects(terminal.start("echo no", "ready"), /This failed:\necho no\nno\n$/);
  });
});
