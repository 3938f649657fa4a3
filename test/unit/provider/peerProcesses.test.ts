import assert from "node:assert/strict";
import { chmod, mkdir, mkdtemp, readdir, rename, rm, stat, symlink, utimes } from "node:fs/promises";
import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { PeerProcesses } from "../../../provider/engine/peerProcesses";
import type { Peer } from "../../../provider/lifecycle/peers";
import { ALONE } from "../../support/alone";

const ENGINE = "127.0.0.1:1234";
const FOLDER = `pulumi-chime-${process.getuid?.() ?? "plugins"}`;

/** How long one waits here for another that says nothing, in milliseconds. */
const PATIENCE_MS = 2_000;

describe("The plugin processes of one engine", function () {
  this.timeout(30_000);

  let base: string;
  const before = process.env["TMPDIR"];
  const opened: PeerProcesses[] = [];
  const servers: Server[] = [];
  beforeEach(async () => {
    base = await mkdtemp("/tmp/peers-");
    process.env["TMPDIR"] = base;
  });
  afterEach(async () => {
    for (const processes of opened.splice(0)) processes.close();
    for (const server of servers.splice(0)) server.close();
    if (before === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = before;
    await rm(base, { recursive: true, force: true });
  });

  const files = async (): Promise<string[]> => readdir(join(base, FOLDER));
  const open = (engine = ENGINE): PeerProcesses => {
    const processes = new PeerProcesses(engine, undefined, PATIENCE_MS);
    opened.push(processes);
    return processes;
  };
  /** A process that has these, and can be found; it is given what asks the others. */
  const having = async (ids: string[], engine = ENGINE, held?: Peer["held"]): Promise<Peer> => {
    let others = ALONE;
    open(engine).share("rooms", (asked) => {
      others = asked;
      return {
        held: held ?? ((asked) => Promise.resolve(asked.filter((id) => ids.includes(id)))),
        removed: (asked) => Promise.resolve(asked.map((id) => `${id} removed`)),
      };
    });
    await others.removed(["anything"]);
    return others;
  };
  /** Has somebody else answer in the place of a process. */
  const replace = async (name: string, visited: (socket: Socket) => void): Promise<void> => {
    const server = createServer(visited).listen(join(base, "other"));
    servers.push(server);
    await once(server, "listening");
    await rename(join(base, "other"), join(base, FOLDER, name));
  };
  /** Leaves the file of a process that was killed. */
  const leave = async (name: string): Promise<void> => {
    const dead = createServer().listen(join(base, "dead"));
    await once(dead, "listening");
    await rename(join(base, "dead"), join(base, FOLDER, name));
    await new Promise((resolve) => dead.close(resolve));
  };

  it("answer each other, all of them", async () => {
    await having(["one"]);
    await having(["two"]);
    const others = await having([]);
    assert.deepEqual((await others.held(["one", "two", "three"])).sort(), ["one", "two"]);
    assert.deepEqual(await others.removed(["x"]), ["x removed", "x removed"]);
  });

  it("do not answer those of another engine, nor where there is none, nor about something else", async () => {
    await having(["one"]);
    assert.deepEqual(await (await having([], "127.0.0.1:4321")).held(["one"]), []);
    assert.deepEqual(await (await having([], "")).held(["one"]), []);
    let others = ALONE;
    open().share("channels", (asked) => {
      others = asked;
      return ALONE;
    });
    await assert.rejects(others.held(["one"]), { message: /did not answer \(hung up\)/ });
  });

  it("leave nothing behind when they end", async () => {
    await having([]);
    assert.equal((await files()).length, 1);
    opened[0]!.close();
    assert.deepEqual(await files(), []);
  });

  it("may not remove whom one had that was killed", async () => {
    const others = await having([]);
    await having(["one"]);
    await leave(`${(await files())[0]!.split("-")[0]}-0`);
    await assert.rejects(others.held(["one"]), {
      message: /asked about one, and did not answer \(it was killed\).*nobody was removed/s,
    });
  });

  it("remove what killed ones have left a day ago, and nothing of those that live or have just been killed", async () => {
    await having(["one"], "127.0.0.1:4321");
    const [living] = await files();
    for (const name of ["long-dead-0", "just-dead-0"]) await leave(name);
    const yesterday = new Date(Date.now() - 25 * 3_600_000);
    for (const name of [living!, "long-dead-0"]) await utimes(join(base, FOLDER, name), yesterday, yesterday);
    await having([]);
    // It is not waited for.
    while ((await files()).includes("long-dead-0")) await sleep(5);
    const left = await files();
    assert.ok(left.includes(living!) && left.includes("just-dead-0"));
    assert.equal(left.length, 3);
  });

  it("ask one again that hangs up, and say so where it always does", async () => {
    await having([]);
    let visits = 0;
    await replace((await files())[0]!, (socket) => {
      visits += 1;
      socket.destroy();
    });
    await assert.rejects(having([]), { message: /asked about anything, and did not answer \(hung up\)/ });
    assert.equal(visits, 3);
  });

  it("wait for one that is at work, however long, but not for one that says nothing", async () => {
    await having([], ENGINE, async (ids) => {
      await sleep(PATIENCE_MS * 1.5);
      return [...ids];
    });
    const [slow] = await files();
    const others = await having([]);
    assert.deepEqual(await others.held(["m"]), ["m"]);
    await replace(slow!, () => undefined);
    await assert.rejects(others.held(["m"]), {
      message: /another provider, was asked about m, .*nothing came for 2 seconds.*nobody was removed/s,
    });
    // Once is enough: thousands may be to be removed.
    await assert.rejects(others.held(["n"]), { message: /nothing came for 0\.1 seconds/ });
  });

  for (const [what, make] of Object.entries({
    "that others may look into": async (folder: string): Promise<void> => {
      await mkdir(folder);
      await chmod(folder, 0o750);
    },
    "that is a link": async (folder: string): Promise<void> => {
      await mkdir(`${folder}-elsewhere`, { mode: 0o700 });
      await symlink(`${folder}-elsewhere`, folder);
    },
  })) {
    it(`do not meet in a folder ${what}, and say what to do`, async () => {
      await make(join(base, FOLDER));
      await assert.rejects(having([]), {
        message: /meet in the folder .*not a folder of this user's alone.*TMPDIR/s,
      });
    });
  }

  it("do not meet where no folder can be made", async () => {
    process.env["TMPDIR"] = join(base, "missing");
    await assert.rejects(having([]), { message: /meet in the folder .*ENOENT/s });
  });

  it("meet in a folder that nobody else may look into", async () => {
    await having([]);
    assert.equal((await stat(join(base, FOLDER))).mode & 0o777, 0o700);
  });

  it("meet elsewhere where the path of the temporary folder is too long for a socket", async () => {
    process.env["TMPDIR"] = join(base, "x".repeat(120));
    await having(["one"]);
    assert.deepEqual(await (await having([])).held(["one"]), ["one"]);
  });
});
