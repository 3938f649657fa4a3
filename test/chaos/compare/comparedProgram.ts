import { resultForProgram, type CommandResult } from "./commandResult";
import { agreeUpToFailure, differenceOf } from "./compareResults";
import { orderViolations } from "./orderViolations";
import { toSortedJson } from "./recordedCall";
import type { RecordingHosts } from "./recordingHosts";
import { SimulatedStack } from "./simulatedStack";
import { commandForProgram, commandLine, type StackCommand } from "./stackCommand";

/** How many orders of the simulated engine are tried, where the real engine has no fixed order. */
const MAX_ORDERS = 40;

/** One program of a stack, run in a simulated stack of its own. */
export class ComparedProgram {
  /** The difference between the engines. Undefined if there is none. */
  public difference: string | undefined;
  /** Whether further commands cannot be compared. */
  public isOver = false;
  /** Whether that is because of a failure that ended the deployment. */
  public endedWithFailure = false;
  private stack: SimulatedStack;
  private readonly history: string[] = [];

  public constructor(
    hosts: RecordingHosts,
    private readonly seed: number,
    private readonly index: number,
    /** Whether it is the only program of the stack. */
    private readonly isAlone: boolean,
  ) {
    this.stack = SimulatedStack.open(hosts);
  }

  /** Runs the program's part of a command, and compares the result with that of the real engine. */
  public async run(stackCommand: StackCommand, stackResult: CommandResult): Promise<void> {
    if (this.isOver) return;
    const command = commandForProgram(stackCommand, this.index);
    this.history.push(commandLine(command));
    const difference = await this.compare(command, resultForProgram(stackResult, this.index));
    if (difference === undefined) return;
    this.isOver = true;
    const program = command.kind === "import" ? "" : toSortedJson(command.programs);
    const lines = [`seed ${this.seed}, program ${this.index}:`, ...this.history, program, difference];
    this.difference = lines.join("\n  ");
  }

  private async compare(command: StackCommand, real: CommandResult): Promise<string | undefined> {
    const violations = violationsOf(command, this.stack);
    const realViolations = violations(real);
    if (realViolations.length > 0) return `Order of the real engine: ${realViolations.join("; ")}.`;
    const results: CommandResult[] = [];
    while (results.length < MAX_ORDERS) {
      const stack = this.stack.copy();
      const result = await stack.run(command, results.length);
      const simulatedViolations = violations(result);
      if (simulatedViolations.length > 0)
        return `Order of the simulated engine: ${simulatedViolations.join("; ")}.`;
      if (differenceOf(real, result, this.isAlone) === undefined) {
        this.stack = stack;
        return undefined;
      }
      results.push(result);
    }
    this.isOver = this.isAlone && results.some((result) => agreeUpToFailure(real, result));
    this.endedWithFailure = this.isOver;
    return this.isOver ? undefined : differenceOf(real, results[0]!, this.isAlone);
  }
}

// A destroy with `--run-program` uses the dependencies in the program instead of those in the state.
function violationsOf(
  command: StackCommand,
  { entries }: SimulatedStack,
): (result: CommandResult) => string[] {
  const resources = command.kind === "import" ? [] : command.programs.flat();
  const runsProgram = command.kind === "destroy" && command.runProgram === true;
  return ({ calls }) => orderViolations(calls, resources, runsProgram ? [] : entries);
}
