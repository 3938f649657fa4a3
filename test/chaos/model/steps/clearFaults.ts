import type { Session } from "../session";
import type { SequenceStep } from "./sequenceStep";

/** Removes all faults and the read lag. */
export class ClearFaults implements SequenceStep {
  public check(): boolean {
    return true;
  }

  public run(_model: Session, session: Session): Promise<void> {
    session.clearFaults();
    session.log(this.toString());
    return Promise.resolve();
  }

  public toString(): string {
    return "clearFaults()";
  }
}
