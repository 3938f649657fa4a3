import type { Session } from "../session";
import type { Step } from "./sequenceStep";

/** The service allows so many calls a second from now on. */
export class Throttle implements Step {
  public constructor(private readonly callsPerSecond: number) {}

  public check(): boolean {
    return true;
  }

  public run(_model: Session, session: Session): Promise<void> {
    session.service.faults.throttle({ callsPerSecond: this.callsPerSecond, burst: 2 });
    session.tell(this.toString());
    return Promise.resolve();
  }

  public toString(): string {
    return `throttle(${this.callsPerSecond} a second)`;
  }
}
