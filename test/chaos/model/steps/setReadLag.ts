import type { Session } from "../session";
import type { Step } from "./sequenceStep";

/** Lists do not show the last writes to the next reader. */
export class Lag implements Step {
  public constructor(private readonly reads: number) {}

  public check(): boolean {
    return true;
  }

  public run(_model: Session, session: Session): Promise<void> {
    session.setLag(this.reads);
    session.tell(this.toString());
    return Promise.resolve();
  }

  public toString(): string {
    return `lag(${this.reads})`;
  }
}
