import { once } from "node:events";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { writeProgram } from "./sandbox";

/** One run of the fake `go`, which waits until the test decides how it ends. */
export interface Build {
  arguments: string[];
  folder: string;
  environment: Record<string, string | undefined>;
  /** Settles when the process is gone, however it ended. */
  gone: Promise<unknown>;
  finish: () => void;
  finishWithVersion: (version: string) => void;
  fail: (stderr: string) => void;
}

/** The test's side of a fake `go`: every run connects here, tells what it was asked, and waits. */
export class Compiler {
  readonly builds: Build[] = [];
  private readonly sockets = new Set<Socket>();
  private readonly waiting: ((build: Build) => void)[] = [];
  private unseen = 0;

  private constructor(
    private readonly server: Server,
    private readonly finishesAtOnce: boolean,
  ) {}

  /** A `go` in the folder `bin` that builds at once, or that waits for the test. */
  static async in(bin: string, how: "at once" | "when told" = "at once"): Promise<Compiler> {
    const server = createServer();
    const compiler = new Compiler(server, how === "at once");
    server.on("connection", (socket) => {
      compiler.greet(socket);
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    await writeProgram(bin, "go", fakeGo((server.address() as AddressInfo).port));
    return compiler;
  }

  /** The next build that no test has asked for yet. */
  async next(): Promise<Build> {
    const build = this.builds[this.unseen++];
    return build ?? new Promise((resolve) => this.waiting.push(resolve));
  }

  /** Ends every fake `go` that still waits. */
  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private greet(socket: Socket): void {
    this.sockets.add(socket);
    socket.on("error", () => undefined);
    const gone = once(socket, "close");
    socket.once("data", (asked) => {
      const tell = (answer: object): void => void socket.write(JSON.stringify(answer));
      this.welcome({
        ...(JSON.parse(asked.toString()) as Pick<Build, "arguments" | "folder" | "environment">),
        gone,
        finish: () => {
          tell({});
        },
        finishWithVersion: (version) => {
          tell({ version });
        },
        fail: (stderr) => {
          tell({ stderr });
        },
      });
    });
  }

  private welcome(build: Build): void {
    this.builds.push(build);
    if (this.finishesAtOnce) build.finish();
    this.waiting.shift()?.(build);
  }
}

function fakeGo(port: number): string {
  return `#!${process.execPath}
const { writeFileSync } = require("node:fs");
const asked = process.argv.slice(2);
const after = (flag) => asked[asked.indexOf(flag) + 1];
const { GOWORK, GOTMPDIR, GOFLAGS, GOOS, GOARCH } = process.env;
const environment = { GOWORK, GOTMPDIR, GOFLAGS, GOOS, GOARCH };
const socket = require("node:net").connect(${port}, "127.0.0.1");
socket.write(JSON.stringify({ arguments: asked, folder: process.cwd(), environment }));
socket.on("error", () => process.exit(3));
socket.on("end", () => process.exit(3));
socket.once("data", (text) => {
  const { stderr, version = after("-ldflags").split("=").pop() } = JSON.parse(text);
  if (stderr === undefined) writeFileSync(after("-o"), "#!/bin/sh\\necho " + version + "\\n", { mode: 0o755 });
  else process.stderr.write(stderr);
  process.exit(stderr === undefined ? 0 : 1);
});
`;
}
