/** Something that is being done, for those who have to know what becomes of it. */
export class Undertaking {
  /** Is done when it has come to an end, a good or a bad one. */
  public readonly ended: Promise<void>;
  private begun = false;
  private over = false;
  private resolve!: () => void;

  public constructor() {
    this.ended = new Promise((resolve) => {
      this.resolve = resolve;
    });
  }

  public get hasBegun(): boolean {
    return this.begun;
  }

  public get hasEnded(): boolean {
    return this.over;
  }

  /** To be called before anything is done. */
  public begin(): void {
    this.begun = true;
  }

  /** To be called when all is done. */
  public end(): void {
    this.over = true;
    this.resolve();
  }
}
