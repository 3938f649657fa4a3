import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

import type { Actions } from "./actions";
import type { Reply, Request } from "./child";

interface Pending {
  resolve: (result: unknown) => void;
  reject: (error: Error) => void;
}

/** An emulator in a child process. */
export class EmulatorProcess {
  private readonly pending = new Map<number, Pending>();
  private lastNumber = 0;

  private constructor(private readonly child: ChildProcess) {
    child.on("message", (reply: Reply) => {
      this.settle(reply);
    });
    child.once("exit", () => {
      for (const { reject } of this.pending.values()) reject(new Error("The emulator process exited."));
      this.pending.clear();
    });
  }

  /** Starts the process and waits until the emulator listens. */
  public static async start(): Promise<EmulatorProcess> {
    const execArgv = ["--require", require.resolve("ts-node/register/transpile-only")];
    const child = fork(join(__dirname, "child.ts"), { execArgv });
    const emulator = new EmulatorProcess(child);
    await new Promise((resolve, reject) => emulator.pending.set(0, { resolve, reject }));
    return emulator;
  }

  /** Requests an action and waits for its result. */
  public request<Name extends keyof Actions>(
    action: Name,
    ...args: Parameters<Actions[Name]>
  ): Promise<ReturnType<Actions[Name]>> {
    this.lastNumber += 1;
    const request: Request = { number: this.lastNumber, action, args };
    return new Promise((resolve, reject) => {
      this.pending.set(request.number, { resolve: resolve as (result: unknown) => void, reject });
      this.child.send(request, (error) => {
        if (error) reject(error);
      });
    });
  }

  /** Stops the process and waits until it has ended. */
  public async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exited = once(this.child, "exit");
    this.child.kill("SIGKILL");
    await exited;
  }

  private settle({ number, result, error }: Reply): void {
    const pending = this.pending.get(number);
    this.pending.delete(number);
    if (error === undefined) pending?.resolve(result);
    else pending?.reject(new Error(error));
  }
}
