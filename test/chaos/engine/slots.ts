/** Lets so many pieces of work go on at a time, the others in their order. */
export class Slots {
  private readonly waiting: (() => void)[] = [];

  public constructor(private free: number) {}

  public async run(work: () => Promise<void>): Promise<void> {
    if (this.free > 0) this.free -= 1;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    try {
      await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.free += 1;
    }
  }
}
