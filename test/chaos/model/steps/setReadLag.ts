import type { Session } from "../session";
import type { SequenceStep } from "./sequenceStep";

/** Lists do not show the last writes to the next reader. */
export class SetReadLag implements SequenceStep {
  public constructor(private readonly reads: number) {}

  public check(): boolean {
    return true;
  }

  public run(_model: Session, session: Session): Promise<void> {
    session.setReadLag(this.reads);
    session.log(this.toString());
    return Promise.resolve();
  }

  public toString(): string {
    return `lag(${this.reads})`;
  }
}
