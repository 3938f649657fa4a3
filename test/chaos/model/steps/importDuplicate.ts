import type { Session } from "../session";
import type { SequenceStep } from "./sequenceStep";

/** Imports a resource that is already in the state under another name, so that two entries have the same id. */
export class ImportDuplicate implements SequenceStep {
  public constructor(private readonly name: string) {}

  public check({ entries }: Readonly<Session>): boolean {
    const isInState = (name: string): boolean => entries.some((entry) => entry.name === name);
    return isInState(this.name) && !isInState(this.otherName);
  }

  public async run(_model: Session, session: Session): Promise<void> {
    session.log(this.toString());
    session.tally.count("duplicate state entries");
    await session.importDuplicate(this.name, this.otherName);
  }

  public toString(): string {
    return `importDuplicate(${this.name} as ${this.otherName})`;
  }

  private get otherName(): string {
    return `${this.name}-again`;
  }
}
