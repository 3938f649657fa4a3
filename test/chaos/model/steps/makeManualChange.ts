import type { ManualChange } from "../../program/manualChange";
import type { Session } from "../session";
import type { SequenceStep } from "./sequenceStep";

/** An act behind Pulumi's back. */
export class MakeManualChange implements SequenceStep {
  public constructor(private readonly act: ManualChange) {}

  public check({ fixture }: Readonly<Session>): boolean {
    return this.act.isPossible(fixture);
  }

  public run(_model: Session, session: Session): Promise<void> {
    const { disturbed, theirs } = this.act.apply(session.fixture);
    session.recordManualChange(disturbed, theirs);
    session.log(this.toString());
    session.tally.count("acts behind Pulumi's back");
    return Promise.resolve();
  }

  public toString(): string {
    return this.act.toString();
  }
}
