import type { Fault } from "../faults";
import type { Session } from "../session";
import type { SequenceStep } from "./sequenceStep";

/** Injects a fault into later calls. */
export class InjectFault implements SequenceStep {
  public constructor(private readonly fault: Fault) {}

  public check(): boolean {
    return true;
  }

  public run(_model: Session, session: Session): Promise<void> {
    session.emulator.faults.inject(this.fault.rule(session.fixture));
    session.log(this.toString());
    return Promise.resolve();
  }

  public toString(): string {
    return this.fault.toString();
  }
}
