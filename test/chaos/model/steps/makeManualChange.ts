import type { Act } from "../../program/manualChange";
import type { Session } from "../session";
import type { Step } from "./sequenceStep";

/** An act behind Pulumi's back. */
export class Meddle implements Step {
  public constructor(private readonly act: Act) {}

  public check({ world }: Readonly<Session>): boolean {
    return this.act.possible(world);
  }

  public run(_model: Session, session: Session): Promise<void> {
    const { disturbed, theirs } = this.act.perform(session.world);
    session.disturb(disturbed, theirs);
    session.tell(this.toString());
    session.tally.count("acts behind Pulumi's back");
    return Promise.resolve();
  }

  public toString(): string {
    return this.act.toString();
  }
}
