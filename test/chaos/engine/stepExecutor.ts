/** One step of a deployment: pkg/resource/deploy/step.go. */
export interface Step {
  readonly op: Operation;
  /** The name of the resource. */
  readonly name: string;
  /** The name of the resource before the deployment. Different if an alias renames it. */
  readonly oldName: string;
  /** The names of the resources that it depends on after the step. */
  readonly dependencies: ReadonlySet<string>;
  /** Runs the step. */
  readonly apply: () => Promise<void>;
  /** Tells the program that the step failed, or was skipped because a dependency failed. */
  readonly reportFailure: () => void;
}

export type Operation =
  | "create"
  | "create-replacement"
  | "delete"
  | "delete-replaced"
  | "refresh"
  | "remove-pending-replace"
  | "same"
  | "update";

/** Which failures do not end the deployment. */
export type ErrorTolerance = "none" | "continueOnError" | "all";

/** A protected resource cannot be deleted. Does not end the deployment, so that all such errors are reported. */
export class ProtectedError extends Error {
  public override readonly name = "ProtectedError";
}

/** Runs chains of steps with a limited number of workers: pkg/resource/deploy/step_executor.go. */
export class StepExecutor {
  /** The failed steps that did not end the deployment. */
  public readonly failed: Step[] = [];
  /** Whether a failure ended the deployment. No further step starts. */
  public isCancelled = false;
  private readonly queue: (() => void)[] = [];
  private readonly running = new Set<Promise<void>>();
  private freeWorkers: number;

  /** @param report Called after each step, with the error if the step failed. */
  public constructor(
    parallel: number,
    private readonly tolerance: ErrorTolerance,
    private readonly report: (step: Step, error?: unknown) => void,
  ) {
    this.freeWorkers = parallel;
  }

  /** Ends the deployment. Running steps finish. */
  public cancel(): void {
    this.isCancelled = true;
    for (const start of this.queue.splice(0)) start();
  }

  /** Starts a chain. Waits until a worker is free, as the engine does. */
  public async submit(chain: readonly Step[]): Promise<void> {
    if (this.freeWorkers > 0) this.freeWorkers -= 1;
    else await new Promise<void>((resolve) => this.queue.push(resolve));
    const run = this.execute(chain).finally(() => {
      this.running.delete(run);
      const start = this.queue.shift();
      if (start) start();
      else this.freeWorkers += 1;
    });
    this.running.add(run);
  }

  /** Waits until one of the running chains has ended. Never returns if none is running. */
  public async waitForOne(): Promise<void> {
    await Promise.race(this.running);
  }

  /** Waits until all chains have ended. */
  public async waitForAll(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running);
  }

  /** Whether a chain is running. */
  public get isBusy(): boolean {
    return this.running.size > 0;
  }

  private async execute(chain: readonly Step[]): Promise<void> {
    for (const step of chain) {
      if (this.isCancelled) return;
      try {
        await step.apply();
        this.report(step);
      } catch (error) {
        this.report(step, error);
        this.fail(step, error);
        return;
      }
    }
  }

  private fail(step: Step, error: unknown): void {
    if (this.tolerance === "all") return;
    if (this.tolerance === "continueOnError" || error instanceof ProtectedError) {
      this.failed.push(step);
      step.reportFailure();
    } else {
      this.cancel();
    }
  }
}
