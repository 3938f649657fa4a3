import { findByResourceName } from "../../program/program";
import { checkIdempotence } from "../convergence";
import type { CommandName, DeployOptions, Session } from "../session";
import type { SequenceStep } from "./sequenceStep";

/** Runs a Pulumi command. */
export class Deploy implements SequenceStep {
  public constructor(
    private readonly command: CommandName,
    private readonly options: DeployOptions,
  ) {}

  public check(): boolean {
    return true;
  }

  public async run(_model: Session, session: Session): Promise<void> {
    const options = withoutUnknownNames(this.options, session);
    session.log(describe(this.command, options));
    const observation = await session.run(this.command, options);
    if (this.command === "up" && this.options.repeat === true) await checkIdempotence(session, observation);
  }

  public toString(): string {
    return describe(this.command, this.options);
  }
}

function describe(command: CommandName, { parallel, order = 0, ...options }: DeployOptions): string {
  const flags = Object.entries(options as Record<string, unknown>)
    .filter(([, value]) => value !== false && value !== undefined)
    .map(([name, value]) => (value === true ? ` --${name}` : ` --${name} ${String(value)}`));
  return `${command}(--parallel ${parallel} --order ${order}${flags.join("")})`;
}

// The engine rejects unknown names.
function withoutUnknownNames(
  { targets, excludes, replaces, ...options }: DeployOptions,
  { entries, program }: Session,
): DeployOptions {
  const isInState = (name: string): boolean => entries.some((entry) => entry.name === name);
  const mayBeTarget = (name: string): boolean =>
    isInState(name) || (options.refresh !== true && findByResourceName(program, name) !== undefined);
  const known = {
    targets: targets?.filter(mayBeTarget) ?? [],
    excludes: excludes?.filter(isInState) ?? [],
    replaces: replaces?.filter(isInState) ?? [],
  };
  const nonEmpty = Object.entries(known).filter(([, names]) => names.length > 0);
  return { ...options, ...Object.fromEntries(nonEmpty) };
}
