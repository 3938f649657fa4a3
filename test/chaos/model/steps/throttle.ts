import type { Session } from "../session";
import type { SequenceStep } from "./sequenceStep";

/** Limits the rate of calls that the service accepts. */
export class Throttle implements SequenceStep {
  public constructor(private readonly callsPerSecond: number) {}

  public check(): boolean {
    return true;
  }

  public run(_model: Session, session: Session): Promise<void> {
    session.emulator.faults.throttle({ callsPerSecond: this.callsPerSecond, burst: 2 });
    session.log(this.toString());
    return Promise.resolve();
  }

  public toString(): string {
    return `throttle(${this.callsPerSecond} calls per second)`;
  }
}
