/** Runs concurrent work one step at a time. At each step it selects one of the waiting steps. */
export class Schedule {
  /** The number of waiting steps at each choice. */
  public readonly widths: number[] = [];
  private readonly waiting: { name: string; resume: () => void }[] = [];

  /** @param choices The index of the waiting step at each of the first choices. Further choices select the first step. */
  public constructor(private readonly choices: readonly number[]) {}

  /** Waits until this step is selected. */
  public turn(name: string): Promise<void> {
    return new Promise((resume) => {
      this.waiting.push({ name, resume });
    });
  }

  /** Selects steps until the work has ended. */
  public async run<T>(work: Promise<T>): Promise<T> {
    const progress = { hasEnded: false };
    const end = work.finally(() => (progress.hasEnded = true));
    end.catch(() => undefined);
    for (;;) {
      await settled();
      if (progress.hasEnded) return end;
      if (this.waiting.length === 0)
        throw new Error("Deadlock: the work has not ended, and no step is waiting.");
      this.choose().resume();
    }
  }

  private choose(): { name: string; resume: () => void } {
    const choice = this.choices[this.widths.length] ?? 0;
    this.widths.push(this.waiting.length);
    return this.waiting.splice(choice, 1)[0]!;
  }
}

/** Runs the work with every schedule, and returns the number of schedules. */
export async function everySchedule(work: (schedule: Schedule) => Promise<void>): Promise<number> {
  let count = 0;
  for (let choices: number[] | undefined = []; choices; count += 1) {
    const schedule = new Schedule(choices);
    await schedule.run(work(schedule));
    choices = next(schedule.widths, choices);
  }
  return count;
}

// Depth-first: changes the last choice that has an alternative, and drops the choices after it.
function next(widths: readonly number[], choices: readonly number[]): number[] | undefined {
  for (let index = widths.length - 1; index >= 0; index -= 1) {
    const choice = (choices[index] ?? 0) + 1;
    if (choice < widths[index]!) return [...widths.slice(0, index).map((_, at) => choices[at] ?? 0), choice];
  }
  return undefined;
}

// Work that does not wait for the schedule runs in microtasks, so it is done by then.
function settled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
