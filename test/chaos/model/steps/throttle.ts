import type { Session } from "../session";
import type { SequenceStep } from "./sequenceStep";

/** The service allows so many calls a second from now on. */
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
    return `throttle(${this.callsPerSecond} a second)`;
  }
}
