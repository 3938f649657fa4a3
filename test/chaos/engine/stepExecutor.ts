/** One step of a deployment: pkg/resource/deploy/step.go. */
export interface Step {
  readonly op: Operation;
  /** The name of the resource. */
  readonly name: string;
  /** The name that it has in the state that was found: another one, where it is renamed by an alias. */
  readonly oldName: string;
  /** What it refers to, as it will be. */
  readonly dependencies: ReadonlySet<string>;
  /** Does it. */
  readonly apply: () => Promise<void>;
  /** Tells the program that it has failed, or that it was left out because what it refers to has failed. */
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

/** Which failures end a deployment. */
export type ErrorTolerance = "none" | "continueOnError" | "all";

/** The refusal to delete what is protected: all of them are reported. */
export class ProtectedError extends Error {
  public override readonly name = "ProtectedError";
}

/** Carries out chains of steps, so many at a time: pkg/resource/deploy/step_executor.go. */
export class StepExecutor {
  /** The steps that have failed, where that has not ended the deployment. */
  public readonly failed: Step[] = [];
  /** Whether a failure has ended the deployment: no other step begins. */
  public isCancelled = false;
  private readonly queue: (() => void)[] = [];
  private readonly running = new Set<Promise<void>>();
  private freeWorkers: number;

  /** @param report Is told of each step that was done, and of each failure. */
  public constructor(
    parallel: number,
    private readonly tolerance: ErrorTolerance,
    private readonly report: (step: Step, error?: unknown) => void,
  ) {
    this.freeWorkers = parallel;
  }

  /** Ends the deployment: what runs comes to its end. */
  public cancel(): void {
    this.isCancelled = true;
    for (const go of this.queue.splice(0)) go();
  }

  /** Hands a chain to a worker. Whoever does so waits until one is free, as the engine does. */
  public async submit(chain: readonly Step[]): Promise<void> {
    if (this.freeWorkers > 0) this.freeWorkers -= 1;
    else await new Promise<void>((resolve) => this.queue.push(resolve));
    const run = this.execute(chain).finally(() => {
      this.running.delete(run);
      const waitForOne = this.queue.shift();
      if (waitForOne) waitForOne();
      else this.freeWorkers += 1;
    });
    this.running.add(run);
  }

  /** Waits until a chain has come to its end; at once where none runs. */
  public async next(): Promise<void> {
    await Promise.race(this.running);
  }

  /** Waits until all chains have come to their end. */
  public async waitForAll(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running);
  }

  /** Whether a chain runs. */
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
