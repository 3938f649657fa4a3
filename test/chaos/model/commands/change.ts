import type { Edit } from "../../program/edits";
import type { Session } from "../session";
import type { Step } from "./step";

/** A change of the program. */
export class Change implements Step {
  public constructor(private readonly edit: Edit) {}

  public check({ program }: Readonly<Session>): boolean {
    return this.edit.edited(program) !== undefined;
  }

  public run(_model: Session, session: Session): Promise<void> {
    session.program = this.edit.edited(session.program) ?? session.program;
    session.tell(this.toString());
    session.tally.count("changes of the program");
    return Promise.resolve();
  }

  public toString(): string {
    return this.edit.toString();
  }
}
