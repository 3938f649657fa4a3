import type { Edit } from "../../program/edits";
import type { Program } from "../../program/program";
import type { Session } from "../session";
import type { Step } from "./sequenceStep";

/** A change of the program: the first of several that can be made. */
export class Change implements Step {
  public constructor(private readonly edits: readonly Edit[]) {}

  public check({ program }: Readonly<Session>): boolean {
    return this.possible(program) !== undefined;
  }

  public run(_model: Session, session: Session): Promise<void> {
    const edit = this.possible(session.program);
    session.program = edit?.edited(session.program) ?? session.program;
    session.tell(String(edit?.toString()));
    session.tally.count("changes of the program");
    return Promise.resolve();
  }

  public toString(): string {
    return this.edits.join(" or ");
  }

  private possible(program: Program): Edit | undefined {
    return this.edits.find((edit) => edit.edited(program));
  }
}
