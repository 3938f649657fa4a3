import type { Act, World } from "../family";
import type { Session } from "../session";
import type { Step } from "./step";

/** A change of the program, or an act behind Pulumi's back. */
export class Perform<Program, W extends World> implements Step<Program, W> {
  public constructor(private readonly act: Act<Program, W>) {}

  public check({ program, world }: Readonly<Session<Program, W>>): boolean {
    return this.act.possible(program, world);
  }

  public run(_model: Session<Program, W>, session: Session<Program, W>): Promise<void> {
    const { program, disturbed = [], theirs = [] } = this.act.perform(session.program, session.world);
    if (program !== undefined) session.program = program;
    session.disturb(disturbed, theirs);
    session.tell(this.toString());
    session.tally.count(program === undefined ? "acts behind Pulumi's back" : "changes of the program");
    return Promise.resolve();
  }

  public toString(): string {
    return this.act.toString();
  }
}
