import { findByPulumiName } from "../../program/program";
import type { CommandName, DeployOptions, Session } from "../session";
import { checkIdempotence } from "../convergence";
import type { SequenceStep } from "./sequenceStep";

/** A command of Pulumi. */
export class Deploy implements SequenceStep {
  public constructor(
    private readonly command: CommandName,
    private readonly options: DeployOptions,
  ) {}

  public check(): boolean {
    return true;
  }

  public async run(_model: Session, session: Session): Promise<void> {
    const options = withoutMissing(this.options, session);
    session.log(inWords(this.command, options));
    const seen = await session.run(this.command, options);
    if (this.command === "up" && this.options.repeat === true) await checkIdempotence(session, seen);
  }

  public toString(): string {
    return inWords(this.command, this.options);
  }
}

function inWords(command: CommandName, { parallel, order = 0, ...options }: DeployOptions): string {
  const flags = Object.entries(options as Record<string, unknown>)
    .filter(([, value]) => value !== false && value !== undefined)
    .map(([name, value]) => (value === true ? ` --${name}` : ` --${name} ${String(value)}`));
  return `${command}(--parallel ${parallel} --order ${order}${flags.join("")})`;
}

// The engine refuses names that it does not know.
function withoutMissing(
  { targets, excludes, replaces, ...options }: DeployOptions,
  { entries, program }: Session,
): DeployOptions {
  const inState = (name: string): boolean => entries.some((entry) => entry.name === name);
  const isThere = (name: string): boolean =>
    inState(name) || (options.refresh !== true && findByPulumiName(program, name) !== undefined);
  const kept = {
    targets: targets?.filter(isThere) ?? [],
    excludes: excludes?.filter(inState) ?? [],
    replaces: replaces?.filter(inState) ?? [],
  };
  const there = Object.entries(kept).filter(([, names]) => names.length > 0);
  return { ...options, ...Object.fromEntries(there) };
}
