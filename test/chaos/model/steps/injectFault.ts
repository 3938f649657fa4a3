import type { Fault } from "../faults";
import type { Session } from "../session";
import type { Step } from "./sequenceStep";

/** Something goes wrong from now on. */
export class Strike implements Step {
  public constructor(private readonly fault: Fault) {}

  public check(): boolean {
    return true;
  }

  public run(_model: Session, session: Session): Promise<void> {
    session.service.faults.inject(this.fault.rule(session.world));
    session.tell(this.toString());
    return Promise.resolve();
  }

  public toString(): string {
    return this.fault.toString();
  }
}
