import { once } from "node:events";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { writeProgram } from "./sandbox";

/** One run of the fake `go`. It waits until the test ends it. */
export interface Build {
  arguments: string[];
  folder: string;
  environment: Record<string, string | undefined>;
  /** Settles when the process has exited. */
  exited: Promise<unknown>;
  finish: () => void;
  finishWithVersion: (version: string) => void;
  fail: (stderr: string) => void;
}

/** Controls a fake `go`: every run connects to this server, sends its arguments, and waits. */
export class Compiler {
  readonly builds: Build[] = [];
  private readonly sockets = new Set<Socket>();
  private readonly waiting: ((build: Build) => void)[] = [];
  private nextIndex = 0;

  private constructor(
    private readonly server: Server,
    private readonly finishesImmediately: boolean,
  ) {}

  /** Adds a fake `go` to the folder `bin`. */
  static async in(bin: string, finishing: "immediately" | "manually" = "immediately"): Promise<Compiler> {
    const server = createServer();
    const compiler = new Compiler(server, finishing === "immediately");
    server.on("connection", (socket) => {
      compiler.onConnection(socket);
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    await writeProgram(bin, "go", fakeGo((server.address() as AddressInfo).port));
    return compiler;
  }

  /** The next build that this method has not returned yet. */
  async next(): Promise<Build> {
    const build = this.builds[this.nextIndex++];
    return build ?? new Promise((resolve) => this.waiting.push(resolve));
  }

  /** Ends every fake `go` that is still waiting. */
  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private onConnection(socket: Socket): void {
    this.sockets.add(socket);
    socket.on("error", () => undefined);
    const exited = once(socket, "close");
    socket.once("data", (received) => {
      const reply = (result: object): void => void socket.write(JSON.stringify(result));
      this.add({
        ...(JSON.parse(received.toString()) as Pick<Build, "arguments" | "folder" | "environment">),
        exited,
        finish: () => {
          reply({});
        },
        finishWithVersion: (version) => {
          reply({ version });
        },
        fail: (stderr) => {
          reply({ stderr });
        },
      });
    });
  }

  private add(build: Build): void {
    this.builds.push(build);
    if (this.finishesImmediately) build.finish();
    this.waiting.shift()?.(build);
  }
}

function fakeGo(port: number): string {
  return `#!${process.execPath}
const { writeFileSync } = require("node:fs");
const args = process.argv.slice(2);
const valueOf = (flag) => args[args.indexOf(flag) + 1];
const { GOWORK, GOTMPDIR, GOFLAGS, GOOS, GOARCH } = process.env;
const environment = { GOWORK, GOTMPDIR, GOFLAGS, GOOS, GOARCH };
const socket = require("node:net").connect(${port}, "127.0.0.1");
socket.write(JSON.stringify({ arguments: args, folder: process.cwd(), environment }));
socket.on("error", () => process.exit(3));
socket.on("end", () => process.exit(3));
socket.once("data", (text) => {
  const { stderr, version = valueOf("-ldflags").split("=").pop() } = JSON.parse(text);
  if (stderr === undefined) writeFileSync(valueOf("-o"), "#!/bin/sh\\necho " + version + "\\n", { mode: 0o755 });
  else process.stderr.write(stderr);
  process.exit(stderr === undefined ? 0 : 1);
});
`;
}
