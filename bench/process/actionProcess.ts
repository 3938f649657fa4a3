import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";

import type { Actions, CommonActions, Reply, Request } from "./messages";

interface Pending {
  resolve: (result: unknown) => void;
  reject: (error: Error) => void;
}

/** A child process that performs actions, so that it does not share an event loop with the measurements. */
export class ActionProcess<Own extends Actions> {
  private readonly pending = new Map<number, Pending>();
  private lastNumber = 0;

  private constructor(
    private readonly script: string,
    private readonly child: ChildProcess,
  ) {
    child.on("message", (reply: Reply) => {
      this.settle(reply);
    });
    child.once("exit", () => {
      for (const { reject } of this.pending.values()) reject(new Error(`The process of ${script} exited.`));
      this.pending.clear();
    });
  }

  /** Starts a script that calls `serveActions`, and waits until it does. */
  public static async start<Own extends Actions>(script: string): Promise<ActionProcess<Own>> {
    const execArgv = ["--require", require.resolve("ts-node/register/transpile-only")];
    const started = new ActionProcess<Own>(script, fork(script, { execArgv }));
    await new Promise((resolve, reject) => started.pending.set(0, { resolve, reject }));
    return started;
  }

  /** Requests an action and waits for its result. */
  public request<Name extends string & keyof (Own & CommonActions)>(
    action: Name,
    ...args: Parameters<(Own & CommonActions)[Name]>
  ): Promise<ReturnType<(Own & CommonActions)[Name]>> {
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
    else pending?.reject(new Error(`${this.script}: ${error}`));
  }
}
