import type { Edit } from "../../program/edits";
import type { Program } from "../../program/program";
import type { Session } from "../session";
import type { SequenceStep } from "./sequenceStep";

/** A change of the program: the first of several that can be made. */
export class ChangeProgram implements SequenceStep {
  public constructor(private readonly edits: readonly Edit[]) {}

  public check({ program }: Readonly<Session>): boolean {
    return this.possible(program) !== undefined;
  }

  public run(_model: Session, session: Session): Promise<void> {
    const edit = this.possible(session.program);
    session.program = edit?.apply(session.program) ?? session.program;
    session.log(String(edit?.toString()));
    session.tally.count("changes of the program");
    return Promise.resolve();
  }

  public toString(): string {
    return this.edits.join(" or ");
  }

  private possible(program: Program): Edit | undefined {
    return this.edits.find((edit) => edit.apply(program));
  }
}
