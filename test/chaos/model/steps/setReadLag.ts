import type { Session } from "../session";
import type { SequenceStep } from "./sequenceStep";

/** Makes lists lack the latest writes for a number of reads. */
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
    return `setReadLag(${this.reads} reads)`;
  }
}
