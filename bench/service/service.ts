import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

import type { Actions } from "./actions";
import type { Answer, Request } from "./process";

interface Pending {
  resolve: (result: unknown) => void;
  reject: (error: Error) => void;
}

/** An emulator in a separate process. */
export class Service {
  private readonly pending = new Map<number, Pending>();
  private asked = 0;

  private constructor(private readonly child: ChildProcess) {
    child.on("message", (answer: Answer) => {
      this.settle(answer);
    });
    child.once("exit", () => {
      for (const { reject } of this.pending.values()) reject(new Error("The emulator's process has ended."));
      this.pending.clear();
    });
  }

  /** Starts the process and waits until the emulator listens. */
  public static async start(): Promise<Service> {
    const execArgv = ["--require", require.resolve("ts-node/register/transpile-only")];
    const child = fork(join(__dirname, "process.ts"), { execArgv });
    const service = new Service(child);
    await new Promise((resolve, reject) => service.pending.set(0, { resolve, reject }));
    return service;
  }

  /** Requests an action and waits for its result. */
  public ask<Name extends keyof Actions>(
    action: Name,
    ...args: Parameters<Actions[Name]>
  ): Promise<ReturnType<Actions[Name]>> {
    this.asked += 1;
    const request: Request = { number: this.asked, action, args };
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
    const gone = once(this.child, "exit");
    this.child.kill("SIGKILL");
    await gone;
  }

  private settle({ number, result, error }: Answer): void {
    const pending = this.pending.get(number);
    this.pending.delete(number);
    if (error === undefined) pending?.resolve(result);
    else pending?.reject(new Error(error));
  }
}
