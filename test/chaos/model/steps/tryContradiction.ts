import { contradicting } from "../../program/accessMoves";
import { contentsOf } from "../contents";
import type { Session } from "../session";
import type { SequenceStep } from "./sequenceStep";

/** Declares the ban of a declared member or moderator too, and deploys that. The package must refuse it, and ban nobody. */
export class TryContradiction implements SequenceStep {
  /** See {@link contradicting}. */
  public constructor(
    private readonly index: number,
    private readonly idFrom: string | undefined,
    private readonly order: number,
  ) {}

  public check({ program }: Readonly<Session>): boolean {
    return contradicting(program, this.index, this.idFrom) !== undefined;
  }

  public async run(_model: Session, session: Session): Promise<void> {
    const { program } = session;
    const contradiction = contradicting(program, this.index, this.idFrom)!;
    session.log(this.toString());
    session.tally.count("programs that contradict themselves");
    const before = contentsOf(session.fixture);
    session.program = contradiction.program;
    const { outcome } = await session.run("up", { parallel: 4, order: this.order });
    const declared = [...session.expectedState.declared().keys()];
    const bans = declared.filter(
      (key) => session.expectedState.declares(contradiction.name, key) && !before.has(key),
    );
    session.program = program;
    const made = bans.filter((key) => contentsOf(session.fixture).has(key));
    if (outcome.errors.length > 0 && made.length === 0) return;
    const what = made.length > 0 ? `made the ban ${made.join()}` : "succeeded";
    throw new Error(session.report([`(c) The up of a program that contradicts itself ${what}.`]));
  }

  public toString(): string {
    const id = this.idFrom === undefined ? "" : `, id from ${this.idFrom}`;
    return `contradict(member ${this.index}${id}, order ${this.order})`;
  }
}
