import type { FaultAct, World } from "../family";
import type { Session } from "../session";
import type { Step } from "./step";

/** Something goes wrong from now on. */
export class Strike<Program, W extends World> implements Step<Program, W> {
  public constructor(private readonly fault: FaultAct<W>) {}

  public check(): boolean {
    return true;
  }

  public run(_model: Session<Program, W>, session: Session<Program, W>): Promise<void> {
    session.tenant.faults.inject(this.fault.rule(session.world));
    session.tell(this.toString());
    return Promise.resolve();
  }

  public toString(): string {
    return this.fault.toString();
  }
}
