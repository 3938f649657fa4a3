/** What happens next is one of several things: a schedule says which, one index for each choice. */
export class Schedule {
  /** How many there were to choose from, choice by choice. */
  public readonly widths: number[] = [];
  private readonly waiting: { name: string; go: () => void }[] = [];

  /** @param choices The first choices; all further ones take what has waited longest. */
  public constructor(private readonly choices: readonly number[]) {}

  /** Waits until it is chosen to go on. */
  public turn(name: string): Promise<void> {
    return new Promise((go) => {
      this.waiting.push({ name, go });
    });
  }

  /** Lets one after the other go on, until the work has ended. */
  public async run<T>(work: Promise<T>): Promise<T> {
    const progress = { hasEnded: false };
    const end = work.finally(() => (progress.hasEnded = true));
    end.catch(() => undefined);
    for (;;) {
      await settled();
      if (progress.hasEnded) return end;
      if (this.waiting.length === 0) throw new Error("Nothing can go on: the work waits for ever.");
      this.choose().go();
    }
  }

  private choose(): { name: string; go: () => void } {
    const choice = this.choices[this.widths.length] ?? 0;
    this.widths.push(this.waiting.length);
    return this.waiting.splice(choice, 1)[0]!;
  }
}

/** Every schedule of a piece of work, one after the other. */
export async function everySchedule(work: (schedule: Schedule) => Promise<void>): Promise<number> {
  let count = 0;
  for (let choices: number[] | undefined = []; choices; count += 1) {
    const schedule = new Schedule(choices);
    await schedule.run(work(schedule));
    choices = next(schedule.widths, choices);
  }
  return count;
}

// The last choice that can be another one is, and what comes after it is chosen anew.
function next(widths: readonly number[], choices: readonly number[]): number[] | undefined {
  for (let index = widths.length - 1; index >= 0; index -= 1) {
    const choice = (choices[index] ?? 0) + 1;
    if (choice < widths[index]!) return [...widths.slice(0, index).map((_, at) => choices[at] ?? 0), choice];
  }
  return undefined;
}

// Everything that needs no turn has happened when the promises that it waits for are done.
function settled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
