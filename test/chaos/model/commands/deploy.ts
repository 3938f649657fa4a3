import type { CommandOptions } from "../../engine/miniEngine";
import type { CommandName, Session } from "../session";
import type { Step } from "./step";

/** A command of Pulumi. */
export class Deploy implements Step {
  public constructor(
    private readonly command: CommandName,
    private readonly options: CommandOptions,
  ) {}

  public check(): boolean {
    return true;
  }

  public async run(_model: Session, session: Session): Promise<void> {
    session.tell(this.toString());
    await session.run(this.command, this.options);
  }

  public toString(): string {
    const { refresh = false, parallel } = this.options;
    return `${this.command}(${refresh ? "--refresh " : ""}--parallel ${parallel})`;
  }
}
