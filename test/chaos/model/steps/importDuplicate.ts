import type { Session } from "../session";
import type { SequenceStep } from "./sequenceStep";

/** What the state has already comes into it a second time under another name, as by `pulumi import`. */
export class ImportDuplicate implements SequenceStep {
  public constructor(private readonly name: string) {}

  public check({ entries }: Readonly<Session>): boolean {
    const isThere = (name: string): boolean => entries.some((entry) => entry.name === name);
    return isThere(this.name) && !isThere(this.otherName);
  }

  public async run(_model: Session, session: Session): Promise<void> {
    session.log(this.toString());
    session.tally.count("things that are in the state twice");
    await session.importDuplicate(this.name, this.otherName);
  }

  public toString(): string {
    return `importAgain(${this.name} as ${this.otherName})`;
  }

  private get otherName(): string {
    return `${this.name}-again`;
  }
}
