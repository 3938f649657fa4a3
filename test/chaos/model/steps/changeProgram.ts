import type { Edit } from "../../program/edit";
import type { Program } from "../../program/program";
import type { Session } from "../session";
import type { SequenceStep } from "./sequenceStep";

/** Changes the program: applies the first edit that is possible. */
export class ChangeProgram implements SequenceStep {
  public constructor(private readonly edits: readonly Edit[]) {}

  public check({ program }: Readonly<Session>): boolean {
    return this.firstPossible(program) !== undefined;
  }

  public run(_model: Session, session: Session): Promise<void> {
    const edit = this.firstPossible(session.program);
    session.program = edit?.apply(session.program) ?? session.program;
    session.log(String(edit?.toString()));
    session.tally.count("program changes");
    return Promise.resolve();
  }

  public toString(): string {
    return this.edits.join(" or ");
  }

  private firstPossible(program: Program): Edit | undefined {
    return this.edits.find((edit) => edit.apply(program));
  }
}
