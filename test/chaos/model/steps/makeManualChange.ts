import type { ManualChange } from "../../program/manualChange";
import type { Session } from "../session";
import type { SequenceStep } from "./sequenceStep";

/** Makes a manual change in the service. */
export class MakeManualChange implements SequenceStep {
  public constructor(private readonly change: ManualChange) {}

  public check({ fixture }: Readonly<Session>): boolean {
    return this.change.isPossible(fixture);
  }

  public run(_model: Session, session: Session): Promise<void> {
    const { changed, created } = this.change.apply(session.fixture);
    session.recordManualChange(changed, created);
    session.log(this.toString());
    session.tally.count("manual changes");
    return Promise.resolve();
  }

  public toString(): string {
    return this.change.toString();
  }
}
